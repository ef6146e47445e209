import { expect, test } from 'vitest';
import { parseHostsFile } from '../../src/node/hosts-file.ts';

test('a hosts file gives each name its addresses, in their order', () => {
  const hosts = parseHostsFile(
    [
      '# a comment',
      '127.0.0.1 localhost Alias # another name',
      '::1\tlocalhost ip6-localhost.',
      '',
      'not-an-address name',
      '192.0.2.1',
      '  192.0.2.2   spaced',
    ].join('\r\n'),
  );
  expect(Object.fromEntries(hosts)).toEqual({
    localhost: ['127.0.0.1', '::1'],
    alias: ['127.0.0.1'],
    'ip6-localhost': ['::1'],
    spaced: ['192.0.2.2'],
  });
});
