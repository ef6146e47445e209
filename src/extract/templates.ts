/** An address that a template engine has yet to fill in: no address to look at, and none to call dead. */
export const isTemplate = (href: string): boolean => /\{\{|\{%(?![\da-f]{2})|\$\{|<%/i.test(href);

/** A stretch of text, its end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const between = (text: string, open: string, close: string): Stretch[] => {
  const found: Stretch[] = [];
  let start = text.indexOf(open);
  while (start !== -1) {
    const end = text.indexOf(close, start + open.length);
    if (end === -1) break;
    found.push({ start, end: end + close.length });
    start = text.indexOf(open, end + close.length);
  }
  return found;
};

/** Where `$…$` is mathematics by Pandoc's rule (no space inside the dollars, no digit after them) and holds a TeX command. */
const dollarMath = (text: string): Stretch[] => {
  const found: Stretch[] = [];
  let open: number | undefined;
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at + 1)) {
    const closes = open !== undefined && /\S/.test(text[at - 1] ?? ' ') && !/\d/.test(text[at + 1] ?? '');
    if (open !== undefined && closes) {
      if (text.slice(open, at).includes('\\')) found.push({ start: open, end: at + 1 });
      open = undefined;
    } else if (/\S/.test(text[at + 1] ?? ' ')) open = at;
  }
  return found;
};

/** The stretches of a passage whose text is not prose: template placeholders and inline mathematics. */
export const placeholders = (text: string): readonly Stretch[] => [
  ...between(text, '{{', '}}'),
  ...between(text, '{%', '%}'),
  ...dollarMath(text),
];
