import { expect, test } from 'vitest';
import { dayInAddress } from '../../src/documents/day-in-address.ts';

test.each([
  ['https://a.example/2022/01/06/title'],
  ['https://a.example/news/2022/1/6/title'],
  ['https://a.example/2022-01-06'],
  ['https://a.example/2022-1-6/title'],
  ['https://a.example/2022-01/06/c_1211373094.htm'],
  ['https://a.example/n1/2022/0106/c1002-1.html'],
  ['https://a.example/202201/06/title'],
  ['https://a.example/world/2022/jan/06/title'],
  ['https://a.example/20220106/'],
  ['https://a.example/20220106_title'],
  ['https://a.example/202201/t20220106_123.html'],
  ['https://a.example/title-2022-01-06'],
  ['https://a.example/title-2022-01-06.html'],
  ['https://a.example/2021/12/31/of-2022-01-06'],
  ['//a.example/2022/01/06/title'],
  ['https://web.archive.org/web/20230201000000/https://a.example/2022/01/06/title'],
  ['https://web.archive.org/web/20230201/https://a.example/2022/01/06/title'],
  [
    'https://web.archive.org/web/20240101000000/https://web.archive.org/web/20230201000000/https://a.example/2022/01/06/',
  ],
])('%s carries a day', (address) => {
  expect(dayInAddress(address)).toBe('2022-01-06');
});

test.each([
  ['https://a.example/2022/01/title'],
  ['https://a.example/2022/13/06/title'],
  ['https://a.example/2022/02/30/title'],
  ['https://a.example/1812/06/24/title'],
  ['https://a.example/2150/06/24/title'],
  ['https://a.example/202201061234'],
  ['https://a.example/20220106123456.jpg'],
  ['https://a.example/id120220106'],
  ['https://a.example/13484497'],
  ['https://a.example/1996-1073/14/9/2642'],
  ['https://a.example/abs/2201.06123'],
  ['https://a.example/2022-01/6'],
  ['https://2022-01-06.example/title'],
  ['https://a.example/title?v=20220106&end=2022-01-06'],
  ['https://a.example/title#2022-01-06'],
  ['https://web.archive.org/web/20220106000000/https://a.example/title'],
  ['https://web.archive.org/web/20220106/https://a.example/title'],
  ['https://archive.today/2022.01.06-101112/https://a.example/title'],
  ['2022/01/06/title.md'],
  ['mailto:2022-01-06@a.example'],
  [''],
])('%s carries none', (address) => {
  expect(dayInAddress(address)).toBeUndefined();
});
