import { isOn, segments } from './reading/host.ts';
import { textsOf } from './reading/markup.ts';
import { says, tellsNothing } from './reading/says.ts';
import type { Answer } from '../model/observation.ts';
import type { Site, SiteSays } from './site.ts';

const channelName = /^[a-z]\w{3,31}$/iu;
/** First parts of paths that are Telegram's own. */
const notChannels: ReadonlySet<string> = new Set(
  'addemoji addlist addstickers addtheme boost confirmphone contact giftcode invoice joinchat login nft proxy setlanguage share socks'.split(
    ' ',
  ),
);

/** Telegram, which answers 200 for everything, tells of a post in its embedding, and of a channel on the channel's page. */
export const telegram: Site = {
  name: 'telegram',
  matches: (url) => isOn(url, 't.me', 'telegram.me', 'telegram.dog') && thingOf(url) !== undefined,
  question(url) {
    const thing = thingOf(url);
    if (thing?.post === undefined) return thing === undefined ? undefined : `https://t.me/${thing.channel}`;
    return `https://t.me/${thing.channel}/${thing.post}?embed=1&mode=tme`;
  },
  read(answer, url) {
    if (answer.status !== 200) return tellsNothing('telegram', 'Telegram', answer);
    return thingOf(url)?.post === undefined ? readChannel(answer) : readPost(answer);
  },
};

interface Thing {
  readonly channel: string;
  readonly post?: string;
}

/** A channel, or a post of one; `/s/` is the same as a page to read. */
function thingOf(url: URL): Thing | undefined {
  const all = segments(url);
  const [channel = '', post, ...rest] = all[0] === 's' ? all.slice(1) : all;
  if (!channelName.test(channel) || notChannels.has(channel.toLowerCase()) || rest.length > 0) return undefined;
  if (post === undefined) return { channel };
  return /^\d+$/u.test(post) ? { channel, post } : undefined;
}

function readPost(answer: Answer): SiteSays {
  const texts = textsOf(answer.text ?? '', '.tgme_widget_message_error', '.tgme_widget_message');
  const error = texts.get('.tgme_widget_message_error');
  if (error === 'Post not found') {
    return says('dead', 'removed', 'telegram-post-not-found', 'Telegram says that it has no such post');
  }
  if (error?.endsWith('not found') === true) {
    return says('suspect', 'soft-404', 'telegram-channel-not-found', 'Telegram finds no public channel of this name');
  }
  if (error !== undefined) {
    return says('unsure', 'login-wall', 'telegram-not-shown', 'Telegram does not show the post outside its programs');
  }
  return texts.has('.tgme_widget_message')
    ? says('alive', 'ok', 'telegram-post', 'Telegram shows the post')
    : tellsNothing('telegram', 'Telegram', answer);
}

/** There is a page for any word at all; it names the channel if there is one. Of people who show nothing it says the same. */
function readChannel(answer: Answer): SiteSays {
  const texts = textsOf(answer.text ?? '', '.tgme_page_title', '.tgme_page_extra', '.tgme_page_description');
  if (texts.has('.tgme_page_title') || texts.has('.tgme_page_extra')) {
    return says('alive', 'ok', 'telegram-channel', 'Telegram shows the name of the channel');
  }
  return texts.get('.tgme_page_description')?.includes('you can contact @') === true
    ? says('suspect', 'soft-404', 'telegram-no-channel', 'Telegram knows nothing of such a channel')
    : tellsNothing('telegram', 'Telegram', answer);
}
