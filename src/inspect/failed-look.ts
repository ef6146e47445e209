import type { FailureCode, Look } from '../model/observation.ts';
import type { ProbeRequest } from './probe.ts';

/** A look that ended before any answer; `at` in milliseconds since 1970, `durationMs` what it spent on the wire. */
export const failedLook = (
  { purpose, url }: ProbeRequest,
  { at, durationMs = 0, code, detail }: { at: number; durationMs?: number; code: FailureCode; detail: string },
): Look => ({
  purpose,
  at: new Date(at).toISOString(),
  durationMs,
  attempts: 1,
  hops: [],
  end: { type: 'failure', failure: { code, detail }, url },
});
