import { describe, expect, test } from 'vitest';
import type { ArchiveResponse } from '../../src/archives/archive.ts';
import { saveFailure } from '../../src/archives/save-failures.ts';
import { captureOf, savePageNow } from '../../src/archives/save-page-now.ts';

const service = savePageNow('https://web.archive.org/', '2026-09-05');
const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): ArchiveResponse => ({
  type: 'answer',
  status,
  headers: new Map(Object.entries(headers)),
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const error = (code: string, message = ''): ArchiveResponse =>
  answer({ status: 'error', status_ext: `error:${code}`, message, exception: '' });

describe('what is sent', () => {
  test('an order is a form, with the address encoded', () => {
    const { method, url, content } = service.save('https://a.test/中?x=1&y=2#z');
    expect({ method, url }).toEqual({ method: 'POST', url: 'https://web.archive.org/save' });
    expect(Object.fromEntries(new URLSearchParams(content))).toEqual({
      url: 'https://a.test/中?x=1&y=2#z',
      skip_first_archive: '1',
    });
    expect(content).not.toContain('&y=2');
  });

  test('everything else is a GET of a status', () => {
    const urls = [service.system, service.account, service.job('spn2-0a'), service.job('../user?x')];
    expect(urls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://web.archive.org/save/status/system',
      'GET https://web.archive.org/save/status/user',
      'GET https://web.archive.org/save/status/spn2-0a',
      'GET https://web.archive.org/save/status/..%2Fuser%3Fx',
    ]);
  });
});

test.each<[string, ArchiveResponse, object]>([
  ['keys that are not taken', answer({ message: 'You need to be logged in.' }, 401), { type: 'keys-refused' }],
  ['a 429', answer('', 429), { type: 'limited' }],
  ['a 429 with a time', answer('', 429, { 'retry-after': '90' }), { type: 'limited', retryAfter: '90' }],
  ['a 520', answer('<html>', 520), { type: 'silent', heard: true, detail: 'it answered 520' }],
  ['a page', answer('<html>'), { type: 'silent', heard: true }],
  ['a list', answer([]), { type: 'silent', heard: true }],
  ['no answer', { type: 'failure', detail: 'timeout: 30000 ms' }, { type: 'silent', heard: false }],
])('%s means the same to every question', (_, response, meaning) => {
  for (const question of [service.system, service.account, service.save('https://a.test/')]) {
    expect(question.read(response)).toMatchObject(meaning);
  }
});

test.each<[string, unknown, object]>([
  ['ok', { recent_captures: 941, status: 'ok', queues: {} }, { type: 'ready' }],
  ['a sentence', { status: 'Save Page Now servers are temporarily overloaded.' }, { type: 'overloaded' }],
  ['nothing', { queues: {} }, { type: 'silent' }],
])('a system that says %s', (_, body, meaning) => {
  expect(service.system.read(answer(body))).toMatchObject(meaning);
});

test.each<[string, unknown, object]>([
  [
    'room',
    { processing: 0, available: 3, daily_captures: 49, daily_captures_limit: 30_000 },
    { sessions: 3, today: 29_951 },
  ],
  ['no room', { processing: 3, available: 0, daily_captures: 0, daily_captures_limit: 30_000 }, { sessions: 0 }],
  ['a day that is over', { processing: 0, available: 3, daily_captures: 31, daily_captures_limit: 30 }, { today: 0 }],
  ['nothing of days', { processing: 0, available: 3 }, { sessions: 3, today: Infinity }],
  ['numbers as words', { available: '3' }, { type: 'silent' }],
])('an account with %s', (_, body, meaning) => {
  expect(service.account.read(answer(body))).toMatchObject(meaning);
});

test.each<[string, ArchiveResponse, object]>([
  ['a job', answer({ url: 'https://a.test/', job_id: 'spn2-0a' }), { type: 'job', id: 'spn2-0a' }],
  [
    'the job of an hour ago',
    answer({ url: 'https://a.test/', job_id: 'spn2-0a', message: 'The same snapshot had been made 2 minutes ago.' }),
    { type: 'job', id: 'spn2-0a' },
  ],
  [
    'a copy that it does not name',
    answer({ url: 'https://a.test/', message: 'The same snapshot had been made 177 hours ago.' }),
    { type: 'failed', passing: false, site: false },
  ],
  ['no room', error('user-session-limit'), { type: 'no-session' }],
  ['a refusal with status 200', error('too-many-daily-captures'), { type: 'failed', passing: false, site: false }],
  ['something new', answer({ job_id: 7 }), { type: 'silent', heard: true }],
])('an order may bring %s', (_, response, meaning) => {
  expect(service.save('https://a.test/').read(response)).toMatchObject(meaning);
});

const success = {
  status: 'success',
  job_id: 'spn2-0a',
  original_url: 'https://a.test/b',
  timestamp: '20260905120000',
  duration_sec: 16.04,
  http_status: 200,
  resources: ['https://a.test/b'],
};

test.each<[string, ArchiveResponse, object]>([
  ['is under way', answer({ status: 'pending', job_id: 'spn2-0a', resources: [] }), { type: 'pending' }],
  [
    'is done',
    answer(success),
    { type: 'saved', saved: { url: 'https://a.test/b', moment: '2026-09-05T12:00:00Z', httpStatus: 200 } },
  ],
  ['is done, and says with which status', answer({ ...success, http_status: 503 }), { type: 'failed', site: true }],
  ['is done, and does not name its day', answer({ ...success, timestamp: undefined }), { type: 'unreadable' }],
  ['is done on a day that cannot be', answer({ ...success, timestamp: '99991231000000' }), { type: 'unreadable' }],
  ['names what is no page', answer({ ...success, original_url: 'javascript:1' }), { type: 'unreadable' }],
  ['lists more than is read', answer(JSON.stringify(success).slice(0, -3)), { type: 'unreadable' }],
  ['met a 404', error('not-found'), { type: 'failed', passing: false, site: true }],
  ['met a host without an address', error('invalid-host-resolution'), { type: 'failed', site: true }],
  ['had a bad moment', error('no-browsers-available'), { type: 'failed', passing: true, site: false }],
  ['failed for no reason', answer({ status: 'error' }), { type: 'failed', passing: false, site: false }],
  ['lost its keys', answer('', 401), { type: 'keys-refused' }],
])('a job that %s', (_, response, meaning) => {
  expect(service.job('spn2-0a').read(response)).toMatchObject(meaning);
});

test.each([
  ['error:no-access', 'the site refused it (403)'],
  ['no-access', 'the site refused it (403)'],
  ['error:brand-new', 'it calls the reason “brand-new”'],
  ['error:__proto__', 'it gave no reason that is known'],
  ['error:constructor', 'it calls the reason “constructor”'],
  ['error:\u001B[31mred\nLOW access:secret', 'it gave no reason that is known'],
  ['', 'it gave no reason that is known'],
])('the code %j is put into our own words', (code, says) => {
  expect(saveFailure(code)).toMatchObject({ says });
});

test.each([
  ['2026-09-01', { daysFromCitation: 4, fit: 'near' }],
  ['2026-08-06', { daysFromCitation: 30, fit: 'near' }],
  ['2022-01-06', { daysFromCitation: 1703, fit: 'far' }],
  [undefined, { fit: 'near' }],
])('a capture made for a citation of %s', (citedAt, more) => {
  const saved = { url: 'https://a.test/b', moment: '2026-09-05T12:00:00Z', httpStatus: 200 };
  expect(captureOf('https://web.archive.org/', saved, citedAt)).toEqual({
    archive: 'wayback',
    url: 'https://web.archive.org/web/20260905120000/https://a.test/b',
    capturedAt: '2026-09-05T12:00:00Z',
    httpStatus: 200,
    usable: true,
    ...more,
  });
});
