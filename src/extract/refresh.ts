/** Where a page or a `Refresh` header sends its reader, and after how long. */
export interface Refresh {
  readonly seconds: number;
  /** As written; empty where the page only reloads itself. */
  readonly address: string;
}

/** Reads the value of a refresh: HTML Living Standard §4.2.5.3, “shared declarative refresh steps” 1 to 12. */
export function readRefresh(value: string): Refresh | undefined {
  const time = /^\s*(?:(\d+)[\d.]*|\.[\d.]*)/u.exec(value);
  if (time === null) return undefined;
  const seconds = Number(time[1] ?? 0);
  const rest = value.slice(time[0].length);
  if (rest === '') return { seconds, address: '' };
  if (!/^[;,\s]/u.test(rest)) return undefined;
  const written = rest.replace(/^\s*[;,]?\s*/u, '');
  const [, quote = '', address = written] =
    /^url\s*=\s*(["']?)(.*)$/isu.exec(written) ?? /^(["'])(.*)$/su.exec(written) ?? [];
  return { seconds, address: (quote === '' ? address : (address.split(quote, 1)[0] ?? '')).trim() };
}
