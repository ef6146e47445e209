import type { ReasonFor } from '../model/reasons.ts';

/** What a status that is no success says by itself. 404 and 410 are not here: they are claims of death (`reading.ts`). */
const meanings: Readonly<Record<number, ReasonFor<'unsure'>>> = {
  401: 'login-wall',
  402: 'paywall',
  403: 'blocked',
  405: 'blocked',
  406: 'blocked',
  408: 'timeout',
  412: 'blocked',
  418: 'blocked',
  429: 'rate-limited',
  444: 'blocked',
  451: 'legal',
  493: 'blocked',
  498: 'blocked',
  511: 'unexpected-status',
  999: 'blocked',
};

/** Why a page can't be judged by an answer with this status. */
export const meaningOf = (status: number): ReasonFor<'unsure'> =>
  meanings[status] ?? (status >= 500 && status < 600 ? 'server-error' : 'unexpected-status');

/** Was something served? 202 is no success: it promises one, and walls use it. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300 && status !== 202;

/** A success that by definition has nothing in it (RFC 9110 §15.3.5 and §15.3.6). */
export const isBare = (status: number): boolean => status === 204 || status === 205;
