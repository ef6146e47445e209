import type { Answer } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import type { Reason, Status } from '../model/reasons.ts';

/** What a site says of the cited thing. Only a plain statement of the site itself may say `dead`. */
export interface SiteSays {
  readonly status: Exclude<Status, 'skipped'>;
  readonly reason: Reason;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** The better address, for `moved`. */
  readonly replacement?: string;
}

/**
 * What we know of one site: two pure functions around a request that the shell makes. One file a site, listed in
 * `sites/index.ts`. What an adapter does not recognise it leaves to the judge; an answer whose shape has changed is `unsure`.
 */
export interface Site {
  readonly name: string;
  /** Is this address one that the adapter knows about? */
  matches(url: URL): boolean;
  /** Where the site tells whether the thing is there; `undefined` if the cited page itself tells it. */
  question?(url: URL): string | undefined;
  /** Reads the answer to the question; without a question, the cited page's own answer. */
  read(answer: Answer, url: URL): SiteSays | undefined;
}
