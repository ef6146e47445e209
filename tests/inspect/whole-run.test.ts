import { describe, expect, test } from 'vitest';
import { createWholeRun } from '../../src/inspect/whole-run.ts';
import { notAsked } from '../../src/inspect/archives.ts';
import type { Inspection } from '../../src/judge/conclude.ts';
import type { Look } from '../../src/model/observation.ts';
import { answered, failed } from '../support/looks.ts';

/** A target with what was seen of it. */
const seen = (url: string, ...looks: readonly [Look, ...Look[]]): Inspection => ({
  target: { type: 'web', url },
  observation: { from: 'wire', looks },
  archive: notAsked,
});

/** An image, whose bytes have this digest. */
function image(url: string, digest: string): Look {
  const look = answered(url);
  if (look.end.type !== 'answer') return look;
  const { answer } = look.end;
  return { ...look, end: { type: 'answer', answer: { ...answer, body: { ...answer.body, digest } } } };
}

const wholeRunOf = (inspections: readonly Inspection[]) => {
  const wholeRun = createWholeRun();
  for (const inspection of inspections) wholeRun.note(inspection);
  return wholeRun;
};

const withWholeRun = (inspections: readonly Inspection[]): readonly Inspection[] => {
  const wholeRun = wholeRunOf(inspections);
  const targets = new Set(inspections.map(({ target }) => target.url));
  return inspections.map((inspection) => wholeRun.inform(inspection, (url) => targets.has(url)));
};

const sharedOf = (inspections: readonly Inspection[]) =>
  withWholeRun(inspections).map(({ observation }) => observation?.shared);

describe('how many addresses of a host', () => {
  test('ended at the same address is told to each of them', () => {
    const sink = answered('https://a.test/sorry');
    expect(
      sharedOf([
        seen('https://a.test/1', sink),
        seen('https://a.test/2', answered('https://a.test/sorry#top')),
        seen('https://a.test/3', answered('https://a.test/3')),
        seen('https://a.test/4', answered('https://a.test/elsewhere')),
        seen('https://a.test/5', sink),
      ]),
    ).toEqual([{ finalUrl: 3 }, { finalUrl: 3 }, undefined, undefined, { finalUrl: 3 }]);
  });

  test('does not count the address that they ended at, which is where it was cited', () => {
    const sink = answered('https://a.test/sorry');
    expect(sharedOf([seen('https://a.test/1', sink), seen('https://a.test/sorry', sink)])).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('does not count other hosts', () => {
    const sink = answered('https://consent.test/');
    expect(sharedOf([seen('https://a.test/1', sink), seen('https://b.test/1', sink)])).toEqual([undefined, undefined]);
  });

  test('gave the same image is told to each of them', () => {
    expect(
      sharedOf([
        seen('https://a.test/1.png', image('https://a.test/1.png', 'x')),
        seen('https://a.test/2.png', image('https://a.test/2.png', 'x')),
        seen('https://a.test/3.png', image('https://a.test/3.png', 'y')),
        seen('https://b.test/1.png', image('https://b.test/1.png', 'x')),
      ]),
    ).toEqual([{ image: 2 }, { image: 2 }, undefined, undefined]);
  });

  test('is not told by looks at other addresses', () => {
    const beside: Look = { ...answered('https://a.test/made-up'), purpose: 'sibling' };
    expect(
      sharedOf([1, 2].map((id) => seen(`https://a.test/${id}`, answered(`https://a.test/${id}`), beside))),
    ).toEqual([undefined, undefined]);
  });

  test('does not depend on the order of the answers', () => {
    const inspections = [1, 2, 3, 4].map((id) => seen(`https://a.test/${id}`, answered(`https://a.test/${id % 2}`)));
    expect(withWholeRun(inspections.toReversed()).toReversed()).toEqual(withWholeRun(inspections));
  });
});

test('what several targets are copies of counts once, and not again where it is cited too', () => {
  const original = seen('https://a.test/1', answered('https://a.test/sorry'));
  const copies = [1, 2].map((n) => ({
    ...seen(`https://archive.test/${n}`, answered(`https://archive.test/${n}`)),
    original,
  }));
  const beside = seen('https://a.test/2', answered('https://a.test/sorry'));
  const countsOf = (...inspections: readonly Inspection[]) =>
    withWholeRun(inspections).map((one) => (one.original ?? one).observation?.shared?.finalUrl);
  expect(countsOf(...copies)).toEqual([undefined, undefined]);
  expect(countsOf(...copies, beside)).toEqual([2, 2, 2]);
  expect(countsOf(...copies, original)).toEqual([undefined, undefined, undefined]);
});

test('one answer proves the network for all', () => {
  const missing = seen('https://gone.test/', failed('https://gone.test/', 'name-not-found'));
  expect(withWholeRun([missing])[0]?.observation?.nameServiceProven).toBeUndefined();
  const [first] = withWholeRun([missing, seen('https://a.test/', answered('https://a.test/'))]);
  expect(first?.observation?.nameServiceProven).toBe(true);
});

test('what was not looked at stays as it is', () => {
  const skipped: Inspection = {
    target: { type: 'skipped', url: 'mailto:a@b.test', reason: 'scheme', detail: 'mailto' },
    archive: notAsked,
  };
  expect(withWholeRun([skipped])).toEqual([skipped]);
});

test.each([
  ['nothing was resolved', [failed('https://a.test/', 'name-timeout'), failed('https://b.test/', 'unreachable')], true],
  ['something refused us', [failed('https://a.test/', 'name-timeout'), failed('https://b.test/', 'refused')], false],
  ['nothing was asked', [], false],
])('when %s, the network is down: %s', (_name, looks, down) => {
  expect(wholeRunOf(looks.map((look) => seen('https://a.test/', look))).networkDown()).toBe(down);
});
