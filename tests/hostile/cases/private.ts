import type { HostileCase, Props } from '../case.ts';
import { http, leads, paths, served } from '../sites.ts';

/** An address that leads inside, in one of the ways to write it. */
const inside = (id: string, cites: HostileCase['cites'] & (string | ((props: Props) => string))): HostileCase => ({
  id,
  cites,
  accepts: ['skipped/private-address'],
});

/** A public-looking name with such an address. */
const named = (id: string, address: string): HostileCase => ({
  id,
  names: () => ({
    [`${id}.test`]: (type) => (type === 'A' ? [{ type: 'A', name: `${id}.test`, data: address }] : 'ok'),
  }),
  accepts: ['skipped/private-address'],
});

const written: readonly (readonly [string, string])[] = [
  ['ssrf-v4-dec', 'http://2130706433/'],
  ['ssrf-v4-hex', 'http://0x7f000001/'],
  ['ssrf-v4-oct', 'http://0177.0.0.1/'],
  ['ssrf-v4-short', 'http://127.1/'],
  ['ssrf-v4-zero-x', 'http://0x/'],
  ['ssrf-v4-fullwidth', 'http://①②⑦.⓪.⓪.①/'],
  ['ssrf-v4-pct', 'http://%31%32%37.0.0.1/'],
  ['ssrf-v4-dot', 'http://127.0.0.1./'],
  ['ssrf-v4-azure', 'http://168.63.129.16/'],
  ['ssrf-v6-loopback', 'http://[::1]/'],
  ['ssrf-v6-mapped', 'http://[::ffff:127.0.0.1]/'],
  ['ssrf-v6-compat', 'http://[::127.0.0.1]/'],
  ['ssrf-v6-nat64', 'http://[64:ff9b::7f00:1]/'],
  ['ssrf-v6-nat64-local', 'http://[64:ff9b:1::7f00:1]/'],
  ['ssrf-v6-6to4', 'http://[2002:7f00:1::]/'],
  ['ssrf-v6-teredo', 'http://[2001:0:7f00:1::]/'],
  ['ssrf-v6-ula', 'http://[fd00:ec2::254]/'],
  ['ssrf-v6-ll', 'http://[fe80::1]/'],
  ['ssrf-v6-site', 'http://[fec0::1]/'],
  ['ssrf-v6-unallocated', 'http://[4000::1]/'],
];

const resolved: readonly (readonly [string, string])[] = [
  ['ssrf-dns-rfc1918', '10.0.0.5'],
  ['ssrf-dns-loopback', '127.0.0.1'],
  ['ssrf-dns-cgnat', '100.64.0.1'],
  ['ssrf-dns-alibaba-meta', '100.100.100.200'],
  ['ssrf-dns-oracle-meta', '192.0.0.192'],
  ['ssrf-dns-bench', '198.18.0.1'],
  ['ssrf-dns-bcast', '255.255.255.255'],
  ['ssrf-dns-zero-net', '0.1.2.3'],
];

const privateNames = [
  'localhost',
  'foo.localhost',
  'localhost.',
  'ip6-localhost',
  'printer.local',
  'vault.internal',
  'metadata.google.internal',
  'kubernetes.default.svc',
  'host.docker.internal',
];

const otherSchemes = [
  'gopher://example.test/1',
  'dict://example.test/d:word',
  'ftp://example.test/file',
  'ws://example.test/socket',
  'data:text/html,<b>x</b>',
  'blob:https://example.test/1234',
  'javascript:alert(1)',
  'vbscript:msgbox(1)',
  'view-source:https://example.test/',
];

const links = (addresses: readonly string[]): string => addresses.map((address) => `[x](<${address}>)`).join('\n\n');

/** Ways into private networks. */
const guarded: readonly HostileCase[] = [
  ...written.map(([id, address]) => inside(id, address)),
  ...resolved.map(([id, address]) => named(id, address)),
  // One private address among public ones refuses them all.
  {
    id: 'ssrf-dns-mixed',
    sites: () => ({ 'http://ssrf-dns-mixed.test': http(served) }),
    names: () => ({
      'ssrf-dns-mixed.test': (type, _count, own) =>
        type === 'A' ? [own, '10.0.0.5'].map((data) => ({ type: 'A', name: 'ssrf-dns-mixed.test', data })) : 'ok',
    }),
    accepts: ['skipped/private-address'],
  },
  inside('ssrf-canary', ({ canary }) => `${canary}/secret`),
  {
    // Whether something listens there must not show: this address does not answer, and the one before does.
    id: 'ssrf-no-oracle',
    article: ({ canary }) => links([`${canary}/secret`, 'http://127.0.0.1:1024/secret']),
    accepts: ['skipped/private-address'],
    afterwards: ({ targets }) => {
      const told = targets.map(({ target, verdict, observation }) =>
        JSON.stringify([
          verdict,
          observation?.looks.map(({ hops, end, attempts }) => [hops, end, attempts]),
        ]).replaceAll(/127\.0\.0\.1:\d+/g, target.type),
      );
      if (new Set(told).size !== 1) throw new Error(`they differ: ${told.join(' ')}`);
    },
  },
  {
    id: 'ssrf-proxy',
    cites: 'http://169.254.169.254/',
    env: ({ canary }) => ({ HTTP_PROXY: canary }),
    accepts: ['skipped/private-address'],
  },
  {
    id: 'ssrf-no-proxy-mapped',
    cites: 'http://[::ffff:7f00:1]/',
    env: ({ canary }) => ({ HTTP_PROXY: canary, NO_PROXY: '127.0.0.1' }),
    accepts: ['skipped/private-address'],
  },
  {
    id: 'ssrf-localhost-names',
    article: () => links(privateNames.map((name) => `http://${name}/`)),
    accepts: ['skipped/private-address', 'dead/no-host', 'unsure/dns'],
  },
  {
    id: 'ssrf-allow-flag',
    cites: ({ inner }) => `${inner}/page`,
    options: () => ({ allowPrivate: true }),
    accepts: ['alive/ok'],
  },
  {
    id: 'ssrf-image',
    article: ({ canary }) => `![inside](${canary}/secret.png)`,
    accepts: ['skipped/private-address'],
  },
  { id: 'ssrf-scheme-file', cites: 'file:///etc/passwd', accepts: ['skipped/scheme'] },
  {
    id: 'ssrf-scheme-others',
    article: () => links(otherSchemes),
    accepts: ['skipped/scheme', 'dead/malformed'],
  },
];

const withoutSecret =
  (...secrets: readonly string[]): NonNullable<HostileCase['afterwards']> =>
  ({ texts }) => {
    const shown = secrets.filter((secret) => texts.join('').includes(secret));
    if (shown.length > 0) throw new Error(`a report shows ${shown.join(', ')}`);
  };

/** Names, passwords and tokens that come with an address. That no `Authorization` was sent is checked of all cases. */
const credentials: readonly HostileCase[] = [
  {
    id: 'cr-userinfo-link',
    cites: 'http://user:pa55@cr-userinfo-link.test/page',
    sites: () => ({ 'http://cr-userinfo-link.test': http(served) }),
    accepts: ['alive/ok'],
    afterwards: withoutSecret('pa55'),
  },
  {
    id: 'cr-token-query',
    cites:
      'http://cr-token-query.test/page?access_token=s3cr3t-abc&X-Amz-Signature=0123456789abcdef0123456789abcdef&q=1',
    sites: () => ({ 'http://cr-token-query.test': http(served) }),
    accepts: ['alive/ok'],
    afterwards: withoutSecret('s3cr3t-abc', '0123456789abcdef0123456789abcdef'),
  },
  {
    // The suite's home has a `.netrc` with a default entry.
    id: 'cr-netrc',
    sites: () => ({ 'http://cr-netrc.test': http(served) }),
    accepts: ['alive/ok'],
  },
  {
    // A token in a redirect is as secret as one in a link.
    id: 'cr-token-in-redirect',
    sites: () => ({
      'http://cr-token-in-redirect.test': http(paths({ '/page': leads('/b/page?access_token=s3cr3t-redirected') })),
    }),
    accepts: ['alive/ok'],
    afterwards: withoutSecret('s3cr3t-redirected'),
  },
];

export const privacy = [...guarded, ...credentials];
