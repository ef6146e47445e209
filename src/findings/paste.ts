import { inMode } from '../archived/replay-mode.ts';
import type { PasteParts, UrlStatus } from '../model/finding.ts';
import type { CitedLink, ReportTarget } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { parseUrl } from '../parse-url.ts';
import { captureDay, usableCapture } from './rescue.ts';

/** The same citation as each of three kinds of text wants it, to be pasted as it stands. */
export interface Paste {
  readonly markdown: string;
  /** HTML with the attributes of Robust Links (robustlinks.org/spec). */
  readonly robustLink: string;
  /** Parameters for a citation template (Help:CS1). */
  readonly wikipedia: string;
}

/** What to paste for a link, where a usable capture of it is known. */
export function pasteParts(
  link: CitedLink,
  { target, verdict, archive, original }: ReportTarget,
): PasteParts | undefined {
  const capture = usableCapture(archive);
  if (target.type !== 'web' || capture === undefined) return undefined;
  const fragment = link.fragment === undefined ? '' : `#${link.fragment}`;
  return {
    kind: link.kind,
    text: link.text,
    original: `${target.archived?.url ?? target.url}${fragment}`,
    capture: capture.url.includes('#') ? capture.url : `${capture.url}${fragment}`,
    capturedOn: captureDay(capture),
    urlStatus: urlStatusOf(target.archived === undefined ? verdict : original?.verdict),
  };
}

/** A verdict in Wikipedia's words. One weak sign, a refusal or a bad minute is nothing that a bot may state. */
function urlStatusOf(verdict: Verdict | undefined): UrlStatus {
  if (verdict === undefined) return 'bot: unknown';
  switch (verdict.status) {
    case 'alive':
    case 'moved':
      return 'live';
    case 'dead':
      return verdict.reason === 'usurped' ? 'usurped' : 'dead';
    case 'suspect':
      if (verdict.reason === 'parked') return 'usurped';
      return verdict.reason === 'drifted' ? 'deviated' : 'bot: unknown';
    case 'unsure':
    case 'skipped':
      return 'bot: unknown';
    default:
      return verdict.status satisfies never;
  }
}

/** Writes a citation in each language, with its escapes; `undefined` where an address is none of the web. */
export function pasteOf({
  kind,
  text,
  original: from,
  capture: to,
  capturedOn,
  urlStatus,
}: PasteParts): Paste | undefined {
  const original = plainAddress(from);
  const capture = plainAddress(to);
  if (original === undefined || capture === undefined) return undefined;
  const seen = plainText(text);
  // Readers without the script of Robust Links are not led to what is gone.
  const href = urlStatus === 'live' || urlStatus === 'bot: unknown' ? original : capture;
  const attributes = { href, 'data-originalurl': original, 'data-versionurl': capture, 'data-versiondate': capturedOn };
  return {
    markdown:
      kind === 'image'
        ? `![${inMarkdown(seen)}](${destination(inMode(capture, 'im_'))})`
        : `[${inMarkdown(seen === '' ? original : seen)}](${destination(capture)})`,
    robustLink: `<a ${Object.entries(attributes)
      .map(([name, value]) => `${name}="${inHtml(value)}"`)
      .join(' ')}>${inHtml(seen === '' ? original : seen)}</a>`,
    wikipedia: `|archive-url=${inTemplate(capture)} |archive-date=${capturedOn} |url-status=${urlStatus}`,
  };
}

/** What means something in a template of MediaWiki, in Markdown, MDX or HTML, and has a percent-encoded form that servers take for the same. */
const meaningful = /["'<>[\\\]^`{|}]/g;

/** An address of the web in a form that stands in all three languages; its host, which may have brackets, as it is. */
function plainAddress(address: string): string | undefined {
  const url = parseUrl(address);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const start = url.href.length - `${url.pathname}${url.search}${url.hash}`.length;
  return url.href.slice(0, start) + url.href.slice(start).replace(meaningful, percentEncoded);
}

const percentEncoded = (character: string): string => (character === "'" ? '%27' : encodeURIComponent(character));

/** One line without what moves the cursor, reorders the line or hides; joiners shape letters, and stay. */
const plainText = (text: string): string =>
  text
    .replace(/(?![\s\u200c\u200d])\p{C}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/**
 * CommonMark §2.4, and what GFM adds: every character that could begin something, within a line. With `=` no text goes on for
 * a secret of an address, which would be starred out with all that follows.
 */
const inMarkdown = (text: string): string => text.replace(/[\\`*_[\]<>&~|!$^{}=]/g, '\\$&');

/** CommonMark §6.3: in angle brackets round ones need no balance, and stars have an end; `&…;` would be read as a character. */
function destination(address: string): string {
  const safe = address.replace(/&(?=#?\w+;)/g, '&amp;');
  return /[()]|\*$/.test(safe) ? `<${safe}>` : safe;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const inHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

/** Three and more tildes are a signature. */
const inTemplate = (address: string): string => address.replaceAll('~~~', '%7E%7E%7E');
