import type { Capture } from '../model/capture.ts';
import { parseUrl } from '../parse-url.ts';
import { at, isObject, parsed } from '../sites/reading/json.ts';
import type { ArchiveResponse } from './archive.ts';
import { type SaveFailure, saveFailure } from './save-failures.ts';
import { fitOf } from './seen-capture.ts';
import { daysBetween, momentOf } from '../archived/timestamp.ts';
import { viewAddress } from './wayback-playback.ts';

/**
 * Save Page Now 2, the Internet Archive's service that makes captures, without any IO: what is sent, and what comes back.
 * The shell sends it with the user's keys, and asks for JSON; a content is a form. (The service's public document, and
 * answers that were recorded in August and September 2026.)
 */
export interface SavePageNow {
  /** Is the service as a whole able to work? */
  readonly system: SaveQuestion<{ readonly type: 'ready' } | { readonly type: 'overloaded' }>;
  /** What this account may do now. */
  readonly account: SaveQuestion<Allowance>;
  /** Asks for a capture. */
  save(url: string): SaveQuestion<Taken>;
  /** What has become of it? */
  job(id: string): SaveQuestion<JobState>;
}

/** One request, and how its answer is read. */
export interface SaveQuestion<Meaning> {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Of a `POST`: `application/x-www-form-urlencoded`. */
  readonly content?: string;
  readonly read: (response: ArchiveResponse) => Meaning | SaveRefusal;
}

/** Why a question was not answered. */
export type SaveRefusal =
  | { readonly type: 'keys-refused' }
  /** 429. `retryAfter` is the header's value, where it came. */
  | { readonly type: 'limited'; readonly retryAfter?: string }
  /** `heard`: it did answer, if not what was asked. Else nobody knows whether the request arrived. */
  | { readonly type: 'silent'; readonly detail: string; readonly heard: boolean };

export interface Allowance {
  readonly type: 'allowance';
  /** Captures that may be begun now. The service counts one that has ended for a few seconds more. */
  readonly sessions: number;
  /** Captures that may be begun today. */
  readonly today: number;
}

/** What came of asking for a capture. */
export type Taken =
  | { readonly type: 'job'; readonly id: string }
  | { readonly type: 'no-session' }
  | ({ readonly type: 'failed' } & SaveFailure);

export type JobState =
  | { readonly type: 'pending' }
  /** It names every part of the page, and was too long to be taken; or it was something else altogether. */
  | { readonly type: 'unreadable' }
  | { readonly type: 'saved'; readonly saved: SavedPage }
  | ({ readonly type: 'failed' } & SaveFailure);

/** A capture that was made. */
export interface SavedPage {
  readonly url: string;
  /** ISO 8601, UTC, to the second. */
  readonly moment: string;
  readonly httpStatus?: number;
}

/**
 * `base`: where the Wayback Machine is. `today`: `YYYY-MM-DD`.
 *
 * Of the service's options one is used. `skip_first_archive` spares it to find out whether this is the first capture ever.
 * Left out: `capture_all`, as a copy of an error page is none; `if_not_archived_within`, as the archive has just been asked,
 * and as it gives back the job of the last hour by itself, which names its capture, where this option names none;
 * `delay_wb_availability`, as the author is to see the copy before citing it, and the next audit is to find it.
 */
export const savePageNow = (base: string, today: string): SavePageNow => {
  const home = `${base.replace(/\/+$/, '')}/save`;
  return {
    system: { method: 'GET', url: `${home}/status/system`, read: (response) => told(response, readSystem) },
    account: { method: 'GET', url: `${home}/status/user`, read: (response) => told(response, readAllowance) },
    save: (url) => ({
      method: 'POST',
      url: home,
      content: new URLSearchParams({ url, skip_first_archive: '1' }).toString(),
      read: (response) => told(response, readTaken),
    }),
    job: (id) => ({
      method: 'GET',
      url: `${home}/status/${encodeURIComponent(id)}`,
      read: (response) => told(response, (json) => readJob(json, today), { type: 'unreadable' }),
    }),
  };
};

/** A saved page as a capture like any other. It was made just now, and the archive says itself with which status. */
export const captureOf = (
  base: string,
  { url, moment, httpStatus }: SavedPage,
  citedAt: string | undefined,
): Capture => {
  const dated = {
    capturedAt: moment,
    ...(citedAt !== undefined && { daysFromCitation: daysBetween(citedAt, moment.slice(0, 10)) }),
  };
  return {
    archive: 'wayback',
    url: viewAddress(base.replace(/\/+$/, ''), moment, url),
    ...dated,
    ...(httpStatus !== undefined && { httpStatus }),
    usable: true,
    // It was made while the page stood.
    fit: fitOf(dated, undefined),
  };
};

type Json = Readonly<Record<string, unknown>>;

/** Refusals first, by status; then the JSON object that every answer is. Errors come with status 200 too. */
function told<Meaning>(
  response: ArchiveResponse,
  read: (json: Json) => Meaning | undefined,
  unreadable?: Meaning,
): Meaning | SaveRefusal {
  if (response.type === 'failure') return { type: 'silent', detail: response.detail, heard: false };
  const { status, headers, body } = response;
  if (status === 401) return { type: 'keys-refused' };
  if (status === 429) {
    const retryAfter = headers.get('retry-after');
    return { type: 'limited', ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  if (status >= 500) return silent(`it answered ${status}`);
  const json = parsed(body);
  const meaning = isObject(json) ? read(json) : undefined;
  return meaning ?? unreadable ?? silent(`it answered ${status} with something that cannot be read`);
}

const silent = (detail: string): SaveRefusal => ({ type: 'silent', detail, heard: true });

function readSystem(json: Json) {
  const status = at(json, 'status');
  if (typeof status !== 'string') return undefined;
  return status === 'ok' ? ({ type: 'ready' } as const) : ({ type: 'overloaded' } as const);
}

function readAllowance(json: Json): Allowance | undefined {
  const [available, used, limit] = ['available', 'daily_captures', 'daily_captures_limit'].map((name) =>
    at(json, name),
  );
  if (typeof available !== 'number') return undefined;
  const counted = typeof used === 'number' && typeof limit === 'number';
  return { type: 'allowance', sessions: available, today: counted ? Math.max(0, limit - used) : Infinity };
}

function readTaken(json: Json): Taken | undefined {
  const failed = failureIn(json);
  if (failed !== undefined) return failed === 'error:user-session-limit' ? { type: 'no-session' } : failedBy(failed);
  // Not always of one form: a UUID in the document, `spn2-` and 40 digits on the wire.
  const id = at(json, 'job_id');
  if (typeof id === 'string' && id !== '') return { type: 'job', id };
  const message = at(json, 'message');
  if (typeof message !== 'string' || !/same snapshot/i.test(message)) return undefined;
  return { type: 'failed', says: 'it has a copy of late that it does not name', passing: false, site: false };
}

function readJob(json: Json, today: string): JobState | undefined {
  const failed = failureIn(json);
  if (failed !== undefined) return failedBy(failed);
  if (at(json, 'status') === 'pending') return { type: 'pending' };
  const [timestamp, url, httpStatus] = ['timestamp', 'original_url', 'http_status'].map((name) => at(json, name));
  if (at(json, 'status') !== 'success' || typeof timestamp !== 'string' || typeof url !== 'string') return undefined;
  const moment = momentOf(timestamp, today);
  if (moment === undefined || !/^https?:$/.test(parseUrl(url)?.protocol ?? '')) return undefined;
  if (typeof httpStatus !== 'number') return { type: 'saved', saved: { url, moment } };
  return httpStatus >= 200 && httpStatus < 300
    ? { type: 'saved', saved: { url, moment, httpStatus } }
    : { type: 'failed', says: `the site answered it with ${httpStatus}`, passing: false, site: true };
}

function failureIn(json: Json): string | undefined {
  if (at(json, 'status') !== 'error') return undefined;
  const code = at(json, 'status_ext');
  return typeof code === 'string' ? code : '';
}

const failedBy = (code: string) => ({ type: 'failed', ...saveFailure(code) }) as const;
