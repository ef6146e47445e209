import { expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.ts';
import { keepsName } from '../../src/judge/naming.ts';
import type { Observation } from '../../src/model/observation.ts';
import { got, led, page, seen } from './looks.ts';

it.each([
  ['a number', 'https://a.example/en/story-name/a-57712345', 'https://b.example/x/57712345', true],
  [
    'a slug in another folder',
    'https://a.example/2022/01/story-of-a-day',
    'https://a.example/news/story-of-a-day.html',
    true,
  ],
  ['three words of four', 'https://a.example/story-of-the-day', 'https://a.example/news/story-of-day', true],
  ['two words of four', 'https://a.example/story-of-the-day', 'https://a.example/news/story-time-the', false],
  ['Chinese, decoded or not', 'https://a.example/%E5%9F%8E%E5%B8%82', 'https://b.example/x/城市', true],
  ['a value of the query', 'https://a.example/article.php?id=123', 'https://a.example/articles/123', true],
  ['a name that became a host', 'https://a.example/handbook', 'https://handbook.a.example/', true],
  ['only a date', 'https://a.example/2022/01/06/one-story', 'https://a.example/2022/01/06/another-tale', false],
  ['a date as a number', 'https://a.example/20220106/one', 'https://a.example/20220106/two', false],
  ['nothing', 'https://a.example/story-of-a-day', 'https://a.example/', false],
  ['nothing of nothing', 'https://a.example/', 'https://a.example/news', false],
])('knows that %s is kept', (_, from, to, expected) => {
  expect(keepsName(new URL(from), new URL(to))).toBe(expected);
});

const verdictOf = (from: string, to: string, by: number, shared?: Observation['shared']): string => {
  const observation = seen(got(200, { url: to, via: [[from, by]] }));
  const { status, reason } = judge(shared === undefined ? observation : { ...observation, shared }, {
    url: from,
    kinds: ['link'],
  });
  return `${status}/${reason}`;
};

it.each([
  [
    'a locale',
    'https://a.example/news/story-of-a-day',
    'https://a.example/zh-TW/news/story-of-a-day',
    'moved/permanent-redirect',
  ],
  [
    'AMP',
    'https://a.example/news/story-of-a-day/amp',
    'https://a.example/news/story-of-a-day',
    'moved/permanent-redirect',
  ],
  ['an index file', 'https://a.example/docs/index.html', 'https://a.example/docs/', 'moved/permanent-redirect'],
  [
    'a number and another slug',
    'https://a.example/old-title/a-57712345',
    'https://a.example/new-title/a-57712345',
    'moved/permanent-redirect',
  ],
  [
    'a folder with a name of its own',
    'https://a.example/gp/product/B00X1/ref=foo-bar',
    'https://a.example/gp/product/B00X1',
    'moved/permanent-redirect',
  ],
  [
    'a page of a thread',
    'https://a.example/thread/foo/comments',
    'https://a.example/thread/foo',
    'moved/permanent-redirect',
  ],
  ['the section above', 'https://a.example/news/2022/story-of-a-day', 'https://a.example/news/', 'suspect/soft-404'],
  ['the month above', 'https://a.example/2022/01/story-of-a-day', 'https://a.example/2022/01/', 'suspect/soft-404'],
  ['the section of a number', 'https://a.example/news/57712345', 'https://a.example/news', 'suspect/soft-404'],
  [
    'another page, for good',
    'https://a.example/news/story-of-a-day',
    'https://a.example/archive/x1',
    'moved/permanent-redirect',
  ],
])('judges a permanent redirect to %s', (_, from, to, expected) => {
  expect(verdictOf(from, to, 301)).toBe(expected);
});

const deep = 'https://a.example/news/2022/story-of-a-day';
it.each<readonly [name: string, from: string, to: string, count: number, expected: string]>([
  ['two addresses', deep, 'https://a.example/welcome-page', 2, 'moved/permanent-redirect'],
  ['three addresses', deep, 'https://a.example/welcome-page', 3, 'suspect/soft-404'],
  ['three addresses, to another host', deep, 'https://b.example/our-new-site', 3, 'suspect/soft-404'],
  ['three forms of one address', deep, 'https://a.example/news/story-of-a-day', 3, 'moved/permanent-redirect'],
  ['three addresses, to a home page', deep, 'https://a.example/', 3, 'suspect/redirected-home'],
  ['three short addresses', 'https://bit.ly/2xYz', 'https://a.example/welcome-page', 3, 'moved/permanent-redirect'],
  ['three addresses, to sign in', deep, 'https://a.example/login', 3, 'unsure/login-wall'],
])('judges an end that is shared by %s', (_, from, to, finalUrl, expected) => {
  expect(verdictOf(from, to, 301, { finalUrl })).toBe(expected);
});

it('tells of a home page that many addresses lead to it', () => {
  const { evidence } = judge(
    { ...seen(led('https://site.example/', 302)), shared: { finalUrl: 5 } },
    {
      url: 'https://site.example/2022/01/story-of-a-day',
      kinds: ['link'],
    },
  );
  expect(evidence.map(({ code }) => code)).toEqual(['http-200', 'deep-to-home', 'shared-sink']);
});

it('takes no page that was served where it was cited for a sink', () => {
  const { status } = judge(
    { ...seen(got(200, { page: page() })), shared: { finalUrl: 9 } },
    {
      url: 'https://site.example/2022/01/story-of-a-day',
      kinds: ['link'],
    },
  );
  expect(status).toBe('alive');
});
