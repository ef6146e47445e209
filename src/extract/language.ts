const counted = {
  han: /\p{Script=Han}+/gu,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
  hangul: /\p{Script=Hangul}+/gu,
  latin: /\p{Script=Latin}+/gu,
} as const;

/** English by its commonest words, of which every sixth word of a text is one. */
const isEnglish = (text: string): boolean => {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const common = words.filter((word) => /^(?:the|of|and|to|in|is|that|for|it|with|as|was|on|are|this)$/.test(word));
  return words.length >= 5 && common.length * 8 >= words.length;
};

/** Guesses the language of prose from its script, for `Accept-Language`; `undefined` where the script does not tell. */
export const guessLanguage = (prose: string): string | undefined => {
  // The other scripts begin far above, and the marks of printers stand between their ranges.
  if (!/[\u1100-\u1FFF\u2E80-\uFFFF]/.test(prose)) return isEnglish(prose) ? 'en' : undefined;
  // What was counted is taken out: of most texts little is left then to be counted.
  let rest = prose;
  const count = (script: RegExp): number => {
    const before = rest.length;
    rest = rest.replace(script, '');
    return before - rest.length;
  };
  const han = count(counted.han);
  const kana = count(counted.kana);
  const hangul = count(counted.hangul);
  // A Latin word has some five letters where these scripts have one or two: names and addresses must not outvote the text.
  const latin = count(counted.latin) / 5;
  if (hangul > han + kana && hangul > latin) return 'ko';
  if (kana * 10 > han + kana && han + kana > latin) return 'ja';
  if (han > latin) return 'zh';
  return isEnglish(prose) ? 'en' : undefined;
};
