import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { guardAddresses, guardUrl, maxUrlLength } from '../../src/inspect/guard.ts';

const strict = { allowPrivate: false };
const lifted = { allowPrivate: true };

describe('the text of an address', () => {
  test.each([
    ['a public name', 'https://example.com/'],
    ['a name whose top-level domain merely begins like a private one', 'https://example.localnet/'],
    ['a public IPv4 address', 'http://93.184.216.34/'],
    ['a public IPv6 address', 'http://[2606:2800:220:1::1]/'],
    ['a public IPv4 address inside NAT64', 'http://[64:ff9b::808:808]/'],
    ['a port of its own', 'https://example.com:8443/'],
    ['an end dot', 'https://example.com./'],
    ['an internationalised name', 'https://例え.テスト/'],
  ])('%s passes', (_name, url) => {
    expect(guardUrl(url, strict)).toBeUndefined();
  });

  test.each([
    ['one decimal number', 'http://2130706433/'],
    ['a hexadecimal number', 'http://0x7f000001/'],
    ['octal digits', 'http://0177.0.0.1/'],
    ['fewer parts', 'http://127.1/'],
    ['zero', 'http://0/'],
    ['nothing behind 0x', 'http://0x/'],
    ['circled digits', 'http://①②⑦.⓪.⓪.①/'],
    ['ideographic full stops', 'http://127。0。0。1/'],
    ['percent-encoded digits', 'http://%31%32%37.0.0.1/'],
    ['an end dot', 'http://127.0.0.1./'],
    ['a mapped IPv6 address', 'http://[::ffff:127.0.0.1]/'],
    ['a compatible IPv6 address', 'http://[::127.0.0.1]/'],
    ['a compatible address that wraps a public one', 'http://[::8.8.8.8]/'],
    ['a translated address', 'http://[::ffff:0:127.0.0.1]/'],
    ['NAT64', 'http://[64:ff9b::7f00:1]/'],
    ['NAT64 of a network of its own', 'http://[64:ff9b:1::808:808]/'],
    ['6to4', 'http://[2002:7f00:1::]/'],
    ['Teredo', 'http://[2001:0:7f00:1::]/'],
    ['IPv6 loopback', 'http://[::1]/'],
    ['an IPv6 neighbour of loopback', 'http://[::2]/'],
    ['the unspecified IPv6 address', 'http://[::]/'],
    ['a unique local address', 'http://[fd00:ec2::254]/'],
    ['a link-local address', 'http://[fe80::1]/'],
    ['a site-local address', 'http://[fec0::1]/'],
    ['space that nobody handed out', 'http://[4000::1]/'],
    ['the discard prefix', 'http://[100:0:0:1::1]/'],
    ['documentation', 'http://[2001:db8::1]/'],
    ['localhost', 'http://localhost/'],
    ['localhost with an end dot', 'http://localhost./'],
    ['a name under localhost', 'http://app.localhost:3000/'],
    ['a host of one label', 'http://intranet/'],
    ['ip6-localhost', 'http://ip6-localhost/'],
    ['a name of mDNS', 'http://printer.local/'],
    ['a name of the local network', 'http://router.lan/'],
    ['a home network', 'http://nas.home.arpa/'],
    ['a cloud’s metadata by name', 'http://metadata.google.internal/'],
    ['the machine of a container', 'http://host.docker.internal/'],
    ['a service of a cluster', 'http://kubernetes.default.svc/'],
    ['a hidden service', 'http://expyuzz4wqqyqhjn.onion/'],
    ['a socket path that parses as a host', 'http://unix:/var/run/docker.sock:/'],
  ])('private as %s is refused, and passes when lifted', (_name, url) => {
    expect(guardUrl(url, strict)?.code).toBe('private-address');
    expect(guardUrl(url, lifted)).toBeUndefined();
  });

  test.each([
    ['unusable', 'file:///etc/passwd'],
    ['unusable', 'gopher://example.com/'],
    ['unusable', 'javascript:alert(1)'],
    ['unusable', 'not an address'],
    ['unusable', `https://example.com/${'a'.repeat(maxUrlLength)}`],
    ['bad-port', 'http://example.com:22/'],
    ['bad-port', 'https://example.com:6667/'],
    ['bad-port', 'http://example.com:0/'],
  ])('%s whatever is lifted: %s', (code, url) => {
    expect(guardUrl(url, strict)?.code).toBe(code);
    expect(guardUrl(url, lifted)?.code).toBe(code);
  });
});

describe('the addresses of a name', () => {
  test.each([
    '0.1.2.3',
    '10.0.0.5',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.192',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::ffff:168.63.129.16',
    'fe80::1%eth0',
    'not an address',
    '',
  ])('%s is refused, also behind a public one', (address) => {
    expect(guardAddresses([address], strict)?.code).toBe('private-address');
    expect(guardAddresses(['93.184.216.34', address], strict)?.code).toBe('private-address');
    expect(guardAddresses([address], lifted)).toBeUndefined();
  });

  test('public ones pass', () => {
    expect(guardAddresses(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '2002:808:808::'], strict)).toBeUndefined();
  });

  test('an IPv4 address is judged alike in every wrapping', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(address).toByteArray();
        const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
        const wrapped = [
          `::ffff:${high}:${low}`,
          `::ffff:0:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `2002:${high}:${low}::`,
        ];
        const refused = guardAddresses([address], strict) !== undefined;
        expect(wrapped.map((text) => guardAddresses([text], strict) !== undefined)).toEqual(wrapped.map(() => refused));
      }),
    );
  });
});
