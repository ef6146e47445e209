import type { AuditOptionsInput } from '../../src/options/schema.ts';
import type { Reason, Status } from '../../src/model/reasons.ts';
import type { Report, ReportTarget } from '../../src/model/report.ts';
import type { KeyPair, LeafOptions } from '../servers/certificates.ts';
import type { Listening, Served } from '../servers/served.ts';
import type { NameReply } from '../support/name-server.ts';

/** Starts one server of a case where it is told to. */
export type Site = (listening: Listening) => Promise<Served>;

/**
 * What is said of a host's addresses: a reply; `unserved`, an address where nothing listens; or what a function makes of the
 * question's type, how often it came (from 1), and the host's own address. `undefined`: the truth.
 */
export type NameScript = NameReply | 'unserved' | ((type: string, count: number, own: string) => NameReply | undefined);

/** A verdict that a case may have: a status, or a status with its reason. */
export type Accepted = Status | `${Status}/${Reason}`;

/** What a case is staged with, made once for the suite. */
export interface Props {
  /** A certificate of the suite's own authority, which the audit trusts. */
  readonly issue: (options: LeafOptions) => Promise<KeyPair>;
  /** As `issue`, by an authority between the trusted one and the certificate; `chain` says whether the server shows it. */
  readonly issueBelow: (options: LeafOptions, chain: boolean) => Promise<KeyPair>;
  /** As `issue`, by an authority that nobody trusts. */
  readonly issueUntrusted: (options: LeafOptions) => Promise<KeyPair>;
  /** An origin on loopback that nobody may ever connect to. */
  readonly canary: string;
  /** An origin on loopback that answers 200, for those who may go there. */
  readonly inner: string;
}

/** What a case may look at when its audit is over. */
export interface Afterwards {
  readonly targets: readonly ReportTarget[];
  readonly report: Report;
  /** The report as text, in each format. */
  readonly texts: readonly string[];
  /** The case's servers, by origin. */
  readonly served: ReadonlyMap<string, Served>;
  readonly wallMs: number;
}

/** One way in which the web is hostile, and what may be made of it. */
export interface HostileCase {
  readonly id: string;
  /** What the article cites; `http://<id>.test/page` unless told otherwise. All targets of the case are judged alike. */
  readonly cites?: string | ((props: Props) => string);
  /** The article's whole text, where a plain link is not enough. */
  readonly article?: (props: Props) => string;
  /** The servers of the case by origin; made anew for each run. Their hosts get addresses of their own. */
  readonly sites?: (props: Props) => Readonly<Record<string, Site>>;
  /** Hosts of which the name server says something else than where they are. */
  readonly names?: () => Readonly<Record<string, NameScript>>;
  /** Any of these. */
  readonly accepts: readonly [Accepted, ...Accepted[]];
  /** Options of its own, and an environment; such a case has an audit of its own always. */
  readonly options?: (props: Props) => AuditOptionsInput;
  readonly env?: (props: Props) => Readonly<Record<string, string>>;
  /** How long it may take, where two looks of two attempts are not the measure. Milliseconds. */
  readonly deadlineMs?: number;
  /** What else must be true. Throws if it is not. */
  readonly afterwards?: (seen: Afterwards) => void;
}
