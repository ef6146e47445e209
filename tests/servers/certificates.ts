import { generate } from 'selfsigned';

/** A certificate and its key, as PEM; `cert` may hold the chain. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface LeafOptions {
  /** DNS names, with `*.` if need be. */
  readonly names?: readonly string[];
  /** IP addresses. */
  readonly addresses?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A certificate authority that lives as long as the test. Give `ca` to the client under test. */
export interface Authority {
  readonly ca: string;
  /** A certificate that this authority signs. Valid for a year from yesterday, unless told otherwise. */
  issue(options: LeafOptions): Promise<KeyPair>;
}

const dayMs = 86_400_000;
const fromNow = (days: number): Date => new Date(Date.now() + days * dayMs);
const elliptic = { keyType: 'ec', algorithm: 'sha256' } as const;

export const createAuthority = async (name = 'Test Authority'): Promise<Authority> => {
  const root = await generate([{ name: 'commonName', value: name }], {
    ...elliptic,
    notBeforeDate: fromNow(-400),
    notAfterDate: fromNow(400),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    ca: root.cert,
    issue: (options) => leaf(options, { key: root.private, cert: root.cert }),
  };
};

/** A certificate that nobody but itself vouches for. */
export const selfSigned = (options: LeafOptions): Promise<KeyPair> => leaf(options);

/** A year long gone, for `issue`. */
export const expired: Pick<LeafOptions, 'notBefore' | 'notAfter'> = {
  notBefore: fromNow(-300),
  notAfter: fromNow(-10),
};

const leaf = async (
  { names = [], addresses = [], notBefore = fromNow(-1), notAfter = fromNow(365) }: LeafOptions,
  ca?: KeyPair,
): Promise<KeyPair> => {
  const made = await generate([{ name: 'commonName', value: names[0] ?? addresses[0] ?? 'nobody' }], {
    ...elliptic,
    notBeforeDate: notBefore,
    notAfterDate: notAfter,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
    ...(ca === undefined ? {} : { ca }),
  });
  return { key: made.private, cert: made.cert };
};
