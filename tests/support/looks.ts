import type { Answer, FailureCode, Look } from '../../src/model/observation.ts';
import type { ProbeRequest } from '../../src/inspect/probe.ts';

/** A request as the inspector makes it. */
export const requestFor = (url: string, more: Partial<ProbeRequest> = {}): ProbeRequest => ({
  url,
  purpose: 'first',
  budgetMs: 20_000,
  ...more,
});

const start = { purpose: 'first', at: '2026-01-01T00:00:00.000Z', attempts: 1 } as const;

/** A look of one hop, answered; a `location` makes it a redirect to there. */
export function answered(
  url: string,
  {
    status = 200,
    headers = {},
    durationMs = 0,
    end = 'complete',
    refresh,
  }: {
    status?: number;
    headers?: Readonly<Record<string, string>>;
    durationMs?: number;
    end?: Answer['body']['end'];
    refresh?: string;
  } = {},
): Look {
  const location = headers['location'];
  const next =
    refresh === undefined
      ? location && ({ by: 'location', url: new URL(location, url).href } as const)
      : ({ by: 'refresh', url: refresh } as const);
  return {
    ...start,
    durationMs,
    hops: [{ url, status, ...(next ? { next } : {}) }],
    end: { type: 'answer', answer: { url, status, headers, body: { bytes: 1, end, coding: 'ok' } } },
  };
}

/** A look that got no answer. */
export const failed = (url: string, code: FailureCode, durationMs = 0): Look => ({
  ...start,
  durationMs,
  hops: [],
  end: { type: 'failure', failure: { code, detail: code }, url },
});

/** How a look ended, in one word. */
export function endOf({ end }: Look): string | number {
  if (end.type === 'answer') return end.answer.status;
  return end.type === 'failure' ? end.failure.code : end.problem;
}
