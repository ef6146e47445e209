import { isOn } from './reading/host.ts';
import { oEmbedQuestion, readOEmbed } from './reading/oembed.ts';
import { says } from './reading/says.ts';
import type { Site } from './site.ts';

/** A post under its author's name. Whether oEmbed knows the nameless `/i/status/…` is not known: those are left alone. */
const postPath = /^\/(?!i\/)(?<author>\w{1,20})\/status(?:es)?\/(?<id>\d{1,20})(?:\/|$)/u;

/** X, once Twitter, which shows strangers a script, tells by oEmbed. */
export const x: Site = {
  name: 'x',
  matches: (url) => isOn(url, 'x.com', 'twitter.com') && postPath.test(url.pathname),
  question(url) {
    const { author, id } = postPath.exec(url.pathname)?.groups ?? {};
    return oEmbedQuestion('https://publish.twitter.com/oembed', `https://twitter.com/${author}/status/${id}`, {
      omit_script: '1',
    });
  },
  read(answer) {
    // Protected and restricted posts are there for some: not a word of that may be read as gone.
    if (answer.status === 404 && restricted.test(answer.text ?? '')) {
      return says('unsure', 'login-wall', 'x-oembed-restricted', 'X says that not everybody may see the post');
    }
    return readOEmbed(answer, {
      site: 'x',
      name: 'X',
      thing: 'post',
      statesGone: true,
      meanings: { 403: 'X says that the author protects the post' },
    });
  },
};

const restricted = /not authorized|protected|restricted|sensitive|suspended/iu;
