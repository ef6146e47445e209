import { describe, expect, test } from 'vitest';
import { problemOf } from '../../src/archives/capture-problem.ts';
import { readAnswer } from '../../src/inspect/read-answer.ts';
import type { LinkKind } from '../../src/model/link.ts';
import type { Hop } from '../../src/model/observation.ts';
import { inlineParsing } from '../../src/node/parsing.ts';

const cited = 'https://news.test/2022/01/harbour-fair-opens';
const parsing = inlineParsing();
const { signal } = new AbortController();
const prose = 'The harbour fair opened on Thursday with music, boats and a crowd of several thousand. '.repeat(20);
const page = (title: string, body = `<h1>${title}</h1><p>${prose}`): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;

interface Archived {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly coding?: 'ok' | 'corrupt';
  /** Where the archived redirects had led. */
  readonly at?: string;
  readonly cited?: string;
  readonly kinds?: readonly LinkKind[];
}

const problem = async (archived: Archived) => {
  const { status = 200, type = 'text/html', headers = {}, body = page('Harbour fair opens'), at, kinds } = archived;
  const from = archived.cited ?? cited;
  const url = at ?? from;
  const { answer } = await readAnswer(
    {
      status,
      headers: Object.entries({ 'content-type': type, ...headers }),
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
      end: 'complete',
      coding: archived.coding ?? 'ok',
    },
    { url, parsing },
    signal,
  );
  const led: readonly Hop[] = [{ url: from, status: 301, next: { by: 'location', url } }];
  return problemOf(answer, from, { kinds, hops: at === undefined ? [] : led });
};

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(400).fill(7)]);
const pdf = new TextEncoder().encode('%PDF-1.7\n' + 'x'.repeat(2000));

describe('a capture that holds what was cited', () => {
  test.each<[name: string, archived: Archived]>([
    ['an article', {}],
    ['an article where its address had moved to by then', { at: 'https://www.news.test/story/harbour-fair-opens' }],
    [
      'an article that is not free to read',
      {
        body: page(
          'Fair',
          `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script><p>${prose}`,
        ),
      },
    ],
    ['a short page', { body: page('Fair', '<p>Opens at nine.') }],
    ['an image', { type: 'image/jpeg', body: jpeg, cited: 'https://news.test/fair.png', kinds: ['image'] }],
    ['a document', { type: 'application/pdf', body: pdf, cited: 'https://news.test/fair.pdf' }],
    ['bytes that do not fit their coding', { coding: 'corrupt' }],
    ['plain text', { type: 'text/plain', body: prose }],
    ['a home page that was cited', { cited: 'https://news.test/' }],
  ])('%s', async (_name, archived) => {
    expect(await problem(archived)).toBeUndefined();
  });
});

describe('a capture that does not', () => {
  test.each<[says: string, archived: Archived, gone?: true]>([
    ['an archived 404', { status: 404, body: page('Harbour fair opens') }, true],
    ['an archived 410', { status: 410 }, true],
    ['an archived 429', { status: 429, body: page('whoa there, pardner!') }],
    ['an archived 403', { status: 403 }],
    ['an archived 402', { status: 402 }],
    ['an archived 503', { status: 503 }],
    ['an archived 202', { status: 202 }],
    ['a page in place of one that was not found', { body: page('Page not found', '<p>Try our search.') }, true],
    ['a page in place of one that was not found', { body: page('页面不存在', '<p>抱歉，您访问的页面不存在') }, true],
    ['a page in place of one that was not found', { at: 'https://news.test/404.html' }, true],
    ['a redirect to the site’s home page', { at: 'https://news.test/' }],
    ['the page of a parked domain', { body: page('news.test', '<p>This domain is for sale!') }, true],
    ['the page of a parked domain', { at: 'https://sedoparking.com/news.test' }, true],
    ['a stand-in for the whole site', { body: page('Account Suspended', '<h1>Account Suspended</h1>') }, true],
    ['the challenge of a bot wall', { body: page('Just a moment...', '<p>Checking your browser') }],
    ['the challenge of a bot wall', { headers: { 'cf-mitigated': 'challenge' } }],
    ['a page to sign in', { at: 'https://news.test/login?next=/x', body: page('Sign in') }],
    ['a page to consent to cookies', { at: 'https://consent.news.test/x' }],
    ['a page to pay first', { at: 'https://news.test/subscribe' }],
    ['a notice of maintenance', { body: page('Down for maintenance', '<p>Back soon.') }],
    ['a notice that it is not shown in that country', { body: page('Sorry', '<p>Not available in your country.') }],
    ['the empty frame of a script', { body: page('App', '<div id="root"></div><script src="/a.js"></script>') }],
    ['an empty answer', { body: '' }],
    ['an empty answer', { body: '', coding: 'corrupt' }],
    ['an empty answer', { status: 204, body: '' }],
    ['no image', { cited: 'https://news.test/fair.png', kinds: ['image'] }],
    ['a web page in place of the file', { cited: 'https://news.test/report.pdf', body: page('News') }],
  ])('%s: %o', async (says, archived, gone) => {
    expect(await problem(archived)).toEqual({ says, gone: gone ?? false });
  });
});
