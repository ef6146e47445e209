import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { publisherOf } from '../../src/documents/publisher.ts';

test.each([
  ['canonical: https://blog.example/2022/a', 'https://blog.example/'],
  ['url: http://blog.example:8080/a', 'http://blog.example:8080/'],
  ['url: https://other.example/\ncanonical_url: https://blog.example/a', 'https://blog.example/'],
  ['url: /2022/a', undefined],
  ['cover: https://cdn.example/a.png\nsource: https://source.example/', undefined],
  ['related:\n  url: https://other.example/', undefined],
])('the front matter %j tells of %s', (matter, expected) => {
  expect(publisherOf(extract(`---\n${matter}\n---\n\n[a link](https://a.example/)\n`))).toBe(expected);
});
