import { foreignContent, type Token, Tokenizer, TokenizerMode } from 'parse5';

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
const rawContent: Readonly<Record<string, Tokenizer['state']>> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  noscript: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  textarea: TokenizerMode.RCDATA,
  title: TokenizerMode.RCDATA,
};
const foreignRoots: ReadonlySet<string> = new Set(['svg', 'math']);

/**
 * Tells what a page shows. Templates are not shown; SVG and MathML are left out, as their `title` and `style` are others.
 *
 * It reads the standard's tokens and builds no tree: 32 KiB of `<font id=1><p><font id=2><p>…` make a tree of 780 MB in 3 s
 * (each paragraph opens every font again), while the tokens of 256 KiB, whatever they are, take some 40 ms.
 */
export function visitPage(markup: string, visitor: PageVisitor): void {
  let raw: { readonly name: string; content: string } | undefined;
  /** How many elements deep in what is left out. */
  let templates = 0;
  let foreign = 0;

  const onStartTag = (token: Token.TagToken): void => {
    const { tagName: name, attrs, selfClosing } = token;
    if (foreign > 0 && foreignContent.causesExit(token)) foreign = 0;
    if (foreignRoots.has(name) && !selfClosing) foreign += 1;
    tokenizer.inForeignNode = foreign > 0;
    if (foreign > 0) return;
    if (name === 'template') templates += 1;
    const state = rawContent[name];
    if (state !== undefined) {
      tokenizer.state = state;
      raw = { name, content: '' };
    }
    if (templates === 0) visitor.element(name, (wanted) => attrs.find((attribute) => attribute.name === wanted)?.value);
  };

  const endRaw = (): void => {
    if (raw !== undefined && templates === 0) visitor.raw(raw.name, raw.content);
    raw = undefined;
  };

  const onEndTag = ({ tagName: name }: Token.TagToken): void => {
    endRaw();
    if (foreignRoots.has(name) && foreign > 0) foreign -= 1;
    tokenizer.inForeignNode = foreign > 0;
    if (name === 'template' && templates > 0) templates -= 1;
    if (templates === 0 && foreign === 0) visitor.end(name);
  };

  const onCharacter = ({ chars }: Token.CharacterToken): void => {
    if (raw !== undefined) raw.content += chars;
    else if (templates === 0 && foreign === 0) visitor.text(chars);
  };

  const ignore = (): void => {};
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag,
      onEndTag,
      onCharacter,
      onWhitespaceCharacter: onCharacter,
      onNullCharacter: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onEof: endRaw,
    },
  );
  tokenizer.write(markup, true);
}
