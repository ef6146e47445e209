import type { ArchiveAnswer, Capture } from '../model/capture.ts';
import type { LinkKind } from '../model/link.ts';
import type { Answer } from '../model/observation.ts';

/** What is asked of an archive: an address, and the day near which a copy is wanted. */
export interface ArchiveLookup {
  readonly url: string;
  /** `YYYY-MM-DD`; without it the newest copy is wanted. */
  readonly citedAt?: string;
  /** `YYYY-MM-DD`: no copy can be younger. */
  readonly today: string;
  /** What the links to it are, where one is no plain link: a copy of an image has to be an image. */
  readonly kinds?: readonly LinkKind[];
}

/** One question. The shell sends it as a GET, without following redirects, within the budget named. */
export interface ArchiveQuestion {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which of the archive's budgets pays for it. */
  readonly budget: string;
  /** The address whose capture is asked for: then what was archived comes back as a page (`capture`), if it is one. */
  readonly captureOf?: string;
  /** The answer stands for the whole run: it is asked for once. */
  readonly isStanding?: true;
}

/** What came back; `failure` where nothing did. Header names in lower case. */
export type ArchiveResponse =
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly headers: ReadonlyMap<string, string>;
      readonly body: string;
      /** Of a question for a capture (`captureOf`), answered by one: with the headers and in the encoding it was archived with. */
      readonly capture?: Answer;
    }
  | { readonly type: 'failure'; readonly detail: string };

/** A question and its response, in the order they were asked. */
export interface ArchiveExchange {
  readonly question: ArchiveQuestion;
  readonly response: ArchiveResponse;
}

/** What to do next: ask on, or the archive's answer. `limited` says that the archive told us to stop. */
export type ArchiveStep =
  | { readonly type: 'ask'; readonly question: ArchiveQuestion }
  | {
      readonly type: 'done';
      readonly answer: ArchiveAnswer;
      readonly captures: readonly Capture[];
      readonly limited: boolean;
    };

/** How often the archive may be asked: far below its own limits. */
export interface ArchiveBudget {
  readonly perMinute: number;
  /** Questions under way at once. */
  readonly concurrency: number;
}

/**
 * A web archive, without any IO: the shell asks `next` what to do, does it, and comes back with all that was answered so far.
 * Implemented one file an archive, listed in `archives/index.ts`.
 */
export interface Archive {
  readonly name: string;
  /** The address that it is found at: two with one name may be at two places. */
  readonly home: string;
  readonly budgets: Readonly<Record<string, ArchiveBudget>>;
  /** The budget that also pays for looks at addresses of `home`'s host that are cited as links. */
  readonly looks?: string;
  /** It has nothing to cite, and tells what once was: asked only about links that fail their readers, and decides nothing. */
  readonly isWitness?: true;
  next(lookup: ArchiveLookup, exchanges: readonly ArchiveExchange[]): ArchiveStep;
}
