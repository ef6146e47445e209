import { generate } from 'selfsigned';

import { createAuthority, type KeyPair, type LeafOptions } from '../servers/certificates.ts';
import { serveHttp } from '../servers/http-server.ts';
import type { Served } from '../servers/served.ts';
import type { Props } from './case.ts';
import { served } from './sites.ts';

/** The props of a suite, with what only the suite needs of them. */
export interface SuiteProps extends Props {
  /** What the audit trusts, as PEM. */
  readonly ca: string;
  /** Connections to the place where nobody may go. */
  trespasses(): number;
  close(): Promise<void>;
}

/** Makes the authorities and the two servers on loopback that all cases share. */
export async function createProps(): Promise<SuiteProps> {
  const trusted = await createAuthority('Hostile Suite');
  const stranger = await createAuthority('Somebody Else');
  const between = await intermediate();
  const canary = await serveHttp((_request, response) => void response.writeHead(200).end('secret'));
  const inner = await serveHttp(served);
  const origin = ({ address, port }: Served): string => `http://${address}:${port}`;
  return {
    ca: [trusted.ca, between.root].join('\n'),
    issue: (options) => trusted.issue(options),
    issueUntrusted: (options) => stranger.issue(options),
    issueBelow: (options, chain) => between.issue(options, chain),
    canary: origin(canary),
    inner: origin(inner),
    trespasses: () => canary.connections(),
    close: async () => void (await Promise.all([canary.close(), inner.close()])),
  };
}

const elliptic = { keyType: 'ec', algorithm: 'sha256' } as const;
const authority = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
] as const;

/** A root, and an authority below it that signs. */
async function intermediate() {
  const root = await generate([{ name: 'commonName', value: 'Root Above' }], {
    ...elliptic,
    extensions: [...authority],
  });
  const below = await generate([{ name: 'commonName', value: 'Authority Between' }], {
    ...elliptic,
    extensions: [...authority],
    ca: { key: root.private, cert: root.cert },
  });
  return {
    root: root.cert,
    async issue({ names = [] }: LeafOptions, chain: boolean): Promise<KeyPair> {
      const leaf = await generate([{ name: 'commonName', value: names[0] ?? 'nobody' }], {
        ...elliptic,
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) },
        ],
        ca: { key: below.private, cert: below.cert },
      });
      return { key: leaf.private, cert: chain ? [leaf.cert, below.cert].join('\n') : leaf.cert };
    },
  };
}
