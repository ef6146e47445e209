import { expect, test } from 'vitest';
import { whyUnsaveable } from '../../src/archives/saveable.ts';
import type { ReportTarget } from '../../src/model/report.ts';
import { archiveSaid, cited, targetOf } from '../formats/sample-report.ts';

const url = 'https://a.example/b';
const alive = (address: string): ReportTarget =>
  targetOf(address, 'alive', 'ok', { outlook: 'at-risk', archive: archiveSaid('none') });

test.each<[string, ReportTarget, string | undefined]>([
  ['what was served', alive(url), undefined],
  ['what has moved', targetOf(url, 'moved', 'permanent-redirect', { archive: archiveSaid('unusable') }), undefined],
  ['a soft 404', targetOf(url, 'suspect', 'soft-404', { archive: archiveSaid('none') }), 'not-served'],
  ['a wall', targetOf(url, 'unsure', 'challenged', { archive: archiveSaid('none') }), 'not-served'],
  ['a copy in an archive', alive('https://web.archive.org/web/2022/https://a.example/b'), 'archived-address'],
  ['a copy in another archive', alive('https://archive.ph/2022/https://a.example/b'), 'archived-address'],
  ['a secret in the query', alive(`${url}?access_token=0a1b`), 'secret'],
  ['a secret inside an inner address', alive(`${url}?to=https%3A%2F%2Fc.example%2F%3Ftoken%3D0a`), 'secret'],
  ['a signed address', alive(`${url}?Expires=1893456000&Signature=0a&Key-Pair-Id=0b`), 'secret'],
  ['a signature by another name', alive('https://cdn.discordapp.com/a/b.png?ex=65d9f5c7&is=65c780c7&hm=0a'), 'secret'],
  [
    'a user name that one of its authors wrote',
    targetOf(url, 'alive', 'ok', {
      archive: archiveSaid('none'),
      links: [cited(url), cited(url, { credentials: true })],
    }),
    'secret',
  ],
  ['a site that wants no copies', targetOf(url, 'alive', 'ok', { archive: archiveSaid('excluded') }), 'excluded'],
])('%s', (_, target, expected) => {
  expect(whyUnsaveable(target)).toBe(expected);
});
