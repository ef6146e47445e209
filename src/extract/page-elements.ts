import { foreignContent, html, type Token, Tokenizer, TokenizerMode } from 'parse5';
import { type MarkupHandler, type RawContent, readPlainMarkup, type StartTag } from './plain-markup.ts';

/** What is told of a page, in its order. */
export interface PageVisitor {
  /** An element begins; `attribute` gives the value of one of its attributes. */
  element(name: string, attribute: (name: string) => string | undefined): void;
  end(name: string): void;
  /** Text that a reader sees, in pieces. */
  text(chars: string): void;
  /** The whole content of an element whose content is no markup: a title, a script… */
  raw(name: string, content: string): void;
}

/** Elements whose content is no markup, where scripts run as in a reader's browser (HTML Living Standard §13.2.6.2, §13.2.6.4). */
const rawContent: ReadonlyMap<string, RawContent> = new Map([
  ['script', 'script'],
  ['style', 'verbatim'],
  ['noscript', 'verbatim'],
  ['xmp', 'verbatim'],
  ['iframe', 'verbatim'],
  ['noembed', 'verbatim'],
  ['noframes', 'verbatim'],
  ['textarea', 'resolved'],
  ['title', 'resolved'],
]);
const states = {
  script: TokenizerMode.SCRIPT_DATA,
  verbatim: TokenizerMode.RAWTEXT,
  resolved: TokenizerMode.RCDATA,
} as const satisfies Record<RawContent, Tokenizer['state']>;
const foreignRoots: ReadonlySet<string> = new Set(['svg', 'math']);

/**
 * Tells what a page shows. Templates are not shown; SVG and MathML are left out, as their `title` and `style` are others.
 *
 * It reads the standard's tokens and builds no tree: 32 KiB of `<font id=1><p><font id=2><p>…` make a tree of 780 MB in 3 s
 * (each paragraph opens every font again), while the tokens of 256 KiB, whatever they are, take some 40 ms.
 */
export function visitPage(markup: string, visitor: PageVisitor): void {
  const { handler, rawContentOf, isForeign, finish } = shownTo(visitor);
  const normal = markup.includes('\r') ? markup.replaceAll(/\r\n?/gu, '\n') : markup;
  // What becomes of U+0000 depends on where it stands.
  const plain = normal.includes('\0') ? 0 : readPlainMarkup(normal, { handler, rawContentOf, attributesOf });
  if (plain === normal.length) return;
  const tokenizer = tokenizerFor({
    start(tag) {
      const read = rawContentOf(tag.name);
      if (read !== undefined) tokenizer.state = states[read];
      handler.start(tag);
      tokenizer.inForeignNode = isForeign();
    },
    end(name) {
      handler.end(name);
      tokenizer.inForeignNode = isForeign();
    },
    text: handler.text,
  });
  tokenizer.inForeignNode = isForeign();
  tokenizer.write(normal.slice(plain), true);
  finish();
}

/** Tells a visitor of the tokens that show something. */
function shownTo(visitor: PageVisitor) {
  let raw: { readonly name: string; content: string } | undefined;
  /** How many elements deep in what is left out. */
  let templates = 0;
  let foreign = 0;

  const rawContentOf = (name: string): RawContent | undefined => (foreign > 0 ? undefined : rawContent.get(name));
  const finish = (): void => {
    if (raw !== undefined && templates === 0) visitor.raw(raw.name, raw.content);
    raw = undefined;
  };
  const handler: MarkupHandler = {
    start(tag) {
      const { name, attribute } = tag;
      if (foreign > 0 && leavesForeign(tag)) foreign = 0;
      if (foreignRoots.has(name) && !tag.isSelfClosing()) foreign += 1;
      if (foreign > 0) return;
      if (name === 'template') templates += 1;
      if (rawContentOf(name) !== undefined) raw = { name, content: '' };
      if (templates === 0) visitor.element(name, attribute);
    },
    end(name) {
      finish();
      if (foreignRoots.has(name) && foreign > 0) foreign -= 1;
      if (name === 'template' && templates > 0) templates -= 1;
      if (templates === 0 && foreign === 0) visitor.end(name);
    },
    text(chars) {
      if (raw !== undefined) raw.content += chars;
      else if (templates === 0 && foreign === 0) visitor.text(chars);
    },
  };
  return { handler, rawContentOf, isForeign: () => foreign > 0, finish };
}

/** Of a `font` it depends on these attributes (§13.2.6.5). */
const fontAttributes = ['color', 'face', 'size'];

function leavesForeign({ name, attribute }: StartTag): boolean {
  const attrs = name === 'font' ? fontAttributes.filter((wanted) => attribute(wanted) !== undefined) : [];
  const tag = { tagID: html.getTagID(name), attrs: attrs.map((written) => ({ name: written, value: '' })) };
  return foreignContent.causesExit(tag as Token.TagToken);
}

function attributesOf(tag: string): StartTag['attribute'] {
  let read: StartTag['attribute'] = () => undefined;
  const start = ({ attribute }: StartTag): void => {
    read = attribute;
  };
  tokenizerFor({ start, end() {}, text() {} }).write(tag, true);
  return read;
}

function tokenizerFor({ start, end, text }: MarkupHandler): Tokenizer {
  const ignore = (): void => {};
  const onCharacter = ({ chars }: Token.CharacterToken): void => text(chars);
  return new Tokenizer(
    {},
    {
      onStartTag: ({ tagName, selfClosing, attrs }) =>
        start({
          name: tagName,
          isSelfClosing: () => selfClosing,
          attribute: (wanted) => attrs.find(({ name }) => name === wanted)?.value,
        }),
      onEndTag: ({ tagName }) => end(tagName),
      onCharacter,
      onWhitespaceCharacter: onCharacter,
      onNullCharacter: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onEof: ignore,
    },
  );
}
