import { describe, expect, test } from 'vitest';
import { findQuotes, quotesIn } from '../../src/drift/quotes.ts';

const cites = (sentence: string, text = '') => quotesIn({ sentence, text });

describe('quotesIn', () => {
  test.each([
    ['a passage', 'The mayor called it “a long and cold night”.', ['a long and cold night']],
    ['a passage in corner brackets', '他说「船只已经全部离港」。', ['船只已经全部离港']],
    ['a passage in guillemets', 'Il parle de «la nuit la plus longue».', ['la nuit la plus longue']],
    ['a passage in straight marks', 'He said "we were not asked at all".', ['we were not asked at all']],
    ['numbers', 'At least 164 people and 1,200 boats, or 5.2 %.', ['164', '1,200', '5.2']],
    ['numbers of full width', '至少１６４人死亡。', ['164']],
  ])('finds %s', (_, sentence, quotes) => expect(cites(sentence)).toEqual(quotes));

  test.each([
    ['a word in marks', 'The so-called “boat people”.'],
    ['titles of works', '见《船只离港的那个夜晚》。'],
    ['years', 'It was in 2022.'],
    ['days and times', '2022年1月16日10时30分；on 16 January at 10:30, January 16, 2022-01-16, 12 am, the 21st.'],
    ['single digits', 'Of 7 boats 3 left.'],
    ['names with numbers', 'The A320 and Covid-19, in B52.'],
  ])('takes no notice of %s', (_, sentence) => expect(cites(sentence)).toEqual([]));

  test('reads the text of the link too, once', () => {
    expect(cites('See here.', '164 dead')).toEqual(['164']);
    expect(cites('See 164 dead.', '164 dead')).toEqual(['164']);
  });
});

describe('findQuotes', () => {
  const found = (sentence: string, archived: string, live: string) =>
    findQuotes([{ sentence, text: '' }], { mainText: archived }, { mainText: live, wholeText: live });

  test('tells where each quotation stands', () => {
    expect(
      found(
        'He counted 164, and “we were not asked at all”.',
        'There were 164. We were not asked: at all!',
        'There were 225.',
      ),
    ).toEqual([
      { text: 'we were not asked at all', archived: true, live: false },
      { text: '164', archived: true, live: false },
    ]);
  });

  test.each([
    ['numbers whatever their separators', 'Some 1,200 boats.', '1200 boats'],
    [
      'a passage with something left out',
      '“we were not asked … at all in those days”',
      'We were not asked by anybody at all in those days',
    ],
  ])('finds %s', (_, sentence, live) =>
    expect(found(sentence, '', live)[0]).toMatchObject({ archived: false, live: true }),
  );

  test('finds no number inside another one', () => {
    expect(found('Some 164 boats.', '', '1645 boats, 3.164 tons, 2,164 people')[0]).toMatchObject({ live: false });
  });
});
