import { describe, expect, test } from 'vitest';
import type { ArchiveLookup, ArchiveResponse } from '../../src/archives/archive.ts';
import { permaCc } from '../../src/archives/perma-cc.ts';
import { says, type Stage, talk } from '../support/staged-archive.ts';

const url = 'https://news.test/2022/a';
const cited: ArchiveLookup = { url, citedAt: '2022-01-06', today: '2026-05-01' };
const map = `https://perma.cc/timemap/link/${url}`;
const list = `https://api.perma.cc/v1/public/archives/?url=${encodeURIComponent(url)}&limit=20`;
const jan7 = 'Fri, 07 Jan 2022 10:00:00 GMT';

const objects = (...found: readonly object[]): ArchiveResponse =>
  says(200, {}, JSON.stringify({ meta: {}, objects: found }));
const object = { guid: 'ABCD-1234', url, creation_timestamp: '2022-01-07T10:00:00.516152Z' };

const lookUp = (stage: Stage) => {
  const { asked, conclusion } = talk(permaCc(undefined), cited, stage);
  return {
    asked: asked.map((question) => question.url),
    answer: `${conclusion.answer.answer}${conclusion.limited ? ', limited' : ''}`,
    captures: conclusion.captures,
  };
};
const capture = {
  archive: 'perma-cc',
  url: 'https://perma.cc/ABCD-1234',
  capturedAt: '2022-01-07T10:00:00Z',
  daysFromCitation: 1,
  usable: true,
  fit: 'near',
};

test('captures are taken from its TimeMap', () => {
  const body = `<https://perma.cc/ABCD-1234>; rel="memento"; datetime="${jan7}",\n<https://else.test/1>; rel="memento"; datetime="${jan7}",\n`;
  expect(lookUp({ [map]: says(200, {}, body) })).toEqual({ asked: [map], answer: 'captured', captures: [capture] });
});

test('its list of public archives may know more', () => {
  const other = { ...object, guid: 'EFGH-5678', url: `${url}/more` };
  expect(lookUp({ [list]: objects(other, object, { ...object, guid: '../login' }) })).toEqual({
    asked: [map, list],
    answer: 'captured',
    captures: [capture],
  });
});

test.each<[name: string, stage: Stage, expected: string, questions: number]>([
  ['both say nothing', { [list]: objects() }, 'none', 2],
  ['its list names other addresses only', { [list]: objects({ ...object, url: `${url}/more` }) }, 'none', 2],
  ['its TimeMap is behind a wall', { [map]: says(403, { 'cf-mitigated': 'challenge' }) }, 'unknown', 1],
  ['its list is behind a wall', { [list]: says(403) }, 'unknown', 2],
  ['its list is not found', {}, 'unknown', 2],
  ['its list is a page', { [list]: says(200, {}, '<html>') }, 'unknown', 2],
  ['its list is null', { [list]: says(200, {}, 'null') }, 'unknown', 2],
  ['its list has holes', { [list]: says(200, {}, '{"objects":[null,{},{"guid":1}]}') }, 'none', 2],
  ['it limits', { [list]: says(429) }, 'unknown, limited', 2],
])('where %s', (_, stage, expected, questions) => {
  const { answer, asked } = lookUp(stage);
  expect([answer, asked.length]).toEqual([expected, questions]);
});

describe('a key', () => {
  test('is sent to its API, in a header, and nowhere else', () => {
    const { asked } = talk(permaCc('a-key'), cited, {});
    expect(asked).toEqual([
      { url: map, budget: 'service' },
      { url: list, budget: 'service', headers: { authorization: 'ApiKey a-key' } },
    ]);
  });
});
