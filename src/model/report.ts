import type { ArchiveState } from './capture.ts';
import type { CitationDate, DocumentProblem } from './document.ts';
import type { FindingFact, Fix, PasteParts, Severity } from './finding.ts';
import type { Link } from './link.ts';
import type { Outcome, Outlook } from './outcome.ts';
import type { Status } from './reasons.ts';

/** A link, the document it stands in, and what of its address its target leaves out. */
export interface CitedLink extends Link {
  readonly path: string;
  /** What stands behind `#`, as written. */
  readonly fragment?: string;
  /** Its address carries a user name or password. */
  readonly credentials: boolean;
}

/** One document of the run. With a `problem`, its links are not in the report. */
export interface ReportDocument {
  readonly path: string;
  readonly title?: string;
  readonly cited?: CitationDate;
  readonly links: number;
  /** SHA-256 of its text as hex: whoever changes it sees by this that nobody else did. */
  readonly digest?: string;
  readonly problem?: DocumentProblem;
}

/** A target with what was found out about it, and every link that asks for it, by document and offset. */
export interface ReportTarget extends Outcome {
  readonly links: readonly [CitedLink, ...CitedLink[]];
}

/** What we tell this reader about this link. */
export interface Finding {
  readonly fact: FindingFact;
  readonly severity: Severity;
  readonly path: string;
  readonly link: CitedLink;
  /** The target's address. */
  readonly url: string;
  readonly fix?: Fix;
  /** The citation with its capture, to be pasted; only where a usable one is known and helps. */
  readonly paste?: PasteParts;
}

export interface Summary {
  readonly documents: number;
  readonly links: number;
  readonly targets: number;
  readonly status: Readonly<Record<Status, number>>;
  readonly archive: Readonly<Record<ArchiveState, number>>;
  readonly outlook: Readonly<Record<Outlook, number>>;
  readonly findings: Readonly<Record<Severity, number>>;
}

/** The result of an audit: plain data, sorted by document and offset whatever order the answers came in. */
export interface Report {
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** `false` when the run was interrupted. */
  readonly complete: boolean;
  /** `list`: the links were only taken out, nothing was asked. */
  readonly mode: 'audit' | 'list';
  /** Of a run that looked at its share of the hosts only (`--shard`); `run` tells its options apart from others. */
  readonly shard?: { readonly index: number; readonly count: number; readonly run: string };
  readonly summary: Summary;
  readonly documents: readonly ReportDocument[];
  readonly targets: readonly ReportTarget[];
  readonly findings: readonly Finding[];
  /** What is said once for the whole run: an archive that stopped answering, a host given up. */
  readonly notices: readonly string[];
}

/** What is known of a report before its first target. */
export type ReportHead = Pick<Report, 'version' | 'startedAt' | 'mode' | 'shard'>;

/** What is known only at its end. */
export type ReportEnd = Pick<Report, 'finishedAt' | 'complete' | 'summary' | 'notices'>;
