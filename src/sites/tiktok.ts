import { isOn } from './reading/host.ts';
import { oEmbedQuestion, readOEmbed } from './reading/oembed.ts';
import type { Site } from './site.ts';

const postPath = /^\/@[\w.]+\/(?:video|photo)\/\d+\/?$/u;

/** TikTok tells by oEmbed what is there for everybody; of the rest it says the same whether it is gone, private or local. */
export const tiktok: Site = {
  name: 'tiktok',
  matches: (url) => isOn(url, 'tiktok.com') && postPath.test(url.pathname),
  question: ({ pathname }) => oEmbedQuestion('https://www.tiktok.com/oembed', `https://www.tiktok.com${pathname}`),
  read: (answer) =>
    readOEmbed(answer, {
      site: 'tiktok',
      name: 'TikTok',
      thing: 'post',
      statesGone: false,
      meanings: { 400: 'TikTok offers no embedding: removed, private, or not shown here' },
    }),
};
