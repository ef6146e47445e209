// The one arrow from here to `judge/`: what to look for in markup is data of the judge, and the markup is at hand only here.
import { marksIn } from './marks.ts';
import type { PageFacts } from '../model/observation.ts';
import { withoutBanner } from './archive-banner.ts';
import { decodePage } from './charset.ts';
import { foldedText } from './folded-text.ts';
import { freeAccess, freeAccessInJson } from './free-access.ts';
import { visitPage } from './page-elements.ts';
import { readRefresh } from './refresh.ts';
import { parseUrl } from '../parse-url.ts';
import { inline } from './visible-text.ts';

/** UTF-16 units of a title or heading: enough to tell what it is. */
const maxTitle = 500;
/** UTF-16 units of visible text that are kept. */
const maxText = 2_000;
/** UTF-16 units of a language tag. */
const maxLanguage = 35;

const javaScript = /^(?:module|(?:text|application)\/(?:x-)?(?:java|ecma)script.*)?$/iu;

/** What the tags of a page say about it. */
interface Head {
  base?: string;
  canonical?: string;
  refresh?: { readonly seconds: number; readonly url: string };
  language?: string;
  scripts: number;
  passwordField: boolean;
  readonly free: boolean[];
}

/** Takes from the bytes of an HTML page what a judge wants to know of it. */
export function pageFacts(
  body: Uint8Array,
  { url, contentType }: { readonly url: string; readonly contentType: string | undefined },
): PageFacts {
  const { text, charset, charsetFrom } = decodePage(body, { url, contentType });
  const markup = withoutBanner(text);
  const head: Head = { scripts: 0, passwordField: false, free: [] };
  const visible = foldedText(maxText);
  const heading = foldedText(maxTitle);
  let title: string | undefined;
  let inHeading = false;
  let isJson = false;

  visitPage(markup, {
    element(name, attribute) {
      if (!inline.has(name)) visible.part();
      if (name === 'h1') inHeading = heading.length() === 0;
      if (name === 'script') isJson = attribute('type')?.trim().toLowerCase() === 'application/ld+json';
      readElement(head, { name, attribute, url });
    },
    end(name) {
      if (!inline.has(name)) visible.part();
      if (inHeading && /^h[1-6]$/u.test(name)) inHeading = false;
    },
    text(chars) {
      visible.add(chars);
      if (inHeading) heading.add(chars);
    },
    raw(name, content) {
      if (name === 'title') title ??= folded(content);
      if (name === 'script' && isJson) head.free.push(...freeAccessInJson(content));
    },
  });

  const { canonical, refresh, language, scripts, passwordField, free } = head;
  return {
    ...(title === undefined ? {} : { title }),
    ...(heading.length() === 0 ? {} : { h1: heading.text() }),
    ...(canonical === undefined ? {} : { canonical }),
    ...(refresh === undefined ? {} : { refresh }),
    charset,
    charsetFrom,
    ...(language === undefined ? {} : { language }),
    textLength: visible.length(),
    text: visible.text(),
    scripts,
    passwordField,
    marks: marksIn(markup),
    ...(free.length === 0 ? {} : { accessibleForFree: free.every(Boolean) }),
  };
}

interface ElementRead {
  readonly name: string;
  readonly attribute: (name: string) => string | undefined;
  readonly url: string;
}

function readElement(head: Head, { name, attribute, url }: ElementRead): void {
  const base = head.base ?? url;
  switch (name) {
    case 'html': {
      const language = (attribute('lang') ?? attribute('xml:lang') ?? '').trim().slice(0, maxLanguage);
      if (language !== '') head.language ??= language;
      return;
    }
    case 'base': {
      const address = webAddress(attribute('href'), url);
      if (address !== undefined) head.base ??= address;
      return;
    }
    case 'link': {
      const isCanonical = (attribute('rel') ?? '').toLowerCase().split(/\s+/u).includes('canonical');
      const address = isCanonical ? webAddress(attribute('href'), base) : undefined;
      if (address !== undefined) head.canonical ??= address;
      return;
    }
    case 'meta': {
      if (attribute('http-equiv')?.trim().toLowerCase() === 'refresh' && head.refresh === undefined) {
        const read = readRefresh(attribute('content') ?? '');
        const address = read === undefined || read.address === '' ? undefined : webAddress(read.address, base);
        if (read !== undefined && address !== undefined) head.refresh = { seconds: read.seconds, url: address };
      }
      const free = attribute('itemprop') === 'isAccessibleForFree' ? freeAccess(attribute('content')) : undefined;
      if (free !== undefined) head.free.push(free);
      return;
    }
    case 'input':
      head.passwordField ||= attribute('type')?.trim().toLowerCase() === 'password';
      return;
    case 'script':
      if (javaScript.test(attribute('type')?.trim() ?? '')) head.scripts += 1;
      return;
  }
}

function webAddress(written: string | undefined, base: string): string | undefined {
  if (written === undefined || written.trim() === '') return undefined;
  const address = parseUrl(written, base);
  return address?.protocol === 'http:' || address?.protocol === 'https:' ? address.href : undefined;
}

function folded(content: string): string | undefined {
  const text = foldedText(maxTitle);
  text.add(content);
  return text.length() === 0 ? undefined : text.text();
}
