import { expect, test } from 'vitest';
import { inMode } from '../../src/archived/replay-mode.ts';

test.each([
  [
    'https://web.archive.org/web/20220107081500/https://a.example/b',
    'https://web.archive.org/web/20220107081500im_/https://a.example/b',
  ],
  [
    'https://web.archive.org/web/20220107081500if_/http://a.example/',
    'https://web.archive.org/web/20220107081500im_/http://a.example/',
  ],
  ['https://web.archive.org/web/2022/a.example/20211231/c', 'https://web.archive.org/web/2022im_/a.example/20211231/c'],
  [
    'https://arquivo.pt/wayback/20220107081500/https://a.example/',
    'https://arquivo.pt/wayback/20220107081500im_/https://a.example/',
  ],
  ['https://archive.ph/Ab1cD', 'https://archive.ph/Ab1cD'],
  ['https://a.example/2022/story', 'https://a.example/2022/story'],
])('%s by itself is %s', (address, expected) => {
  expect(inMode(address, 'im_')).toBe(expected);
});
