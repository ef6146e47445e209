import ipaddr from 'ipaddr.js';
import { hostOf } from './host.ts';
import { parseUrl } from '../parse-url.ts';

/** Why an address is not asked. It depends on the address alone, so that it tells nothing about what listens there. */
export interface Refusal {
  readonly code: 'unusable' | 'bad-port' | 'private-address';
  readonly detail: string;
}

export interface GuardOptions {
  /** Lifts the name and address gates; schemes and ports stay closed. */
  readonly allowPrivate: boolean;
}

/** The longest address we send, in UTF-16 units: above the 8 kB that servers commonly take, far below their header limits. */
export const maxUrlLength = 16_384;

/** The Fetch standard's bad ports (https://fetch.spec.whatwg.org/#port-blocking): other protocols, which HTTP text could be made to speak. */
const badPorts: ReadonlySet<string> = new Set(
  `0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137
  139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723
  2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080`.split(/\s+/),
);

/** Names that no public name server answers for (RFC 6761, 6762, 7686, 8375, 9476, and what networks use in practice). */
const privateSuffixes = ['localhost', 'local', 'localdomain', 'internal', 'lan', 'home.arpa', 'onion', 'svc'];

/** The first two steps: may this address be asked at all, as far as its text tells? Run at every hop, before any name is looked up. */
export function guardUrl(url: string, { allowPrivate }: GuardOptions): Refusal | undefined {
  if (url.length > maxUrlLength) return { code: 'unusable', detail: `longer than ${maxUrlLength} characters` };
  const address = parseUrl(url);
  if (address === undefined) return { code: 'unusable', detail: 'not an address' };
  const { protocol, port } = address;
  if (protocol !== 'http:' && protocol !== 'https:')
    return { code: 'unusable', detail: `not a web address (${protocol})` };
  if (badPorts.has(port)) return { code: 'bad-port', detail: `port ${port}` };
  if (allowPrivate) return undefined;
  const host = hostOf(url);
  if (ipaddr.isValid(host)) return guardAddresses([host], { allowPrivate });
  return isPrivateName(host) ? { code: 'private-address', detail: `${host} is a private name` } : undefined;
}

/**
 * The third step: may these addresses be dialled? One private address among them refuses them all. The same question is asked
 * of a connected socket's own address, in case something on the way turned the connection round.
 */
export function guardAddresses(addresses: readonly string[], { allowPrivate }: GuardOptions): Refusal | undefined {
  if (allowPrivate) return undefined;
  const refused = addresses.find((address) => !isPublicAddress(address));
  return refused === undefined ? undefined : { code: 'private-address', detail: `${refused} is not a public address` };
}

const isPrivateName = (host: string): boolean =>
  !host.includes('.') || privateSuffixes.some((suffix) => host.endsWith(`.${suffix}`));

function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = unwrapped(ipaddr.parse(text));
  if (address.range() !== 'unicast') return false;
  // Azure's platform service answers every machine in its cloud at this public-looking address.
  if (address.kind() === 'ipv4') return address.toString() !== '168.63.129.16';
  // The library calls unallocated space unicast; only this block is handed out (RFC 4291 §2.4).
  return address.match(globalUnicast);
}

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Prefixes of IPv6 addresses that mean an IPv4 one, and the byte where it begins. 64:ff9b:1::/48 is for private use and not among them. */
const embeddings = [
  { prefix: ipaddr.parseCIDR('::ffff:0:0/96'), at: 12 }, // mapped, RFC 4291 §2.5.5.2
  { prefix: ipaddr.parseCIDR('::ffff:0:0:0/96'), at: 12 }, // translated, RFC 7915
  { prefix: ipaddr.parseCIDR('64:ff9b::/96'), at: 12 }, // NAT64, RFC 6052
  { prefix: ipaddr.parseCIDR('2002::/16'), at: 2 }, // 6to4, RFC 3056
];

function unwrapped(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address.kind() === 'ipv4') return address;
  const embedding = embeddings.find(({ prefix }) => address.match(prefix));
  if (embedding === undefined) return address;
  return ipaddr.fromByteArray(address.toByteArray().slice(embedding.at, embedding.at + 4));
}
