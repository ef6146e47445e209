import type { ArchivedAddress } from '../model/target.ts';
import type { Recogniser } from './archive.ts';

/** `YYYYMMDDhhmmss`, from the year on as far as it is given; the web is no older than the first archive, of 1996. */
const timestampIn = (digits: string | undefined): string | undefined => {
  if (digits === undefined || !/^(?:199[6-9]|20\d\d)(?:\d\d){0,5}$/.test(digits)) return undefined;
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = (digits.slice(4).match(/\d\d/g) ?? []).map(Number);
  // Captures with day or month 00 exist in the archives' own indexes.
  return month <= 12 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59 ? digits : undefined;
};

/** An address inside an address: archives and copying programs collapse its slashes, or leave its scheme out. */
const originalIn = (written: string | undefined): string | undefined => {
  if (written === undefined || written === '') return undefined;
  const encoded = /^https?%3a/i.test(written) ? decode(written) : written;
  const address = encoded.replace(/^(https?):\/*/i, '$1://');
  if (/^https?:\/\/[^/?#]/i.test(address)) return address;
  return /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?#]|$)/i.test(address) ? `http://${address}` : undefined;
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const archived = (archive: string, original: string | undefined, digits: string | undefined): ArchivedAddress => {
  const url = originalIn(original);
  const timestamp = timestampIn(digits);
  return { archive, ...(url === undefined ? {} : { url }), ...(timestamp === undefined ? {} : { timestamp }) };
};

const hostOf = (url: string): string => /^https?:\/\/([^/?#:]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
const afterHost = (url: string): string => url.replace(/^https?:\/\/[^/?#]*/i, '');
const queryOf = (url: string): URLSearchParams => new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '');

/** `/web/<timestamp or *><mode>/<address>`, with or without the folder, the timestamp and the second slash. */
const wayback: Recogniser = (url) => {
  if (!/^(?:(?:web|wayback|www|liveweb|replay)\.)?archive\.org$/.test(hostOf(url))) return undefined;
  const path = afterHost(url);
  const dated = /^\/(?:web\/|wayback\/)?(\d{1,14}|\*)(?:[a-z]{2}_)?\/(.+)$/i.exec(path);
  if (dated !== null) return archived('wayback', dated[2], dated[1]);
  const undated =
    /^\/(?:web\/|wayback\/)?(https?(?::|%3a)\/*.+)$/i.exec(path) ?? /^\/(?:web|wayback)\/([\w-]+\..+)$/i.exec(path);
  return undated === null ? undefined : archived('wayback', undated[1], undefined);
};

/** `/<id>`, `/<timestamp>/<address>` (14 digits, or `2023.06.10-172049`), `/newest/<address>`. */
const archiveToday: Recogniser = (url) => {
  if (!/^(?:www\.)?archive\.(?:today|is|ph|li|md|vn|fo)$/.test(hostOf(url))) return undefined;
  const path = afterHost(url);
  const dated = /^\/(?:o\/\w+\/)?([\d.-]{4,19})\/(.+)$/.exec(path);
  if (dated !== null) return archived('archive-today', dated[2], dated[1]?.replace(/[.-]/g, ''));
  const undated = /^\/(?:newest|oldest|timegate|timemap|o\/\w+)\/(.+)$/i.exec(path) ?? /^\/(https?:\/.+)$/i.exec(path);
  if (undated !== null) return archived('archive-today', undated[1], undefined);
  return /^\/[\w-]+/.test(path) ? { archive: 'archive-today' } : undefined;
};

/** `/archive/<id>`, which tells nothing, or `/archive/<timestamp>/<address>`. */
const ghostarchive: Recogniser = (url) => {
  if (!/^(?:www\.)?ghostarchive\.org$/.test(hostOf(url))) return undefined;
  const match = /^\/(?:archive|varchive)\/(?:(\d{4,14})\/(.+)|[\w-]+)/i.exec(afterHost(url));
  return match === null ? undefined : archived('ghostarchive', match[2], match[1]);
};

/** `/XXXX-XXXX`. */
const permaCc: Recogniser = (url) =>
  /^(?:www\.)?perma(?:-archives\.org|\.cc)$/.test(hostOf(url)) &&
  /^\/(?:warc\/)?[a-z\d]{2,4}-[a-z\d]{2,4}/i.test(afterHost(url))
    ? { archive: 'perma-cc' }
    : undefined;

/** `/<id>?url=<address>`, or the same as parameters of `/query`. */
const webCite: Recogniser = (url) => {
  if (!/^(?:www\.)?webcitation\.org$/.test(hostOf(url))) return undefined;
  const path = afterHost(url);
  return /^\/(?:query\?|[a-z\d])/i.test(path)
    ? archived('webcite', queryOf(url).get('url') ?? undefined, queryOf(url).get('date')?.replace(/\D/g, ''))
    : undefined;
};

/** `/search?q=cache:<id>:<address>`. */
const googleCache: Recogniser = (url) => {
  if (hostOf(url) !== 'webcache.googleusercontent.com') return undefined;
  const match = /^cache:(?:[\w-]{12}:)?(\S+)/i.exec(queryOf(url).get('q') ?? '');
  return match === null ? undefined : archived('google-cache', match[1], undefined);
};

/** The public archives that run pywb, OpenWayback or the like; their names as hosts, with what may stand before them. */
const memento: Readonly<Record<string, string>> = {
  'arquivo.pt': 'arquivo-pt',
  'archive-it.org': 'archive-it',
  'vefsafn.is': 'vefsafn',
  'webarchive.org.uk': 'uk-web-archive',
  'webarchive.nationalarchives.gov.uk': 'uk-government',
  'webarchive.parliament.uk': 'uk-parliament',
  'webarchive.nrscotland.gov.uk': 'scotland',
  'webarchive.loc.gov': 'loc',
  'swap.stanford.edu': 'stanford',
  'warp.da.ndl.go.jp': 'ndl-warp',
  'waext.banq.qc.ca': 'banq',
  'webarchiveweb.wayback.bac-lac.canada.ca': 'lac-canada',
  'web.archive.org.au': 'australia',
  'webarchive.nla.gov.au': 'australia',
  'haw.nsk.hr': 'croatia',
  'veebiarhiiv.digar.ee': 'estonia',
  'conifer.rhizome.org': 'conifer',
  'wayback.webarchiv.cz': 'czechia',
};
/** `/<collection>/<timestamp><mode>/<address>`: the form that all of them share. */
const mementoArchive: Recogniser = (url) => {
  const host = hostOf(url);
  const archive = Object.keys(memento).find((name) => host === name || host.endsWith(`.${name}`));
  if (archive === undefined) return undefined;
  const match = /^(?:\/[\w.~-]+){0,3}\/(\d{4,14})(?:[a-z]{2}_)?\/(https?(?::|%3a)\/*.+|[\w-]+\..+)$/i.exec(
    afterHost(url),
  );
  return match === null ? undefined : archived(memento[archive] ?? archive, match[2], match[1]);
};

/** Asked in this order; no two know the same host. */
const recognisers: readonly Recogniser[] = [
  wayback,
  archiveToday,
  ghostarchive,
  permaCc,
  webCite,
  googleCache,
  mementoArchive,
];

/** Archives that answer as RFC 7089 says: what they serve of others carries its moment in `Memento-Datetime`. */
const datesItsCopies: ReadonlySet<string> = new Set(['wayback', ...Object.values(memento)]);

/** Does this archive, by its name in `ArchivedAddress`, tell its copies from pages of its own? */
export const speaksMemento = (archive: string): boolean => datesItsCopies.has(archive);

/** Takes the address of an archived copy apart; `undefined` for any other address. Both ends are audited. */
export const recogniseArchived = (url: string): ArchivedAddress | undefined => {
  for (const recognise of recognisers) {
    const found = recognise(url);
    if (found !== undefined) return found;
  }
  return undefined;
};
