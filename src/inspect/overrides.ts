import { isIP } from 'node:net';
import { parseUrl } from '../parse-url.ts';

/** Addresses the user gives for a host and port, in place of the name server's. */
export interface AddressOverride {
  /** As in `URL.hostname`, or `*` for every host. */
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly [string, ...string[]];
}

/** Reads `host:port:address[,address…]` as curl's `--resolve` takes it, an IPv6 address with or without brackets; `undefined` if it is not of that form. */
export function parseOverride(text: string): AddressOverride | undefined {
  const [, name, digits, list] = /^([^:/?#@\s]+):(\d{1,5}):(\S+)$/.exec(text) ?? [];
  if (name === undefined || digits === undefined || list === undefined) return undefined;
  const port = Number(digits);
  const [first, ...others] = list.split(',').map((address) => address.replace(/^\[(.*)\]$/, '$1'));
  if (port > 65_535 || first === undefined || ![first, ...others].every((address) => isIP(address) !== 0))
    return undefined;
  const addresses = [first, ...others] as const;
  if (name === '*') return { host: '*', port, addresses };
  const address = parseUrl(`http://${name}/`);
  return address && { host: address.hostname.replace(/\.$/, ''), port, addresses };
}
