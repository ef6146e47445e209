import { describe, expect, test } from 'vitest';
import { measureDrift } from '../../src/drift/measure-drift.ts';
import type { Capture } from '../../src/model/capture.ts';
import type { Answer, BodyFacts, Observation, PageFacts } from '../../src/model/observation.ts';

const sentences = Array.from(
  { length: 12 },
  (_, index) => `Boat number ${index + 20} left the harbour of town ${index * 7} at dawn.`,
);
const text = sentences.join(' ');

const answer = (page: Partial<PageFacts> | undefined, body: Partial<BodyFacts> = {}, headers = {}): Answer => ({
  url: 'https://site.example/a/boats',
  status: 200,
  headers,
  body: { bytes: 5000, end: 'complete', coding: 'ok', ...body },
  ...(page && {
    page: {
      charset: 'utf-8',
      charsetFrom: 'header',
      textLength: 800,
      text: '',
      scripts: 0,
      passwordField: false,
      marks: [],
      ...page,
    },
  }),
});
const saying = (mainText: string, body: Partial<BodyFacts> = {}): Answer =>
  answer({ title: 'Boats', mainText, wholeText: mainText }, body);
const picture = (body: Partial<BodyFacts>, headers = {}): Answer =>
  answer(undefined, { sniffed: 'image/jpeg', ...body }, headers);

const capture = (held: Answer | undefined, more: Partial<Capture> = {}): Capture => ({
  archive: 'wayback',
  url: 'https://archive.example/web/20220106000000/https://site.example/a/boats',
  capturedAt: '2022-01-06T00:00:00Z',
  usable: true,
  ...(held === undefined ? {} : { answer: held }),
  ...more,
});
const observation = (live: Answer): Observation => ({
  from: 'wire',
  looks: [
    {
      purpose: 'first',
      at: '2026-01-01T00:00:00Z',
      durationMs: 1,
      attempts: 1,
      hops: [{ url: live.url, status: live.status }],
      end: { type: 'answer', answer: live },
    },
  ],
});
const drift = (captures: readonly Capture[], live: Answer, sentence = '') =>
  measureDrift(observation(live), { state: 'captured', asked: [], captures }, [{ sentence, text: '' }]);

describe('measureDrift of texts', () => {
  test('finds nothing between a page and itself', () => {
    expect(drift([capture(saying(text))], saying(text))).toEqual({
      type: 'text',
      capture: capture(undefined).url,
      score: 0,
      band: 'stable',
      containment: 1,
      jaccard: 1,
      title: 1,
      quotes: [],
    });
  });

  test('gives the weight of the titles to the texts where a page has none', () => {
    const half = sentences.slice(0, 6).join(' ');
    const measured = drift(
      [capture(answer({ mainText: text, wholeText: text }))],
      answer({ title: 'x', mainText: half, wholeText: half }),
    );
    expect(measured).not.toHaveProperty('title');
    expect(measured).toMatchObject({ band: 'changed', containment: expect.closeTo(0.49, 1) });
  });

  test('does not miss what lies behind the end of what was read', () => {
    const beginning = sentences.slice(0, 5).join(' ');
    const cut = drift(
      [capture(saying(text))],
      saying(beginning, { end: 'truncated' }),
      'It says “boat number 31 left the harbour”.',
    );
    expect(cut).toMatchObject({ band: 'stable', partial: true, quotes: [] });
    expect(drift([capture(saying(text))], saying(beginning))).toMatchObject({ band: 'changed' });
  });

  test('takes the best capture that was read', () => {
    const others = [
      capture(saying('x'), { usable: false }),
      capture(saying('x'), { fit: 'after-death' }),
      capture(undefined),
    ];
    expect(drift([...others, capture(saying(text))], saying(text))).toMatchObject({ score: 0 });
  });

  test.each([
    ['no capture was read', [capture(undefined)], saying(text)],
    ['the archived page says too little', [capture(saying('Boats left.'))], saying(text)],
    ['the main text was not asked for', [capture(answer({}))], answer({})],
    ['the page was not served', [capture(saying(text))], { ...saying(text), status: 404 }],
  ])('measures nothing where %s', (_, captures, live) => expect(drift(captures, live)).toBeUndefined());
});

describe('measureDrift of pictures', () => {
  const pixels = { width: 800, height: 600 };
  test.each([
    ['the same bytes', picture({ digest: 'a', pixels }), picture({ digest: 'a', pixels }), 'stable'],
    [
      'the same length of what is too long to read',
      picture({ end: 'truncated', bytes: 100, pixels }, { 'content-length': '90000' }),
      picture({ end: 'truncated', bytes: 100, pixels }, { 'content-length': '90000' }),
      'stable',
    ],
    ['other bytes of the same size', picture({ digest: 'a', pixels }), picture({ digest: 'b', pixels }), 'edited'],
    [
      'another size of the same shape',
      picture({ digest: 'a', pixels }),
      picture({ digest: 'b', pixels: { width: 400, height: 300 } }),
      'edited',
    ],
    [
      'another shape',
      picture({ digest: 'a', pixels }),
      picture({ digest: 'b', pixels: { width: 600, height: 600 } }),
      'changed',
    ],
    ['nothing to compare', picture({ digest: 'a' }), picture({ digest: 'b' }), undefined],
    ['a page in its place', picture({ digest: 'a', pixels }), saying(text), undefined],
  ])('with %s', (_, was, is, band) => expect(drift([capture(was)], is)?.band).toBe(band));
});
