/** Each at the place of its value. */
const digits = '〇一二三四五六七八九';
const tens: Readonly<Record<string, number>> = { 十: 10, 廿: 20, 卅: 30 };
const alike: Readonly<Record<string, string>> = { '○': '〇', 零: '〇', 元: '一', 正: '一' };

/**
 * Reads a number of a date as Chinese and Japanese write it: `二〇二二` digit by digit, `三十一`, `廿六`, `一百一十一`, `元`
 * (the first year of an era), or in digits. Gives decimal digits; `undefined` for what is none.
 */
export const hanNumber = (written: string): string | undefined => {
  if (/^\d+$/.test(written)) return written;
  const text = written.replace(/[○零元正]/g, (sign) => alike[sign] ?? sign);
  if (/^[〇一二三四五六七八九]+$/.test(text)) return text.replace(/./g, (digit) => String(digits.indexOf(digit)));
  const parts = /^(?:([一二三四五六七八九]?)百〇?)?(?:([一二三四五六七八九]?)([十廿卅]))?([一二三四五六七八九]?)$/.exec(
    text,
  );
  if (parts === null) return undefined;
  const [, hundreds, times = '', ten = '', ones = ''] = parts;
  return String(
    100 * (hundreds === undefined ? 0 : valueOf(hundreds, 1)) + (tens[ten] ?? 0) * valueOf(times, 1) + valueOf(ones, 0),
  );
};

const valueOf = (digit: string, otherwise: number): number => (digit === '' ? otherwise : digits.indexOf(digit));
