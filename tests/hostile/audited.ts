import { startAudit } from '../../src/audit.ts';
import { formats } from '../../src/formats/index.ts';
import type { Status } from '../../src/model/reasons.ts';
import type { Report, ReportTarget } from '../../src/model/report.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import type { Accepted, HostileCase, Props } from './case.ts';
import { control } from './control.ts';
import type { Lab } from './lab.ts';

/** Patience for one attempt, in seconds, and further attempts: small, so that silence costs little. */
export const timeoutS = 3;
const retries = 1;
/** What two looks may take: each of two attempts with a pause of up to a second, and a second before the second look. */
const usualDeadlineMs = 2 * (2 * timeoutS + 1) * 1000 + 1000;

/** An audit of one or many cases, and how long it took. */
export interface Audited {
  readonly report: Report;
  readonly texts: readonly string[];
  readonly wallMs: number;
}

export const citedBy = ({ id, cites = `http://${id}.test/page` }: HostileCase, props: Props): string =>
  typeof cites === 'string' ? cites : cites(props);

const articleOf = (one: HostileCase, props: Props): string =>
  one.article?.(props) ?? `[what it says](<${citedBy(one, props)}>)\n`;

const pathOf = ({ id }: HostileCase): string => `${id}.md`;

/** Audits the articles of these cases, and the honest neighbour's, in one run. */
export async function auditedOf(
  cases: readonly HostileCase[],
  lab: Lab,
  props: Props,
  options: AuditOptionsInput = {},
): Promise<Audited> {
  // Through a proxy the neighbour is out of reach.
  const env = cases.find((one) => one.env !== undefined)?.env?.(props);
  const together = env === undefined ? [...cases, control] : cases;
  const world = lab.worldFor(Object.fromEntries(together.map((one) => [pathOf(one), articleOf(one, props)])), env);
  const start = performance.now();
  try {
    const report = await startAudit(['.'], { archive: 'none', timeout: timeoutS, retries, ...options }, { world })
      .report;
    return { report, texts: texts(report), wallMs: performance.now() - start };
  } finally {
    await world.close();
  }
}

/** The report in every format, as for a pipe and with everything in it. */
const texts = (report: Report): readonly string[] =>
  Object.values(formats).map((format) =>
    [...format(report, { columns: 100, colour: 0, verbose: true, quiet: false })].join(''),
  );

export const targetsOf = (one: HostileCase, { targets }: Report): readonly ReportTarget[] =>
  targets.filter(({ links }) => links.some(({ path }) => path === pathOf(one)));

/** What is wrong with a case's verdicts; nothing, if all is as expected. */
export function troubleWith(one: HostileCase, report: Report): readonly string[] {
  const targets = targetsOf(one, report);
  if (targets.length === 0) return [`${one.id}: no target`];
  return targets.flatMap(({ target, verdict: { status, reason, evidence } }) => {
    const told = `${one.id}: ${status}/${reason} [${evidence.map(({ code, detail }) => `${code}: ${detail}`).join(' · ')}] ${target.url}`;
    if (!one.accepts.some((accepted) => accepted === status || accepted === `${status}/${reason}`))
      return [`${told.slice(0, 500)}, not ${one.accepts.join(' or ')}`];
    return evidence.length === 0 || evidence.some(({ code }) => !/^[a-z\d-]+$/.test(code))
      ? [`${told.slice(0, 500)}: evidence without a code`]
      : [];
  });
}

/** All that no byte of a report may be, but for line ends; and what a workflow's log would obey. */
const unclean =
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|^\s*::|##\[/m;

export const uncleanIn = ({ texts }: Pick<Audited, 'texts'>): readonly string[] =>
  texts.flatMap((text) => {
    const found = unclean.exec(text);
    return found === null ? [] : [JSON.stringify(text.slice(Math.max(0, found.index - 60), found.index + 60))];
  });

/** When a case must be over: its deadline and a second. */
export const overBy = ({ deadlineMs = usualDeadlineMs }: HostileCase): number => deadlineMs + 1000;

const statusOf = (accepted: Accepted): Status => accepted.split('/')[0] as Status;
const isLife = (status: Status): boolean => status === 'alive' || status === 'moved';

/** How often a verdict was wrong in a way that costs trust. */
export interface Errors {
  /** Targets that may not be called dead, and those that were. */
  readonly mayNotBeDead: number;
  readonly falseDead: readonly string[];
  /** Targets that may not be called alive or moved, and those that were. */
  readonly mayNotBeAlive: number;
  readonly falseAlive: readonly string[];
}

export function errorsIn(cases: readonly HostileCase[], reportOf: (one: HostileCase) => Report | undefined): Errors {
  const judged = cases.flatMap((one) => {
    const report = reportOf(one);
    const accepted = one.accepts.map(statusOf);
    return (report === undefined ? [] : targetsOf(one, report)).map(({ verdict: { status, reason }, target }) => ({
      accepted,
      status,
      told: `${one.id}: ${status}/${reason} ${target.url.slice(0, 100)}`,
    }));
  });
  const mayNotBeDead = judged.filter(({ accepted }) => !accepted.includes('dead'));
  const mayNotBeAlive = judged.filter(({ accepted }) => !accepted.some(isLife));
  return {
    mayNotBeDead: mayNotBeDead.length,
    falseDead: mayNotBeDead.filter(({ status }) => status === 'dead').map(({ told }) => told),
    mayNotBeAlive: mayNotBeAlive.length,
    falseAlive: mayNotBeAlive.filter(({ status }) => isLife(status)).map(({ told }) => told),
  };
}
