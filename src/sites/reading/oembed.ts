import type { Answer } from '../../model/observation.ts';
import type { SiteSays } from '../site.ts';
import { at, isObject, parsed } from './json.ts';
import { says, tellsNothing } from './says.ts';

/** What differs from one oEmbed provider to the next (oEmbed 1.0, §2). */
interface Provider {
  /** Begins the evidence's codes. */
  readonly site: string;
  readonly name: string;
  /** What it embeds: “video”, “post”. */
  readonly thing: string;
  /** Does its 404 state that the thing is gone? Of some it is not known. */
  readonly statesGone: boolean;
  /** What else its statuses mean. */
  readonly meanings?: Readonly<Record<number, string>>;
}

/** The question to an oEmbed endpoint about an address. */
export const oEmbedQuestion = (
  endpoint: string,
  address: string,
  more: Readonly<Record<string, string>> = {},
): string => `${endpoint}?${new URLSearchParams({ url: address, ...more }).toString()}`;

/**
 * Reads what an oEmbed endpoint answered: an embedding if the thing is there for everybody, 404 if it isn't there, and what
 * the provider's other statuses mean: that it is there, or may be, and not for everybody.
 */
export function readOEmbed(answer: Answer, { site, name, thing, statesGone, meanings = {} }: Provider): SiteSays {
  const { status, text = '' } = answer;
  const meaning = meanings[status];
  if (meaning !== undefined) return says('unsure', 'login-wall', `${site}-oembed-${status}`, meaning);
  if (status === 404 && statesGone && isStatement(answer)) {
    return says('dead', 'removed', `${site}-oembed-404`, `${name} says that it has no such ${thing}`);
  }
  const json = status >= 200 && status < 300 ? parsed(text) : undefined;
  return typeof at(json, 'html') === 'string' && typeof at(json, 'type') === 'string'
    ? says('alive', 'ok', `${site}-oembed-ok`, `${name} offers the ${thing} for embedding`)
    : tellsNothing(`${site}-oembed`, name, answer);
}

/** An endpoint states it as JSON or in these two words. A page that says 404, or nothing, may say that the endpoint is gone. */
const isStatement = ({ url, text = '' }: Answer): boolean =>
  new URL(url).pathname.endsWith('/oembed') && (isObject(parsed(text)) || text.trim().toLowerCase() === 'not found');
