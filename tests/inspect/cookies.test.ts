import { describe, expect, test } from 'vitest';
import { createCookieJar } from '../../src/inspect/cookies.ts';

const now = Date.UTC(2026, 0, 1);

function sent(
  set: readonly string[],
  { from = 'https://www.a.test/dir/page', to = from }: { from?: string; to?: string } = {},
): string | undefined {
  const jar = createCookieJar(() => now);
  jar.take(from, set);
  return jar.header(to);
}

describe('comes back', () => {
  test.each<[string, string, string, string]>([
    ['to the same host', 's=1', 'https://www.a.test/dir/other', 's=1'],
    ['below the default path', 's=1', 'https://www.a.test/dir/deep/er', 's=1'],
    ['to the domain it was set for', 's=1; Domain=.A.test; Path=/', 'https://a.test/', 's=1'],
    ['to a sister host of that domain', 's=1; Domain=a.test; Path=/', 'https://b.a.test/', 's=1'],
    ['with an equals sign in its value', 's=a=b', 'https://www.a.test/dir/', 's=a=b'],
    ['without a name', 'lonely', 'https://www.a.test/dir/', 'lonely'],
    ['while it lives', 's=1; Max-Age=60', 'https://www.a.test/dir/', 's=1'],
    ['with a date that cannot be read', 's=1; Expires=whenever', 'https://www.a.test/dir/', 's=1'],
    ['over https when secure', 's=1; Secure', 'https://www.a.test/dir/', 's=1'],
  ])('%s', (_name, set, to, header) => {
    expect(sent([set], { to })).toBe(header);
  });
});

describe('does not come back', () => {
  test.each<[string, string, string]>([
    ['to another host', 's=1', 'https://b.test/dir/'],
    ['to a host below, unless set for the domain', 's=1; Path=/', 'https://x.www.a.test/'],
    ['to a host whose name only ends alike', 's=1; Domain=a.test; Path=/', 'https://nota.test/'],
    ['when set for a foreign domain', 's=1; Domain=b.test; Path=/', 'https://b.test/'],
    ['when set for a top-level domain', 's=1; Domain=test; Path=/', 'https://www.a.test/'],
    ['outside of its path', 's=1; Path=/dir', 'https://www.a.test/directory'],
    ['over http when secure', 's=1; Secure', 'http://www.a.test/dir/'],
    ['when expired', 's=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://www.a.test/dir/'],
    ['with Max-Age 0', 's=1; Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT', 'https://www.a.test/dir/'],
    ['when larger than 4 kB', `s=${'x'.repeat(5000)}`, 'https://www.a.test/dir/'],
    ['with control characters', 's=1\r\nx: y', 'https://www.a.test/dir/'],
  ])('%s', (_name, set, to) => {
    expect(sent([set], { to })).toBeUndefined();
  });

  test('when it was set as secure over http', () => {
    expect(sent(['s=1; Secure; Path=/'], { from: 'http://www.a.test/', to: 'https://www.a.test/' })).toBeUndefined();
  });
});

test('a newer value replaces the older, and an expired one takes it away', () => {
  expect(sent(['s=1', 's=2'])).toBe('s=2');
  expect(sent(['s=1', 's=; Max-Age=0'])).toBeUndefined();
});

test('the most exact path comes first', () => {
  expect(sent(['a=1; Path=/', 'b=2; Path=/dir'])).toBe('b=2; a=1');
});

test('at most 50 are kept, the newest', () => {
  const header = sent(Array.from({ length: 60 }, (_, index) => `c${index}=1`));
  expect(header?.split('; ').length).toBe(50);
  expect(header).toContain('c59=1');
});

test('the header stays below 8 kB', () => {
  expect(sent(Array.from({ length: 10 }, (_, index) => `c${index}=${'x'.repeat(1500)}`))?.length).toBeLessThan(8192);
});
