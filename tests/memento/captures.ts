import { type Archived, pageOf } from './warc.ts';

const near = '2022-01-07T10:00:00Z';

/** “港口” and more in GBK, which Node reads and does not write. */
const gbkTitle = Uint8Array.of(0xb8, 0xdb, 0xbf, 0xda, 0xb9, 0xab, 0xb8, 0xe6);

function gbkPage(): Uint8Array {
  const text = (markup: string): Uint8Array => new TextEncoder().encode(markup);
  const words = Array.from({ length: 200 }, () => gbkTitle);
  return Buffer.concat([text('<!doctype html><meta charset="gbk"><title>'), gbkTitle, text('</title><p>'), ...words]);
}

const redirect = (url: string, location: string, at = near): Archived => ({
  url,
  at,
  status: 302,
  headers: { location, 'content-type': 'text/html' },
  body: '<title>Moved</title>',
});

const missing = '<!doctype html><title>Page not found</title><h1>Page not found</h1><p>We could not find that page.';
const challenge =
  '<!doctype html><title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1"></script>';

/** What the archive of the suite holds. */
export const captures: readonly Archived[] = [
  ...['2021-01-01T00:00:00Z', near, '2025-01-01T00:00:00Z'].map((at) => ({
    url: 'https://a.test/there?x=1,2',
    at,
    body: pageOf(`the tides of ${at}`),
  })),
  { url: 'https://a.test/', at: near, body: pageOf('itself') },
  { url: 'https://a.test/gone', at: near, status: 404, body: missing },
  { url: 'https://a.test/gone-then-page', at: near, status: 404, body: missing },
  { url: 'https://a.test/gone-then-page', at: '2023-01-01T00:00:00Z' },
  redirect('https://a.test/moved', 'https://b.test/new'),
  { url: 'https://b.test/new', at: '2022-01-08T10:00:00Z' },
  redirect('https://a.test/chain', '/chain/2'),
  redirect('https://a.test/chain/2', 'chain3/../3'),
  { url: 'https://a.test/chain/3', at: near },
  redirect('https://a.test/moved-away', 'https://b.test/never'),
  redirect('https://a.test/circle', '/circle?cookie'),
  redirect('https://a.test/circle?cookie', '/circle'),
  redirect('https://a.test/ferries/2021', '/'),
  { url: 'https://a.test/revisit', at: '2021-06-01T10:00:00Z', body: pageOf('a ferry') },
  {
    url: 'https://a.test/revisit',
    at: '2022-01-06T10:00:00Z',
    body: pageOf('a ferry'),
    sameAs: '2021-06-01T10:00:00Z',
  },
  { url: 'https://a.test/gbk', at: near, headers: { 'content-type': 'text/html' }, body: gbkPage() },
  { url: 'https://a.test/tides.html', at: near, body: missing },
  { url: 'https://a.test/tides.html', at: '2022-03-01T00:00:00Z' },
  { url: 'https://a.test/challenge', at: near, body: challenge },
  { url: 'https://a.test/%E6%B8%AF', at: near },
];
