import type { ArchivedAddress } from '../model/target.ts';

/**
 * Takes the addresses of one archive apart; `undefined` for any other address. It is given the host, in lower case and without its
 * port, and what stands behind it. Listed at the end of this file.
 */
type Recogniser = (host: string, rest: string) => ArchivedAddress | undefined;

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

const queryIn = (rest: string): URLSearchParams => new URLSearchParams(/\?([^#]*)/.exec(rest)?.[1] ?? '');

/** `/web/<timestamp or *><mode>/<address>`, with or without the folder, the timestamp and the second slash. */
const wayback: Recogniser = (host, rest) => {
  if (!/^(?:(?:web|wayback|www|liveweb|replay)\.)?archive\.org$/.test(host)) return undefined;
  const dated = /^\/(?:web\/|wayback\/)?(\d{1,14}|\*)(?:[a-z]{2}_)?\/(.+)$/i.exec(rest);
  if (dated !== null) return archived('wayback', dated[2], dated[1]);
  const undated =
    /^\/(?:web\/|wayback\/)?(https?(?::|%3a)\/*.+)$/i.exec(rest) ?? /^\/(?:web|wayback)\/([\w-]+\..+)$/i.exec(rest);
  return undated === null ? undefined : archived('wayback', undated[1], undefined);
};

/** `/<id>`, `/<timestamp>/<address>` (14 digits, or `2023.06.10-172049`), `/newest/<address>`. */
const archiveToday: Recogniser = (host, rest) => {
  if (!/^(?:www\.)?archive\.(?:today|is|ph|li|md|vn|fo)$/.test(host)) return undefined;
  const dated = /^\/(?:o\/\w+\/)?([\d.-]{4,19})\/(.+)$/.exec(rest);
  if (dated !== null) return archived('archive-today', dated[2], dated[1]?.replace(/[.-]/g, ''));
  const undated = /^\/(?:newest|oldest|timegate|timemap|o\/\w+)\/(.+)$/i.exec(rest) ?? /^\/(https?:\/.+)$/i.exec(rest);
  if (undated !== null) return archived('archive-today', undated[1], undefined);
  return /^\/[\w-]+/.test(rest) ? { archive: 'archive-today' } : undefined;
};

/** `/archive/<id>`, which tells nothing, or `/archive/<timestamp>/<address>`. */
const ghostarchive: Recogniser = (host, rest) => {
  if (!/^(?:www\.)?ghostarchive\.org$/.test(host)) return undefined;
  const match = /^\/(?:archive|varchive)\/(?:(\d{4,14})\/(.+)|[\w-]+)/i.exec(rest);
  return match === null ? undefined : archived('ghostarchive', match[2], match[1]);
};

/** `/XXXX-XXXX`. */
const permaCc: Recogniser = (host, rest) =>
  /^(?:www\.)?perma(?:-archives\.org|\.cc)$/.test(host) && /^\/(?:warc\/)?[a-z\d]{2,4}-[a-z\d]{2,4}/i.test(rest)
    ? { archive: 'perma-cc' }
    : undefined;

/** `/<id>?url=<address>`, or the same as parameters of `/query`. */
const webCite: Recogniser = (host, rest) => {
  if (!/^(?:www\.)?webcitation\.org$/.test(host)) return undefined;
  return /^\/(?:query\?|[a-z\d])/i.test(rest)
    ? archived('webcite', queryIn(rest).get('url') ?? undefined, queryIn(rest).get('date')?.replace(/\D/g, ''))
    : undefined;
};

/** `/search?q=cache:<id>:<address>`. */
const googleCache: Recogniser = (host, rest) => {
  if (host !== 'webcache.googleusercontent.com') return undefined;
  const match = /^cache:(?:[\w-]{12}:)?(\S+)/i.exec(queryIn(rest).get('q') ?? '');
  return match === null ? undefined : archived('google-cache', match[1], undefined);
};

/** The public archives that run pywb, OpenWayback or the like; their names as hosts, with what may stand before them. */
const memento: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

/** The archive that lives at a host, or at one that its name ends with. */
function mementoAt(host: string): string | undefined {
  for (let at = 0; at !== -1; at = host.indexOf('.', at + 1)) {
    const archive = memento.get(at === 0 ? host : host.slice(at + 1));
    if (archive !== undefined) return archive;
  }
  return undefined;
}

/** `/<collection>/<timestamp><mode>/<address>`: the form that all of them share. */
const mementoArchive: Recogniser = (host, rest) => {
  const archive = mementoAt(host);
  if (archive === undefined) return undefined;
  const match = /^(?:\/[\w.~-]+){0,3}\/(\d{4,14})(?:[a-z]{2}_)?\/(https?(?::|%3a)\/*.+|[\w-]+\..+)$/i.exec(rest);
  return match === null ? undefined : archived(archive, match[2], match[1]);
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
const datesItsCopies: ReadonlySet<string> = new Set(['wayback', ...memento.values()]);

/** Does this archive, by its name in `ArchivedAddress`, tell its copies from pages of its own? */
export const speaksMemento = (archive: string): boolean => datesItsCopies.has(archive);

/** Takes the address of an archived copy apart; `undefined` for any other address. Both ends are audited. */
export const recogniseArchived = (url: string): ArchivedAddress | undefined => {
  const [, host, rest = ''] = /^https?:\/\/([^/?#:]+)[^/?#]*(.*)$/is.exec(url) ?? [];
  if (host === undefined) return undefined;
  const lower = host.toLowerCase();
  for (const recognise of recognisers) {
    const found = recognise(lower, rest);
    if (found !== undefined) return found;
  }
  return undefined;
};
