import { createWorld } from '../../src/node/world.ts';
import { createParsing } from '../../src/node/parsing.ts';
import type { World } from '../../src/world.ts';
import { type NameReply, startNameServer } from '../support/name-server.ts';
import type { Served } from '../servers/served.ts';
import type { HostileCase, NameScript, Props } from './case.ts';
import { control } from './control.ts';
import { serveToxic } from './toxics.ts';

/** All cases on their stages, and the real world, led to them. */
export interface Lab {
  /** The world that sees these articles, by path. `env`: a world of its own, which the caller closes. */
  worldFor(articles: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>): LabWorld;
  /** The servers of a case, by origin. */
  servedOf(id: string): ReadonlyMap<string, Served>;
  close(): Promise<void>;
}

interface LabWorld extends World {
  close(): Promise<void>;
}

interface LabOptions {
  readonly props: Props;
  readonly caFile: string;
  /** A seeded source of chance: servers stand behind a proxy that makes trouble, and the name server makes some too. */
  readonly trouble?: () => number;
}

/** How many questions of names get no answer, or none of use, in trouble. */
const lostQuestions = 0.08;
const failedQuestions = 0.08;

/** The built worker: Node 20 loads no TypeScript into one. */
const entry = new URL('../../dist/node/parse-worker.js', import.meta.url);

/**
 * To the audit each host of the suite has an address in 3ffe::/16, which was given back in 2006 (RFC 3701) and is nobody's;
 * whoever dials it reaches the address of that host in this part of loopback.
 */
const stage = '127.66.';

/** The address that the audit is told, for one on stage. */
export const standIn = (address: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `3ffe::${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
};

export async function startLab(cases: readonly HostileCase[], { props, caFile, trouble }: LabOptions): Promise<Lab> {
  const addresses = new Map<string, string>();
  const scripts = new Map<string, NameScript>();
  const ports = new Map<string, number>();
  const byCase = new Map<string, ReadonlyMap<string, Served>>();
  const open: { close(): Promise<void> }[] = [];
  const addressOf = (host: string): string => {
    const known = addresses.get(host);
    if (known !== undefined) return known;
    const number = addresses.size + 1;
    const address = `${stage}${number >> 8}.${number & 255}`;
    addresses.set(host, address);
    return address;
  };

  await Promise.all(
    [control, ...cases].map(async ({ id, sites, names }) => {
      for (const [host, script] of Object.entries(names?.() ?? {})) scripts.set(host, script);
      const served = new Map<string, Served>();
      byCase.set(id, served);
      await Promise.all(
        Object.entries(sites?.(props) ?? {}).map(async ([origin, site]) => {
          const url = new URL(origin);
          const address = addressOf(url.hostname);
          const server = await site({ address });
          const front = trouble === undefined ? server : await serveToxic(server, trouble, { address });
          open.push(server, ...(front === server ? [] : [front]));
          served.set(origin, server);
          ports.set(`${address} ${portOf(url)}`, front.port);
        }),
      );
    }),
  );

  const counts = new Map<string, number>();
  const nameServer = await startNameServer((type, name) => {
    if (type === 'NS') return [{ type: 'NS', name, data: 'ns.test' }];
    const luck = trouble?.() ?? 1;
    if (luck < lostQuestions) return 'silence';
    if (luck < lostQuestions + failedQuestions) return 'servfail';
    const count = (counts.get(`${type} ${name}`) ?? 0) + 1;
    counts.set(`${type} ${name}`, count);
    return replyOf(scripts.get(name), type, name, count);
  });
  open.push(nameServer);

  function replyOf(script: NameScript | undefined, type: string, name: string, count: number): NameReply {
    const said = typeof script === 'function' ? script(type, count, addressOf(name)) : script;
    if (said !== undefined && said !== 'unserved') return said;
    if (said === undefined && !addresses.has(name)) return 'nxdomain';
    return type === 'A' ? [{ type: 'A', name, data: addressOf(name) }] : 'ok';
  }

  const create = (env: Readonly<Record<string, string>>) =>
    createWorld(
      { hostConcurrency: 4, caFile },
      {
        dnsServers: [nameServer.address],
        portOf: (address, port) => ports.get(`${address} ${port}`) ?? port,
        env,
      },
    );
  const real = create({});
  const parsing = createParsing({ entry });
  open.push(real, parsing);

  return {
    servedOf: (id) => byCase.get(id) ?? new Map(),
    worldFor(articles, env) {
      const base = env === undefined ? real : create(env);
      return {
        ...led(base),
        parsing,
        files: {
          find: async () => Object.keys(articles).map((path) => ({ path })),
          read: async ({ path }) => ({ text: articles[path] ?? '' }),
        },
        close: async () => {
          if (base !== real) await base.close();
        },
      };
    },
    close: async () => void (await Promise.all(open.map((each) => each.close()))),
  };
}

/** The world, but for where the suite's names lead. */
const led = (real: World): World => ({
  ...real,
  dns: {
    ...real.dns,
    async resolve(host, signal) {
      const answer = await real.dns.resolve(host, signal);
      if (answer.type !== 'addresses') return answer;
      const [first, ...others] = answer.addresses.map((address) =>
        address.startsWith(stage) ? standIn(address) : address,
      );
      return { type: 'addresses', addresses: [first ?? '', ...others] };
    },
  },
  http: {
    ...real.http,
    exchange: (request, signal) => real.http.exchange({ ...request, addresses: request.addresses.map(behind) }, signal),
  },
});

const behind = (address: string): string => {
  const [, high = '', low = ''] = /^3ffe::([\da-f]+):([\da-f]+)$/.exec(address) ?? [];
  if (high === '') return address;
  const [upper, lower] = [parseInt(high, 16), parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
};

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port));
