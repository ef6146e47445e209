import { describe, expect, it } from 'vitest';
import { conclude } from '../../src/judge/conclude.ts';
import type { ArchiveRecord, Capture } from '../../src/model/capture.ts';
import type { Answer, Look, PageFacts } from '../../src/model/observation.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { again, cited, got, led, page } from './looks.ts';

const home = 'https://site.example/';
const beside = 'https://site.example/2022/01/qqqqqq';

/** Sentences that share no three words, so many, beginning with this one. */
const story = (count: number, from = 0): string =>
  Array.from(
    { length: count },
    (_, index) => `Ship${from + index} left pier${from + index} behind cargo${from + index}.`,
  ).join(' ');
const saying = (text: string, facts: Partial<PageFacts> = {}): PageFacts =>
  page({ title: 'A day', text, mainText: text, wholeText: text, scripts: 0, ...facts });

const held = (facts: PageFacts): Answer => {
  const { end } = got(200, { page: facts });
  if (end.type !== 'answer') throw new Error('an answer was made');
  return end.answer;
};
const captured = (facts: PageFacts, more: Partial<Capture> = {}): ArchiveRecord => ({
  state: 'captured',
  asked: [],
  captures: [
    {
      archive: 'wayback',
      url: `https://archive.example/web/20220106000000/${cited}`,
      capturedAt: '2022-01-06T00:00:00Z',
      usable: true,
      answer: held(facts),
      ...more,
    },
  ],
});
const silent: ArchiveRecord = { state: 'unknown', asked: [], captures: [] };

const concluded = (looks: readonly [Look, ...Look[]], archive: ArchiveRecord, drift = false, url = cited) =>
  conclude(
    { target: { type: 'web', url }, observation: { from: 'wire', looks }, archive },
    ['link'],
    drift ? [{ text: '', sentence: '' }] : undefined,
  );
const told = ({ status, reason }: Verdict): string => `${status}/${reason}`;
const codes = ({ evidence }: Verdict): readonly string[] => evidence.map(({ code }) => code);

const article = saying(story(12));
const missing = saying('Page not found', { title: 'A day' });
const sibling = (facts: PageFacts, status = 200): Look => again(got(status, { url: beside, page: facts }), 'sibling');

describe('a capture as witness of what is doubted', () => {
  it('finds a page alive that shows the archived text, whatever it says of itself', () => {
    const looks = [got(200, { page: saying(story(6).concat(' Page not found.')) })] as const;
    expect(told(concluded(looks, silent).verdict)).toBe('suspect/soft-404');
    const { verdict } = concluded(looks, captured(saying(story(6))));
    expect(told(verdict)).toBe('alive/ok');
    expect(codes(verdict)).toContain('capture-same');
  });

  it('finds a page moved that shows the archived text at the home page, for good', () => {
    const looks = [led(home, 301, { page: article })] as const;
    expect(told(concluded(looks, silent).verdict)).toBe('suspect/redirected-home');
    const { verdict } = concluded(looks, captured(article));
    expect(told(verdict)).toBe('moved/permanent-redirect');
    expect(verdict.replacement).toBe(home);
  });

  const empty = saying('Nothing is here.', { title: 'A site' });

  it('finds a page dead that shows what anything gets, and none of the archived text', () => {
    const looks = [got(200, { page: empty }), sibling(empty)] as const;
    expect(told(concluded(looks, silent).verdict)).toBe('suspect/soft-404');
    const { verdict } = concluded(looks, captured(article));
    expect(told(verdict)).toBe('dead/soft-404');
    expect(codes(verdict).slice(-2)).toEqual(['sibling-same-page', 'capture-differs']);
  });

  it.each<readonly [name: string, expected: string, looks: readonly [Look, ...Look[]], archive: ArchiveRecord]>([
    [
      'a refusal that nobody knows is no death',
      'suspect/soft-404',
      [got(200, { page: saying('Access denied.') }), sibling(saying('Access denied.'))],
      captured(article),
    ],
    [
      'the frame of a script is no death',
      'unsure/app-shell',
      [got(200, { page: { ...empty, scripts: 2 } }), sibling({ ...empty, scripts: 2 })],
      captured(article),
    ],
    [
      'another text alone is no death',
      'suspect/soft-404',
      [got(200, { page: missing }), sibling(missing, 404)],
      captured(article),
    ],
    [
      'the home page is no death',
      'suspect/redirected-home',
      [led(home, 301, { page: saying(story(12, 50)) })],
      captured(article),
    ],
    [
      'the frame of the site is no text of the page',
      'suspect/soft-404',
      [got(200, { page: saying(`${story(12)} Page not found`, { textLength: 580 }) }), sibling(saying(story(12)))],
      captured(saying(`${story(12)} It was so.`)),
    ],
    [
      'a capture of after its death says nothing',
      'suspect/redirected-home',
      [led(home, 301, { page: article })],
      captured(article, { fit: 'after-death' }),
    ],
    [
      'a bad capture says nothing',
      'suspect/redirected-home',
      [led(home, 301, { page: article })],
      captured(article, { usable: false }),
    ],
    [
      'an old domain with its old text is still in other hands',
      'suspect/parked',
      [got(200, { page: { ...article, marks: ['parking-ads'] } })],
      captured(article),
    ],
  ])('%s', (_, expected, looks, archive) => expect(told(concluded(looks, archive).verdict)).toBe(expected));

  it('counts what a made-up address shows as well for the frame of the site', () => {
    const frame = story(40, 100);
    const lost = saying(frame, { h1: 'Page not found', textLength: 2_000 });
    const looks = [got(200, { page: lost }), sibling(lost)] as const;
    expect(told(concluded(looks, captured(saying(`${frame} ${story(4)}`, { textLength: 2_000 }))).verdict)).toBe(
      'dead/soft-404',
    );
  });

  it('takes a page that shows much else besides for another one', () => {
    const looks = [led(home, 301, { page: saying(story(40), { title: 'A paper' }) })] as const;
    expect(told(concluded(looks, captured(article)).verdict)).toBe('suspect/redirected-home');
  });

  it('does not say that a text is gone which may stand behind what was read of a page', () => {
    const beginning = page({ title: 'A paper', text: story(40), textLength: 9_000 });
    const { verdict } = concluded(
      [led(home, 301, { page: beginning })],
      captured(page({ title: 'A day', text: story(12, 50) })),
    );
    expect(codes(verdict)).not.toContain('capture-differs');
    const whole = page({ title: 'A paper', text: story(40) });
    const known = concluded([led(home, 301, { page: whole })], captured(page({ title: 'A day', text: story(12, 50) })));
    expect(codes(known.verdict)).toContain('capture-differs');
  });

  it('leaves the word of a platform about its own pages alone', () => {
    const url = 'https://www.youtube.com/watch?v=aaaaaaaaaaa';
    const looks = [got(200, { url: 'https://www.youtube.com/', via: [[url, 301]], page: article })] as const;
    expect(concluded(looks, captured(article), false, url).verdict).toEqual(
      concluded(looks, silent, false, url).verdict,
    );
  });

  it('has no say in what nobody doubts', () => {
    const looks = [got(200, { page: saying(story(12, 50)) })] as const;
    expect(concluded(looks, captured(article)).verdict).toEqual(concluded(looks, silent).verdict);
  });
});

describe('drift', () => {
  const other = saying(story(12, 50), { title: 'Council votes on rents' });
  const half = saying(`${story(6)} ${story(6, 50)}`);

  it('makes a page suspect that says something else than what was archived', () => {
    const { verdict, drift, outlook } = concluded([got(200, { page: other })], captured(article), true);
    expect(told(verdict)).toBe('suspect/drifted');
    expect(verdict.evidence.at(-1)).toEqual({
      code: 'text-replaced',
      detail: '0 % of the text archived on 2022-01-06 is still there',
    });
    expect(drift).toMatchObject({ type: 'text', band: 'replaced' });
    expect(outlook).toBe('recoverable');
  });

  it('tells of half a page, and leaves it alive', () => {
    const { verdict, drift } = concluded([got(200, { page: half })], captured(article), true);
    expect(told(verdict)).toBe('alive/ok');
    expect(codes(verdict).at(-1)).toBe('text-changed');
    expect(drift).toMatchObject({ band: 'changed' });
  });

  it('says nothing of a page that is as it was', () => {
    const { verdict, drift } = concluded([got(200, { page: article })], captured(article), true);
    expect(verdict).toEqual(concluded([got(200, { page: article })], captured(article)).verdict);
    expect(drift).toMatchObject({ band: 'stable', score: 0 });
  });

  it('is measured only where it is asked for', () => {
    const { verdict, drift } = concluded([got(200, { page: other })], captured(article));
    expect([told(verdict), drift]).toEqual(['alive/ok', undefined]);
  });

  it.each<readonly [name: string, live: Look, archived: PageFacts, url: string]>([
    ['a front page', got(200, { url: home, page: other }), article, home],
    ['a section', got(200, { url: `${home}news/asia`, page: other }), article, `${home}news/asia`],
    ['what is tagged', got(200, { page: other }), article, `${home}tag/ships-of-the-north`],
    ['a search', got(200, { page: other }), article, `${home}find?q=ships-of-the-north`],
    ['a list of links', got(200, { page: other }), { ...article, linkShare: 0.7 }, cited],
    ['a part of a page', got(200, { page: other, body: { end: 'truncated' } }), article, cited],
    [
      'a page in another language',
      got(200, { page: { ...other, language: 'de' } }),
      { ...article, language: 'en-GB' },
      cited,
    ],
    [
      'the frame of a script',
      got(200, { page: { ...saying('Loading the story, one moment please'), scripts: 3 } }),
      article,
      cited,
    ],
    ['a page that is not free', got(200, { page: { ...other, accessibleForFree: false } }), article, cited],
  ])('leaves %s alive, which shows something else for other reasons', (_, live, archived, url) => {
    const { verdict } = concluded([live], captured(archived), true, url);
    expect(verdict.status).toBe('alive');
    expect(codes(verdict).at(-1)).toBe(verdict.reason === 'paywalled' ? 'text-replaced' : 'text-changed');
  });

  it('measures nothing of what is dead, and compares no copy with itself', () => {
    const gone = got(404, { page: other });
    expect(concluded([gone, again(gone)], captured(article), true)).not.toHaveProperty('drift');
    const copy = `https://web.archive.org/web/20220106000000/${cited}`;
    const headers = { 'memento-datetime': 'Thu, 06 Jan 2022 00:00:00 GMT' };
    const target = { type: 'web', url: copy, archived: { archive: 'wayback', url: cited } } as const;
    const observation = { from: 'wire', looks: [got(200, { url: copy, page: other, headers })] } as const;
    expect(conclude({ target, observation, archive: captured(article) }, ['link'], [])).not.toHaveProperty('drift');
  });
});
