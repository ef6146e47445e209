import { describe, expect, test } from 'vitest';
import { containmentOf, jaccardOf, titleLikeness } from '../../src/drift/likeness.ts';
import { atomsOf, shinglesOf } from '../../src/drift/shingles.ts';

describe('atomsOf', () => {
  test.each([
    ['words, without case and punctuation', 'The “Boats” left!', ['the', 'boats', 'left']],
    ['letters where words are not parted', '船，离港。', ['船', '离', '港']],
    ['numbers whole among letters', '２０２２年1月', ['2022', '年', '1', '月']],
    ['kana with their long vowels', 'ニュース', ['ニ', 'ュ', 'ー', 'ス']],
    ['accents with their letters', 'Caf\u0065\u0301s', ['cafés']],
    ['nothing', ' …— ', []],
  ])('are %s', (_, text, atoms) => expect(atomsOf(text)).toEqual(atoms));
});

describe('shinglesOf', () => {
  test.each([
    ['four letters where words are not parted', '船只离开港口', false, ['船 只 离 开', '只 离 开 港', '离 开 港 口']],
    ['three in a short text', '船只离开', true, ['船 只 离', '只 离 开']],
    ['three words elsewhere', 'two boats left early', false, ['two boats left', 'boats left early']],
    ['what its first atom says where scripts meet', '共12艘 ships left', false, ['共 12 艘 ships', '12 艘 ships']],
  ])('are %s', (_, text, short, shingles) => {
    expect([...shinglesOf(text, short)]).toEqual(shingles);
  });

  test('do not tell width, spaces and punctuation apart', () => {
    expect(shinglesOf('２艘船，已经 离开', false)).toEqual(shinglesOf('2艘船已经离开！', false));
  });
});

describe('containment and Jaccard', () => {
  const [one, more] = [new Set('ab'), new Set('abcd')];
  test.each([
    ['all of it is there, and more', one, more, 1, 0.5],
    ['half of it is there', more, one, 0.5, 0.5],
    ['nothing is there', one, new Set('xy'), 0, 0],
    ['there is nothing', new Set<string>(), new Set<string>(), 0, 0],
  ])('where %s', (_, was, is, containment, jaccard) => {
    expect([containmentOf(was, is), jaccardOf(was, is)]).toEqual([containment, jaccard]);
  });
});

describe('titleLikeness', () => {
  test.each([
    ['the name of the site behind it', 'Boats leave the harbour - Example News', 'Boats leave the harbour'],
    ['the name of the site before it', '例子网｜船只凌晨离港', '船只凌晨离港_例子网'],
    ['case and width', 'BOATS ２', 'boats 2'],
  ])('is whole whatever %s', (_, one, other) => expect(titleLikeness(one, other)).toBeCloseTo(1));

  test.each([
    ['of other pages of one site', 'Boats leave the harbour - Example News', 'Council votes on rents - Example News'],
    ['of an error page', '船只凌晨离港_例子网', '页面不存在_例子网'],
  ])('is low %s', (_, one, other) => expect(titleLikeness(one, other)).toBeLessThan(0.4));

  test('is nothing for a title of punctuation', () => expect(titleLikeness('—', '—')).toBe(0));
});
