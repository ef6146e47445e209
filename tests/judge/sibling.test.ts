import { expect, it } from 'vitest';
import { siblingOf } from '../../src/judge/sibling.ts';

const token = 'qzxvkw';

it.each([
  ['a slug', 'https://a.example/news/2022/01/06/story-of-a-day', 'https://a.example/news/2022/01/06/qzxvkw'],
  ['a file', 'https://a.example/a/story.html', 'https://a.example/a/qzxvkw.html'],
  ['a picture', 'https://a.example/i/photo-1.JPG', 'https://a.example/i/qzxvkw.JPG'],
  ['a folder', 'https://a.example/2022/story/', 'https://a.example/2022/qzxvkw/'],
  ['a page of the top folder', 'https://a.example/about', 'https://a.example/qzxvkw'],
  ['another port', 'https://a.example:8443/a/b', 'https://a.example:8443/a/qzxvkw'],
  ['Chinese', 'https://a.example/文章/城市更新', 'https://a.example/%E6%96%87%E7%AB%A0/qzxvkw'],
  ['a number at the end', 'https://a.example/a/b-57712345', 'https://a.example/a/qzxvkw'],
  ['a number before its slug', 'https://a.example/q/57712345/some-title', 'https://a.example/q/qzxvkw/qzxvkw'],
  ['a year, which is no number', 'https://a.example/2022/some-title', 'https://a.example/2022/qzxvkw'],
  ['a query', 'https://a.example/article.php?id=123&lang=en#x', 'https://a.example/article.php?id=qzxvkw'],
  ['a query of the top', 'https://a.example/?p=123', 'https://a.example/?p=qzxvkw'],
  ['a query without a number', 'https://a.example/watch?v=dQw4', 'https://a.example/watch?v=qzxvkw'],
  ['a query beside a name', 'https://a.example/a/some-title?page=2', 'https://a.example/a/qzxvkw'],
  ['a query that names nothing', 'https://a.example/a/story.html?ref=home', 'https://a.example/a/qzxvkw.html'],
  ['a program without a question', 'https://a.example/about.php', 'https://a.example/qzxvkw.php'],
])('makes up a sibling of %s', (_, url, expected) => {
  expect(siblingOf(new URL(url), token)).toBe(expected);
});

it.each([
  'https://a.example/',
  'https://a.example/zh-CN/',
  'https://a.example/index.html',
  'https://a.example/?utm_source=x',
])('%s is a front page, and has none', (url) => {
  expect(siblingOf(new URL(url), token)).toBeUndefined();
});

it('asks one address for all of a folder and extension', () => {
  const all = ['a-1.html', 'b.html?ref=x', 'c_12345.html#y'].map((name) =>
    siblingOf(new URL(`https://a.example/news/${name}`), token),
  );
  expect(new Set(all)).toEqual(new Set(['https://a.example/news/qzxvkw.html']));
});

it('carries no user name or password', () => {
  expect(siblingOf(new URL('https://me:secret@a.example/b'), token)).toBe('https://a.example/qzxvkw');
});
