import { expect, it } from 'vitest';
import { expiryOf } from '../../src/judge/signed-url.ts';

it.each([
  [
    'AWS, version 4',
    'https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20220106T120000Z&X-Amz-Expires=3600&X-Amz-Signature=0',
    '2022-01-06T13:00:00.000Z',
  ],
  [
    'Google Cloud Storage',
    'https://storage.googleapis.com/b/k?X-Goog-Date=20220106T120000Z&X-Goog-Expires=604800&X-Goog-Signature=0',
    '2022-01-13T12:00:00.000Z',
  ],
  [
    'AWS, version 2',
    'https://b.s3.amazonaws.com/k?AWSAccessKeyId=A&Expires=1641470400&Signature=x%3D',
    '2022-01-06T12:00:00.000Z',
  ],
  [
    'CloudFront',
    'https://d1.cloudfront.net/k?Expires=1641470400&Signature=x&Key-Pair-Id=K',
    '2022-01-06T12:00:00.000Z',
  ],
  [
    'Azure',
    'https://a.blob.core.windows.net/c/b?sv=2020&se=2022-01-06T12%3A00%3A00Z&sig=x',
    '2022-01-06T12:00:00.000Z',
  ],
  ['Azure, to the day', 'https://a.blob.core.windows.net/c/b?se=2022-01-06&sig=x', '2022-01-06T00:00:00.000Z'],
  [
    'Discord',
    'https://cdn.discordapp.com/attachments/1/2/a.png?ex=61d6dbc0&is=61d58a40&hm=0',
    '2022-01-06T12:08:32.000Z',
  ],
  ['Meta', 'https://scontent.xx.fbcdn.net/v/a.jpg?oh=0&oe=61D6D9C0', '2022-01-06T12:00:00.000Z'],
])('%s says when it ends', (_, url, expected) => {
  const expiry = expiryOf(new URL(url));
  expect(expiry === undefined ? undefined : new Date(expiry).toISOString()).toBe(expected);
});

it.each([
  ['no query', 'https://a.example/b'],
  ['“expires” without a signature', 'https://a.example/b?Expires=1641470400'],
  ['a length of time for a time', 'https://a.example/b?Expires=3600&Signature=x'],
  ['a signature without an end', 'https://a.example/b?Signature=x'],
  ['a date that is none', 'https://a.example/b?X-Amz-Date=2022&X-Amz-Expires=3600'],
  ['a month that is none', 'https://a.example/b?X-Amz-Date=20221306T120000Z&X-Amz-Expires=3600'],
  ['an end that is none', 'https://a.example/b?X-Amz-Date=20220106T120000Z&X-Amz-Expires=soon'],
  ['“se” that is a word', 'https://a.example/b?se=google&sig=x'],
  ['“ex” of another host', 'https://a.example/b?ex=61d6dbc0&hm=0'],
  ['“oe” of another host', 'https://a.example/b?oe=61D6D9C0'],
  ['“oe” of utf8', 'https://scontent.xx.fbcdn.net/a?oe=utf8'],
])('%s says nothing', (_, url) => {
  expect(expiryOf(new URL(url))).toBeUndefined();
});
