import type { ArchiveRecord } from './capture.ts';
import type { LinkKind } from './link.ts';
import type { Outcome } from './outcome.ts';
import type { Reason } from './reasons.ts';
import type { Saving } from './saving.ts';

/** Most severe first. */
export const severities = ['error', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/** What a person should know about a link with this verdict. */
interface JudgedLink {
  readonly url: string;
  readonly reason: Reason;
  /** The evidence, as people read it. */
  readonly why: string;
  readonly archive: ArchiveRecord;
  /** Of an archive's address. */
  readonly original?: Outcome['original'];
}

/** Every finding there is, by its code, which is never renamed, and what it is told with. */
interface FindingData {
  readonly 'dead-link': JudgedLink;
  readonly 'malformed-link': { readonly url: string; readonly problem: string; readonly repair?: string };
  readonly 'suspect-link': JudgedLink;
  readonly 'insecure-link': JudgedLink;
  readonly 'moved-link': { readonly url: string; readonly reason: Reason; readonly replacement?: string };
  readonly 'quote-lost': { readonly url: string; readonly quotes: readonly string[]; readonly archive: ArchiveRecord };
  /** `left`: the share of the archived text that is still there, 0 to 1. */
  readonly 'changed-page': { readonly url: string; readonly left: number; readonly archive: ArchiveRecord };
  readonly 'unsure-link': JudgedLink;
  readonly 'at-risk': { readonly url: string; readonly archive: ArchiveRecord; readonly saving?: Saving };
  /** `day`: `YYYY-MM-DD`. */
  readonly 'expiring-link': {
    readonly url: string;
    readonly day: string;
    readonly past: boolean;
    readonly archive: ArchiveRecord;
  };
  /** `name`: of the archive. */
  readonly 'deprecated-archive': {
    readonly url: string;
    readonly name: string;
    readonly reproach: string;
    readonly archive: ArchiveRecord;
    readonly original?: Outcome['original'];
  };
  /** `published`, `cited`: `YYYY-MM-DD`. */
  readonly 'cited-before-published': {
    readonly url: string;
    readonly published: string;
    readonly cited: string;
    readonly by: string;
  };
  readonly 'credentials-in-link': { readonly url: string };
}

export type FindingCode = keyof FindingData;
export type DataOf<Code extends FindingCode> = FindingData[Code];

/** A code and its data, never a finished sentence. */
export type FindingFact = { [Code in FindingCode]: { readonly code: Code; readonly data: DataOf<Code> } }[FindingCode];

/** A replacement that can be pasted. */
export interface Fix {
  readonly replace: string;
  readonly with: string;
}

/** What becomes of the original in a citation of Wikipedia (Help:CS1 §url-status). `bot: unknown`: a person has yet to look. */
export type UrlStatus = 'live' | 'dead' | 'usurped' | 'deviated' | 'bot: unknown';

/** What a citation with its capture is put together of; strangers' text, as it came. */
export interface PasteParts {
  readonly kind: LinkKind;
  /** What the reader of the document sees. */
  readonly text: string;
  readonly original: string;
  readonly capture: string;
  /** `YYYY-MM-DD`. */
  readonly capturedOn: string;
  readonly urlStatus: UrlStatus;
}
