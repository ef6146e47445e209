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

/** What went wrong with whole hosts, a sentence each, in the order of their targets: said once, and not link by link. */
export function incidentsOf(targets: readonly ReportTarget[]): readonly string[] {
  const hosts = new Map<string, Report[]>();
  for (const target of targets) {
    const report = reportOf(target);
    if (report === undefined) continue;
    const reports = hosts.get(report.host) ?? [];
    hosts.set(report.host, [...reports, report]);
  }
  return [...hosts].flatMap(([host, reports]) => incident(host, reports) ?? []);
}

function reportOf({ target, observation, verdict, links }: ReportTarget): Report | undefined {
  if (observation === undefined) return undefined;
  const { end } = decidingLook(observation);
  const endedAt = end.type === 'answer' ? end.answer.url : end.type === 'failure' ? end.url : target.url;
  const asked = !(end.type === 'failure' && unasked.has(end.failure.code));
  const trouble = asked ? troubles[verdict.reason] : undefined;
  return { host: hostOf(endedAt), asked, links: links.length, ...(trouble === undefined ? {} : { trouble }) };
}

function incident(host: string, reports: readonly Report[]): string | undefined {
  const spared = reports.filter(({ asked }) => !asked);
  const trouble = commonest(reports);
  const failed = reports.filter((report) => !report.asked || report.trouble === trouble);
  const most = failed.length >= leastTargets && failed.length >= leastShare * reports.length;
  if (trouble === undefined || !(most || spared.length > 0)) return undefined;
  const end = spared.length === 0 ? '' : `; after that it was not asked for the other ${linksOf(spared)}`;
  return `${host} failed for ${linksOf(failed)} of ${linksOf(reports)} links: ${trouble}${end}`;
}

function commonest(reports: readonly Report[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { trouble } of reports) if (trouble !== undefined) counts.set(trouble, (counts.get(trouble) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

const linksOf = (reports: readonly Report[]): number => reports.reduce((sum, { links }) => sum + links, 0);
