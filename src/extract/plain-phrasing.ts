import type { Image, Link, Paragraph, Parent, PhrasingContent, Text } from 'mdast';
import { decodeString } from 'micromark-util-decode-string';
import { identifierOf, plainLabel, type References } from './plain-references.ts';

/** Where a node stands. Only offsets are told: nobody asks a tree of ours for lines and columns, `places.ts` counts them. */
export const placed = (start: number, end: number): NonNullable<Paragraph['position']> => ({
  start: { line: 0, column: 0, offset: start },
  end: { line: 0, column: 0, offset: end },
});

// What a character of text can't begin is left out, or let in where what follows rules it out.
const simple = String.raw`[^\0-\x1F\x7F\x60\\*_[\]<&~$!]*`;
const harmless = String.raw`(?:!(?!\[)|\$(?!\$)|&|\\[!-~]|(?<=[A-Za-z\d])_(?=[A-Za-z\d]))`;
const words = `${simple}(?:${harmless}${simple})*`;
/** A destination and perhaps a title, neither of which needs brackets, quotes or line ends to be told apart. */
export const plainResource = String.raw`([^\0-\x20\x7F<>()\\]+)(?: "([^"\\\0-\x1F]*)")?`;
const resource = String.raw`\(${plainResource}\)`;

const name = String.raw`[A-Za-z][A-Za-z\d]*`;
const attribute = String.raw` [A-Za-z-]+(?:="[^"<>\0-\x1F]*")?`;

const patterns = {
  words: new RegExp(words, 'y'),
  image: new RegExp(String.raw`!\[(?!\^)(${words})\]${resource}`, 'y'),
  resource: new RegExp(String.raw`\]${resource}`, 'y'),
  emphasis: /\*\*?(?!\*)/y,
  run: /[*]+|_+|~+|\x60+/y,
  code: new RegExp(String.raw`\x60(?![ \x60])([^\x60\0-\x1F]+)(?<! )\x60(?!\x60)`, 'y'),
  reference: new RegExp(String.raw`\]\[(${plainLabel})\]`, 'y'),
  label: /\[([^[\]]*)\]/y,
  brackets: new RegExp(String.raw`(?!\[[ x]\]\s)\[+${words}\]+(?![(\]])`, 'iy'),
  autolink: /<(https?:[^\0-\x20\x7F<>]*)>/y,
  tag: new RegExp(`</${name}>|<${name}(?:${attribute})* ?/?>`, 'y'),
};

const at = (pattern: RegExp, line: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from;
  return pattern.exec(line);
};

const decoded = (written: string): string => (/[&\\]/.test(written) ? decodeString(written) : written);

/** Adds text: it goes on in the node of the text before it. */
export const addText = (parent: Parent, written: string, start: number): void => {
  const before = parent.children.at(-1);
  const end = start + written.length;
  const value = decoded(written);
  if (before?.type === 'text' && before.position !== undefined) {
    before.value += value;
    before.position.end.offset = end;
  } else parent.children.push({ type: 'text', value, position: placed(start, end) });
};

/** As micromark classifies what is around an emphasis mark (CommonMark §6.2): by UTF-16 unit, and the end of a line is a space. */
const isSpace = (unit: string | undefined): boolean => unit === undefined || /\s/.test(unit);
const isSign = (unit: string | undefined): boolean => unit !== undefined && /[\p{P}\p{S}]/u.test(unit);
const flanks = (inner: string | undefined, outer: string | undefined): boolean =>
  !isSpace(inner) && (!isSign(inner) || isSpace(outer) || isSign(outer));

export const resourceOf = (url: string, title = ''): { readonly url: string; readonly title: string | null } => ({
  url: decoded(url),
  title: title === '' ? null : decoded(title),
});

/** As `parse.ts` has it kept: where the address stands in the node. */
export const addressIn = (from: number, written: string): { readonly data: NonNullable<(Image | Link)['data']> } => ({
  data: { address: { from, to: from + written.length } },
});

/** What is known of the block around a line. */
interface Around {
  readonly references: References;
  /** Where a sign stands in it for the last time. */
  readonly last: (sign: string) => number;
}

/** What is open around a place in a line. */
interface Within extends Around {
  readonly link?: true;
  readonly emphasis?: string;
}

/** Reads on to the end of the line, or to what closes the innermost of what is open; -1 where that takes a parser to tell. */
const readUpTo = (
  parent: Parent,
  line: string,
  start: number,
  offset: number,
  within: Within,
  closer: string,
): number => {
  let from = start;
  while (from < line.length) {
    const plain = at(patterns.words, line, from)?.[0] ?? '';
    if (plain !== '') {
      addText(parent, plain, from + offset);
      from += plain.length;
    } else if (closer !== '' && line.startsWith(closer, from)) return from;
    else {
      const end = readNode(parent, line, from, offset, within);
      if (end === -1) return -1;
      from = end;
    }
  }
  return closer === '' ? from : -1;
};

/** A mark that has no other after it in its block, and none before it that is open, marks nothing. */
const readLone = (parent: Parent, line: string, from: number, offset: number, within: Within): number => {
  const [run = ''] = at(patterns.run, line, from) ?? [];
  if (run === '' || (run[0] === '*' && within.emphasis !== undefined)) return -1;
  const end = from + run.length;
  if (within.last(run[0] ?? '') >= end + offset) return -1;
  addText(parent, run, from + offset);
  return end;
};

/** Brackets that are text: they refer to nothing, neither by themselves nor by a label behind them. */
const referringToNothing = (line: string, from: number, { references }: Within): string | undefined => {
  const [brackets] = at(patterns.brackets, line, from) ?? [];
  if (brackets === undefined || references.mayBe(brackets.replace(/^\[+|\]+$/g, ''))) return undefined;
  const label = at(patterns.label, line, from + brackets.length)?.[1];
  return label !== undefined && references.mayBe(label) ? undefined : brackets;
};

/** The label that follows a bracket, if it is defined for certain. */
const labelAt = (line: string, bracket: number, { references }: Within): string | undefined => {
  const label = at(patterns.reference, line, bracket)?.[1];
  return label !== undefined && references.isDefined(label) ? label : undefined;
};

const readNode = (parent: Parent, line: string, from: number, offset: number, within: Within): number => {
  const end = readMarked(parent, line, from, offset, within);
  return end === -1 ? readLone(parent, line, from, offset, within) : end;
};

const readMarked = (parent: Parent, line: string, from: number, offset: number, within: Within): number => {
  const add = (node: PhrasingContent, end: number): number => {
    node.position = placed(from + offset, end + offset);
    parent.children.push(node);
    return end;
  };
  switch (line.charAt(from)) {
    case '!': {
      const match = at(patterns.image, line, from);
      if (match === null) return -1;
      const [whole, alt = '', url = '', title] = match;
      const address = addressIn(whole.lastIndexOf(`](${url}`) + 2, url);
      return add({ type: 'image', ...resourceOf(url, title), alt: decoded(alt), ...address }, from + whole.length);
    }
    case '[': {
      const text = referringToNothing(line, from, within);
      if (text !== undefined) {
        addText(parent, text, from + offset);
        return from + text.length;
      }
      if (within.link === true || line[from + 1] === '^') return -1;
      const children: PhrasingContent[] = [];
      const end = readUpTo({ type: 'paragraph', children }, line, from + 1, offset, { ...within, link: true }, ']');
      if (end === -1) return -1;
      const label = labelAt(line, end, within);
      if (label !== undefined) {
        const named = { identifier: identifierOf(label), label, referenceType: 'full' } as const;
        return add({ type: 'linkReference', ...named, children }, end + label.length + '][]'.length);
      }
      const match = at(patterns.resource, line, end);
      if (match === null) return -1;
      const [whole, url = '', title] = match;
      const address = addressIn(end + 2 - from, url);
      return add({ type: 'link', ...resourceOf(url, title), children, ...address }, end + whole.length);
    }
    case '*': {
      const mark = at(patterns.emphasis, line, from)?.[0] ?? '';
      const open = from + mark.length;
      if (mark === '' || within.emphasis !== undefined || !flanks(line[open], line[from - 1])) return -1;
      const children: PhrasingContent[] = [];
      const end = readUpTo({ type: 'paragraph', children }, line, open, offset, { ...within, emphasis: mark }, mark);
      const close = end + mark.length;
      if (end === -1 || end === open || line[close] === '*' || !flanks(line[end - 1], line[close])) return -1;
      return add({ type: mark === '*' ? 'emphasis' : 'strong', children }, close);
    }
    case '`': {
      const match = at(patterns.code, line, from);
      if (match === null) return -1;
      const [whole, value = ''] = match;
      return add({ type: 'inlineCode', value }, from + whole.length);
    }
    case '<': {
      const tag = from === 0 ? null : at(patterns.tag, line, from);
      if (tag !== null) return add({ type: 'html', value: tag[0] }, from + tag[0].length);
      const match = within.link === true ? null : at(patterns.autolink, line, from);
      if (match === null) return -1;
      const [whole, url = ''] = match;
      const text: Text = {
        type: 'text',
        value: url,
        position: placed(from + 1 + offset, from + 1 + url.length + offset),
      };
      return add({ type: 'link', title: null, url, children: [text] }, from + whole.length);
    }
    default:
      return -1;
  }
};

/**
 * Reads a line of a block into it, after what came before it. `false` where it takes a parser to tell what it means; `offset` is
 * where the line begins in the source.
 */
export const readPhrasing = (parent: Parent, line: string, offset: number, around: Around): boolean =>
  readUpTo(parent, line, 0, offset, around, '') !== -1;

/** The same for a block that has no other line. */
export const readLine = (parent: Parent, line: string, offset: number, references: References): boolean =>
  readPhrasing(parent, line, offset, { references, last: (sign) => line.lastIndexOf(sign) + offset });
