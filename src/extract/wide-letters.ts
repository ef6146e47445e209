/**
 * Letters of scripts that are written without spaces, and pictographs. Next to an address they may belong to it
 * (`https://example.org/新闻/1`) or be the prose that goes on (`https://example.org/a民众`), and no character says which.
 */
export const wideLetter =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{Extended_Pictographic}]|\u200D|\uFE0F/u;
const wideRun = new RegExp(`(?:${wideLetter.source})+`, 'uy');

/** Words that begin a clause and no name. The kana are particles only where no further kana makes a word of them. */
const clauseStart =
  /^(?:[的了是把被也都就还還但而或并並及與与等]|对此|對此|を|[はがでとのもにへ](?!\p{scx=Hiragana}))/u;
/** What full stops and commas tell: prose went on, and the run was its beginning. */
const clauseEnd = /^[，。、；：！？]/u;
const fileName =
  /^[^/?#]{0,120}\.(?:html?|php|aspx?|jsp|pdf|png|jpe?g|gif|webp|svg|mp[34]|docx?|xlsx?|pptx?|zip|txt|csv|epub)(?![a-z\d])/iu;

interface WideRun {
  /** The address up to the run, without its scheme. */
  readonly before: string;
  readonly run: string;
  /** From the run to where the address ends at the latest. */
  readonly tail: string;
  /** What stands there: white space, punctuation, nothing. */
  readonly next: string;
}

/** In a host: an international label belongs, a name that is complete before the run is followed by prose. */
const belongsToHost = ({ before, run, tail }: WideRun): boolean => {
  const host = before.replace(/^www\./i, '');
  const labels = host.split('.');
  const current = labels.at(-1) ?? '';
  if (/:\d*$/.test(host)) return false;
  if (labels.length === 1 || labels.some((label) => wideLetter.test(label))) return true;
  if (current !== '') return current.endsWith('-') || !/^[a-z]{2,6}$/i.test(current);
  return labels.length === 2 || /^[.:/]/.test(tail.slice(run.length));
};

const belongsAfterSlash = ({ before, run, tail, next }: WideRun): boolean => {
  if (clauseStart.test(run)) return false;
  if (/[/?#&=%_]|-[^\s-]|\.[a-z\d]{2,5}$/iu.test(tail.slice(run.length))) return true;
  // After a word (`/wiki/`, `/tag/`) a name is expected; after the bare host or a number the path may well have ended.
  const named = /\/[^/]*\p{L}[^/]*\/$/u.test(before);
  return clauseEnd.test(next) ? named && tail.length <= 12 : tail.length <= (named ? 60 : 20);
};

const belongsToPath = (wide: WideRun): boolean => {
  const { before, tail, run } = wide;
  switch (before.slice(-1)) {
    case '/':
      return belongsAfterSlash(wide);
    case '=':
    case '#':
    case '-':
    case '_':
    case '+':
    case '@':
    case '%':
    case '[':
      return true;
    case '(':
      return /[_/-]\($/.test(before) && tail[run.length] === ')';
    case ':':
      // `Category:` and its kin, in the addresses of wikis.
      return /(?:\/wiki\/|[?&]title=)\w+:$/.test(before);
    default:
      // Straight after a Latin word it is prose, but inside of a file's name or a dated folder.
      return fileName.test(tail) || /^\/[\w%]/.test(tail.slice(run.length)) || /^&\w+=/.test(tail.slice(run.length));
  }
};

/** Whether wide letters belong to the address that they touch. A judgement: every rule above is one sign. */
export const belongs = (wide: WideRun): boolean =>
  /[/?#]/.test(wide.before) ? belongsToPath(wide) : belongsToHost(wide);

/** The wide letters that stand together from `at` on. */
export const wideRunAt = (text: string, at: number): string => {
  wideRun.lastIndex = at;
  return wideRun.exec(text)?.[0] ?? '';
};
