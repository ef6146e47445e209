import { createHash } from 'node:crypto';
import { decodePage } from '../extract/charset.ts';
import { readRefresh } from '../extract/refresh.ts';
import type { Answer, BodyFacts, Hop, PageFacts } from '../model/observation.ts';
import type { HttpResponse, Parsing } from '../world.ts';
import { cookieName } from './cookies.ts';
import { fromLatin1, nextAddress, redirectStatuses, refreshAddress } from './next-address.ts';
import { sniff } from './sniff.ts';

interface Reading {
  /** The address that answered: of the page itself, even where an archive served it. */
  readonly url: string;
  /** Its text is wanted as it stands, for the adapter of a site. */
  readonly text?: boolean;
  /** Its main text is wanted. */
  readonly mainText?: boolean;
  readonly parsing: Parsing;
}

/** Takes from an answer what can be told from it, and where it leads next. */
export async function readAnswer(
  response: HttpResponse,
  { url, text: textWanted = false, mainText = false, parsing }: Reading,
  signal: AbortSignal,
): Promise<{ answer: Answer; hop: Hop }> {
  const { status, body, end, coding } = response;
  const fullType = valuesOf(response, 'content-type')[0];
  const contentType = fullType?.split(';', 1).join('').trim().toLowerCase() ?? '';
  const sniffed = coding === 'ok' ? await sniff(body) : {};
  const facts: BodyFacts = { bytes: body.length, end, coding, ...sniffed, ...digestOf(response, sniffed) };
  const [location] = valuesOf(response, 'location');
  const next = redirectStatuses.has(status) && location !== undefined ? nextAddress(location, url) : undefined;

  const page =
    next === undefined && isHtml(contentType, facts)
      ? await parsing.page(body, { url, contentType: fullType, mainText }, signal)
      : undefined;
  const text = textWanted && isText(contentType, facts) ? textOf(body, { url, contentType: fullType }) : undefined;
  const refreshed = next === undefined ? refreshOf(url, response, page) : undefined;
  return {
    answer: {
      url,
      status,
      headers: judgeHeaders(response),
      ...(contentType === '' ? {} : { contentType }),
      body: facts,
      ...(page === undefined ? {} : { page }),
      ...(text === undefined ? {} : { text }),
    },
    hop: {
      url,
      status,
      ...(next === undefined ? {} : { next: { by: 'location', url: next } }),
      ...(refreshed === undefined ? {} : { next: { by: 'refresh', url: refreshed } }),
    },
  };
}

const isHtml = (contentType: string, { bytes, coding, sniffed }: BodyFacts): boolean =>
  bytes > 0 &&
  coding === 'ok' &&
  (contentType === 'text/html' ||
    contentType === 'application/xhtml+xml' ||
    (contentType === '' && sniffed === 'text/html'));

/** The same image behind several addresses shows by its digest, if all of it was read. */
const digestOf = ({ body, end }: HttpResponse, { sniffed }: Pick<BodyFacts, 'sniffed'>): Pick<BodyFacts, 'digest'> =>
  end === 'complete' && sniffed?.startsWith('image/') === true
    ? { digest: createHash('sha256').update(body).digest('hex') }
    : {};

/** What an adapter of a site may read: markup, JSON, or text without a type. */
const isText = (contentType: string, { bytes, coding }: BodyFacts): boolean =>
  bytes > 0 && coding === 'ok' && (contentType === '' || /^text\/|[/+](?:json|xml|javascript)$/.test(contentType));

const maxTextBytes = 65_536;

const textOf = (body: Uint8Array, context: { url: string; contentType: string | undefined }): string =>
  decodePage(body.subarray(0, maxTextBytes), context).text;

/** An error page that leads its readers away is still an error: only a success is followed. */
function refreshOf(url: string, response: HttpResponse, page: PageFacts | undefined): string | undefined {
  if (response.status < 200 || response.status > 299) return undefined;
  const [header] = valuesOf(response, 'refresh');
  const told = header === undefined ? undefined : readRefresh(header);
  const refresh = told === undefined ? page?.refresh : { seconds: told.seconds, url: told.address };
  return refresh === undefined ? undefined : refreshAddress(refresh, url);
}

export const valuesOf = ({ headers }: HttpResponse, wanted: string): readonly string[] =>
  headers.filter(([name]) => name === wanted).map(([, value]) => value);

/** The headers that tell a judge something: what it is, who answers, and how often one may ask. */
const wanted = new RegExp(
  `^(?:${[
    'content-(?:type|length|disposition|language)|etag|last-modified|server|via|link|location|refresh|retry-after|www-authenticate|allow',
    '(?:x-)?rate-?limit(?:-.*)?|x-rate-limit-.*|x-robots-tag|x-cache|x-powered-by|x-frame-options',
    'cf-.*|x-amzn-waf-.*|x-datadome.*|x-dd-b|x-vercel-.*|akamai-.*|x-akamai-.*|x-sucuri-.*|x-kpsdk-.*|x-iinfo|x-cdn|x-px-.*|x-wix-.*|x-archive-.*|memento-datetime',
  ].join('|')})$`,
);
const maxValueLength = 1000;

function judgeHeaders(response: HttpResponse): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) {
    // A cookie's name tells a wall apart; its value is nobody's business.
    const kept = name === 'set-cookie' ? cookieName(value) : wanted.test(name) ? (fromLatin1(value) ?? value) : '';
    // Of several addresses to go to, the first was taken.
    if (kept === '' || (name === 'location' && name in headers)) continue;
    headers[name] = (name in headers ? `${headers[name]}, ${kept}` : kept).slice(0, maxValueLength);
  }
  return headers;
}
