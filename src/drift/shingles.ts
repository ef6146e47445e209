/** Scripts that part no words by spaces, and Korean, whose words change their ends: each letter counts by itself. */
const unparted =
  'ー\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const letter = new RegExp(`^[${unparted}]`, 'u');
const atom = new RegExp(`[${unparted}]|(?:(?![${unparted}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/** Letters and words in a shingle: two unrelated articles share a fifth of their pairs of letters, and hardly any four in a row. */
const lettersInShingle = 4;
const lettersInShortShingle = 3;
const wordsInShingle = 3;
/** UTF-16 units: in a text as short as this, one edit would cut most of the longer runs. */
const shortText = 200;

/** What a text is compared by: its words, and in scripts that part none its letters, with case, width and punctuation gone. */
export const atomsOf = (text: string): readonly string[] => text.normalize('NFKC').toLowerCase().match(atom) ?? [];

/** Is a text so short that it is compared by shorter pieces? Both texts of a comparison are. */
export const isShort = (text: string): boolean => text.length < shortText;

/**
 * Cuts a text into overlapping pieces: runs of four letters, or three in a short text, where words are not parted, of three words
 * elsewhere. Where scripts meet, the one that a piece begins with decides: `2022年1月5日` is six atoms, and cut like letters.
 */
export function shinglesOf(text: string, short: boolean): ReadonlySet<string> {
  const atoms = atomsOf(text);
  const letters = short ? lettersInShortShingle : lettersInShingle;
  const shingles = new Set<string>();
  atoms.forEach((first, index) => {
    const length = letter.test(first) ? letters : wordsInShingle;
    if (index + length <= atoms.length) shingles.add(atoms.slice(index, index + length).join(' '));
  });
  return shingles;
}
