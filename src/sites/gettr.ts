import type { Answer } from '../model/observation.ts';
import { isOn, segments } from './reading/host.ts';
import { at, isObject, parsed } from './reading/json.ts';
import { says, tellsNothing } from './reading/says.ts';
import type { Site, SiteSays } from './site.ts';

/** GETTR, whose pages are one script for every address, tells by the interface that this script asks; it is not documented. */
export const gettr: Site = {
  name: 'gettr',
  matches: (url) => thingOf(url) !== undefined,
  question(url) {
    const thing = thingOf(url);
    if (thing === undefined) return undefined;
    return thing.kind === 'post'
      ? `https://api.gettr.com/u/post/${thing.id}?incl=poststats%7Cuserinfo`
      : `https://api.gettr.com/s/uinf/${thing.id}`;
  },
  read(answer, url) {
    const json = answer.status < 500 && answer.status !== 429 ? parsed(answer.text) : undefined;
    const code = at(json, 'rc') === 'ERR' ? at(json, 'error', 'code') : undefined;
    if (typeof code === 'string') return readError(code);
    const data = at(json, 'rc') === 'OK' ? at(json, 'result', 'data') : undefined;
    if (answer.status !== 200 || !isObject(data)) return tellsNothing('gettr', 'GETTR', answer);
    return thingOf(url)?.kind === 'user' ? readUser(data, answer) : readPost(data, answer);
  },
};

interface Thing {
  readonly kind: 'post' | 'user';
  /** As it stands in the address. */
  readonly id: string;
}

function thingOf(url: URL): Thing | undefined {
  if (!isOn(url, 'gettr.com')) return undefined;
  const [kind, id] = segments(url);
  return (kind === 'post' || kind === 'user') && id !== undefined ? { kind, id } : undefined;
}

function readPost(data: unknown, answer: Answer): SiteSays {
  if (at(data, 'nfound') === true || at(data, 'txt') === 'Content Not Found') {
    return says('dead', 'removed', 'gettr-not-found', 'GETTR says that it has no such post');
  }
  const visibility = at(data, 'vis');
  if (visibility === 'd') return says('dead', 'removed', 'gettr-deleted', 'GETTR says that the post was deleted');
  if (visibility === 'p') return says('alive', 'ok', 'gettr-public', 'GETTR says that the post is public');
  return typeof visibility === 'string'
    ? says('unsure', 'login-wall', 'gettr-not-public', 'GETTR says that the post is not public')
    : tellsNothing('gettr', 'GETTR', answer);
}

const readUser = (data: unknown, answer: Answer): SiteSays =>
  typeof at(data, 'username') === 'string' || typeof at(data, '_id') === 'string'
    ? says('alive', 'ok', 'gettr-user', 'GETTR says that the user exists')
    : tellsNothing('gettr', 'GETTR', answer);

/** Only an error that names what is missing says so: others speak of our question, or of a bad day. */
const readError = (code: string): SiteSays =>
  /^E_(?:POST|USER)_?NOT_?FOUND$/u.test(code)
    ? says('dead', 'removed', 'gettr-not-found', `GETTR says that there is no such thing (${code})`)
    : says('unsure', 'blocked', 'gettr-error', `GETTR answered with an error (${shortened(code)})`);

const shortened = (code: string): string => (code.length > 40 ? `${code.slice(0, 39)}…` : code);
