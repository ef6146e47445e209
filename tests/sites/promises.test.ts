import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { reasons } from '../../src/model/reasons.ts';
import { siteFor, sites } from '../../src/sites/index.ts';
import { answer } from './answers.ts';

/** One address of each site. */
const addresses = [
  'https://www.bilibili.com/video/BV1xx411c7mD',
  'https://consent.google.com/ml?continue=https%3A%2F%2Fnews.google.com%2Fa',
  'https://doi.org/10.1234/river',
  'https://www.facebook.com/someone',
  'https://gettr.com/post/p1abcde',
  'https://gettr.com/user/someone',
  'https://github.com/someone/something',
  'https://lh3.googleusercontent.com/abc',
  'https://i.imgur.com/aBcDeFg.jpg',
  'https://www.instagram.com/p/abc/',
  'https://www.linkedin.com/in/someone',
  'https://www.reddit.com/r/rivers/comments/1abc2d/',
  'https://t.me/rivernews/1',
  'https://t.me/rivernews',
  'https://www.tiktok.com/@some.one/video/7',
  'https://mp.weixin.qq.com/s/abc',
  'https://weibo.com/1/a',
  'https://en.wikipedia.org/wiki/A',
  'https://x.com/someone/status/1',
  'https://youtu.be/abcdefghijk',
].map((address) => new URL(address));

const statuses = fc.oneof(
  fc.constantFrom(200, 204, 301, 400, 401, 403, 404, 410, 412, 429, 451, 500, 503, 999),
  fc.integer({ min: 100, max: 999 }),
);
const names = fc.constantFrom(
  'rc',
  'result',
  'data',
  'vis',
  'nfound',
  'txt',
  'error',
  'code',
  'responseCode',
  'reason',
  'html',
  'type',
  '__proto__',
  'constructor',
);
const values = fc.oneof(fc.constantFrom('OK', 'ERR', 'p', 'd', 'private', true, 0, 1, 100, -404, null), fc.string());
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    values,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.array(fc.tuple(names, tie('json')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const markup = fc
  .array(
    fc.constantFrom(
      '<div class="tgme_widget_message_error">',
      '<div class="tgme_widget_message">',
      '<div class=tgme_page_description>',
      '<h2 class="weui-msg__title">',
      '<div class="mesg-block">',
      '<div id=js_content>',
      '</div>',
      '</h2>',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '<svg><title>',
      '<div class="',
      'Post not found',
      '该内容已被发布者删除',
      '违规',
      '&',
      '\0',
      '\uD800',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('Not Found', 'Forbidden', '', '{', '['.repeat(60_000)),
  json.map((value) => JSON.stringify(value) ?? ''),
  markup,
);
const told = fc.record(
  {
    status: statuses,
    text: texts,
    url: fc.oneof(
      fc.constantFrom(...addresses.map(({ href }) => href), 'https://i.imgur.com/removed.png'),
      fc.webUrl(),
    ),
    page: fc.record({ title: fc.string(), text: fc.oneof(markup, fc.string()), textLength: fc.nat(9_000) }),
  },
  { requiredKeys: [] },
);

/** Codes that stand for a statement of the site itself. */
const statements = new Set([
  'bilibili-not-found',
  'doi-unregistered',
  'gettr-deleted',
  'gettr-not-found',
  'imgur-removed',
  'reddit-oembed-404',
  'telegram-post-not-found',
  'wechat-deleted',
  'wechat-removed',
  'weibo-removed',
  'x-oembed-404',
  'youtube-oembed-404',
]);

it('has an address of every site to try', () => {
  expect(new Set(addresses.map((url) => siteFor(url)?.name))).toEqual(new Set(sites.map(({ name }) => name)));
});

it('reads whatever comes back without throwing, and calls dead only what a known statement calls so', () => {
  fc.assert(
    fc.property(fc.constantFrom(...addresses), told, (url, came) => {
      const site = siteFor(url);
      const said = site?.read(answer(site.question?.(url) ?? url.href, came), url);
      if (said === undefined) return;
      expect(reasons[said.reason].statuses).toContain(said.status);
      for (const { code } of said.evidence) expect(code).toMatch(new RegExp(`^${site?.name}-[\\da-z-]+$`, 'u'));
      if (said.status === 'dead') expect(statements).toContain(said.evidence[0].code);
    }),
    { numRuns: 2_000 },
  );
});

it('calls nothing dead that was refused, held off or answered by a server that is unwell', () => {
  const refusals = fc.constantFrom(401, 402, 403, 405, 407, 412, 418, 429, 451, 500, 502, 503, 504, 521, 999);
  fc.assert(
    fc.property(fc.constantFrom(...addresses), told, refusals, (url, came, status) => {
      const site = siteFor(url);
      const said = site?.read(answer(site.question?.(url) ?? url.href, { ...came, status }), url);
      expect(said?.status).not.toBe('dead');
    }),
    { numRuns: 2_000 },
  );
});

/** Where questions go. Only the consent page leads elsewhere: to what it names. */
const asked = new Set([
  'api.bilibili.com',
  'api.gettr.com',
  'doi.org',
  'mp.weixin.qq.com',
  'publish.twitter.com',
  't.me',
  'www.reddit.com',
  'www.tiktok.com',
  'www.youtube.com',
]);

it('asks the site itself, whatever is written in an address', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', '//evil.example', '@evil.example', '\\\\evil.example'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...addresses), text, text, text, ({ href }, path, query, fragment) => {
      const written = `${href}${path}?${query}#${fragment}`;
      if (!URL.canParse(written)) return;
      const url = new URL(written);
      const site = siteFor(url);
      const question = site?.name === 'google-consent' ? undefined : site?.question?.(url);
      if (question === undefined) return;
      const { protocol, hostname } = new URL(question);
      expect(protocol).toBe('https:');
      expect(asked).toContain(hostname);
    }),
    { numRuns: 2_000 },
  );
});
