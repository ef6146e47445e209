import { expect, test } from 'vitest';
import { readHostJob, readResult, readTurnJob } from '../../src/queue/messages.ts';
import { answered } from '../support/looks.ts';

const run = '0b54d5c8-5d3c-4b8e-9c27-3f9c2f1f6f3e';
const link = { url: 'https://a.test/', kinds: ['link'], language: 'zh-Hans', embeddedFrom: 'https://b.test/' };
const job = { run, links: [link, { url: 'http://a.test/b', kinds: ['image', 'frame'] }], mainText: false };

test('a job is taken as it was sent', () => {
  expect(readHostJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  expect(readTurnJob({ run })).toEqual({ run });
});

test.each<[trouble: string, value: unknown]>([
  ['nothing', undefined],
  ['a run that is no run', { ...job, run: '*' }],
  ['an address of a file', { ...job, links: [{ ...link, url: 'file:///etc/passwd' }] }],
  ['a word in place of an address', { ...job, links: [{ ...link, url: 'a.test' }] }],
  ['a language that would end its header', { ...job, links: [{ ...link, language: 'en\r\nx: y' }] }],
  ['an embedding page that is none', { ...job, links: [{ ...link, embeddedFrom: 'javascript:1' }] }],
  ['a kind that nobody knows', { ...job, links: [{ ...link, kinds: ['spell'] }] }],
  ['texts that are perhaps wanted', { ...job, mainText: 'yes' }],
])('a job with %s in it is not taken', (_, value) => {
  expect(readHostJob(value)).toBeUndefined();
});

test('what a job says of rights and patience is not taken', () => {
  expect(readHostJob({ ...job, allowPrivate: true, timeout: 600 })).toEqual(job);
});

const observation = { from: 'wire', looks: [answered('https://a.test/')] };

test.each([
  { type: 'observation', url: 'https://a.test/', observation },
  { type: 'turn', id: `${run}-1` },
])('a result is taken as it was sent: $type', (result) => {
  expect(readResult(JSON.stringify(result))).toEqual(result);
});

test.each([
  ['no JSON', '{'],
  ['of no kind', '{"type":"verdict"}'],
  ['without an observation', JSON.stringify({ type: 'observation', url: 'https://a.test/' })],
  ['with half of one', JSON.stringify({ type: 'observation', url: 'https://a.test/', observation: { from: 'wire' } })],
])('a result %s is not taken', (_, text) => {
  expect(readResult(text)).toBeUndefined();
});
