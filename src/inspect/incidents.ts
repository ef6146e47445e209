import { decidingLook } from '../model/looks.ts';
import type { FailureCode } from '../model/observation.ts';
import type { Reason } from '../model/reasons.ts';
import type { ReportTarget } from '../model/report.ts';
import { hostOf } from './host.ts';

/** What a host may have against all its links at once, in words that follow “failed for 12 of 12 links:”. */
const troubles: Partial<Readonly<Record<Reason, string>>> = {
  'no-host': 'no such name',
  dns: 'its name could not be looked up',
  refused: 'connection refused, or no way to it',
  reset: 'connections broke off',
  timeout: 'no answer in time',
  tls: 'no secure connection',
  protocol: 'answers that break the rules of HTTP',
  'server-error': 'server errors',
  maintenance: 'down for maintenance',
  blocked: 'it refuses us',
  challenged: 'it asks for a proof of being human',
  'rate-limited': 'it says that we ask too often',
  'login-wall': 'it wants its readers to sign in',
};

/** So many addresses of a host, and so large a share of them, have to fail in the same way. */
const leastTargets = 3;
const leastShare = 0.8;

/** The host was given up: nobody asked. */
const unasked: ReadonlySet<FailureCode> = new Set(['host-given-up', 'held-too-long']);

/** What one target tells of the host where it ended. */
interface Report {
  readonly host: string;
  /** Left out where the host is not to blame, or was not asked. */
  readonly trouble?: string;
  readonly asked: boolean;
  readonly links: number;
}

/** What went wrong with whole hosts: said once, and not link by link. */
export interface Incidents {
  note(target: ReportTarget): void;
  /** A sentence each, in the order of their targets. */
  sentences(): readonly string[];
}

/** Targets and links. */
interface Count {
  targets: number;
  links: number;
}

/** What is known of one host. */
interface Host {
  readonly all: Count;
  readonly unasked: Count;
  readonly troubles: Map<string, Count>;
}

/** Counts by host, so that a million targets need not be at hand. */
export function createIncidents(): Incidents {
  const hosts = new Map<string, Host>();
  const newHost = (): Host => ({ all: nobody(), unasked: nobody(), troubles: new Map() });
  return {
    note(target) {
      const report = reportOf(target);
      if (report === undefined) return;
      const { host: name, asked, trouble, links } = report;
      const host = hosts.get(name) ?? newHost();
      hosts.set(name, host);
      add(host.all, links);
      if (!asked) add(host.unasked, links);
      if (trouble === undefined) return;
      const count = host.troubles.get(trouble) ?? nobody();
      host.troubles.set(trouble, count);
      add(count, links);
    },
    sentences: () => [...hosts].flatMap(([name, host]) => incident(name, host) ?? []),
  };
}

/** The same of targets that are at hand. */
export function incidentsOf(targets: readonly ReportTarget[]): readonly string[] {
  const incidents = createIncidents();
  for (const target of targets) incidents.note(target);
  return incidents.sentences();
}

const nobody = (): Count => ({ targets: 0, links: 0 });

function add(count: Count, links: number): void {
  count.targets += 1;
  count.links += links;
}

function reportOf({ target, observation, verdict, links }: ReportTarget): Report | undefined {
  if (observation === undefined) return undefined;
  const { end } = decidingLook(observation);
  const endedAt = end.type === 'answer' ? end.answer.url : end.type === 'failure' ? end.url : target.url;
  const asked = !(end.type === 'failure' && unasked.has(end.failure.code));
  const trouble = asked ? troubles[verdict.reason] : undefined;
  return { host: hostOf(endedAt), asked, links: links.length, ...(trouble === undefined ? {} : { trouble }) };
}

function incident(name: string, { all, unasked: spared, troubles: counts }: Host): string | undefined {
  const [commonest] = [...counts].toSorted(([, a], [, b]) => b.targets - a.targets);
  if (commonest === undefined) return undefined;
  const [trouble, failed] = commonest;
  const targets = failed.targets + spared.targets;
  const most = targets >= leastTargets && targets >= leastShare * all.targets;
  if (!most && spared.targets === 0) return undefined;
  const end = spared.targets === 0 ? '' : `; after that it was not asked for the other ${spared.links}`;
  return `${name} failed for ${failed.links + spared.links} of ${all.links} links: ${trouble}${end}`;
}
