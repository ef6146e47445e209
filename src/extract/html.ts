import { type Token, Tokenizer, TokenizerMode } from 'parse5';
import type { LinkKind, Span } from '../model/link.ts';

/** An address in an attribute; offsets count in the HTML. */
interface HtmlAddress {
  readonly kind: LinkKind;
  readonly href: string;
  readonly start: number;
  readonly end: number;
  /** Where the address itself stands, with its character references. */
  readonly address?: Span | undefined;
}

/** What a piece of HTML says, in its order; offsets count in the HTML, ends are exclusive. */
export type HtmlEvent =
  | { readonly type: 'open'; readonly name: string; readonly addresses: readonly HtmlAddress[]; readonly label: string }
  | { readonly type: 'close'; readonly name: string }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'comment'; readonly value: string; readonly start: number; readonly end: number };

/** The attributes that cite or embed something. `source` depends on what it is in, `srcset` is taken apart. */
const citing: Readonly<Record<string, Readonly<Record<string, LinkKind>>>> = {
  a: { href: 'link' },
  area: { href: 'link' },
  img: { src: 'image', srcset: 'image' },
  source: { src: 'media', srcset: 'image' },
  video: { src: 'media', poster: 'image' },
  audio: { src: 'media' },
  iframe: { src: 'frame' },
  frame: { src: 'frame' },
  embed: { src: 'media' },
  object: { data: 'media' },
};

/** Elements whose content is no markup (HTML Living Standard §13.2.5 and "rules for parsing tokens in foreign content"). */
const rawContent: Readonly<Record<string, Tokenizer['state']>> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  textarea: TokenizerMode.RCDATA,
  title: TokenizerMode.RCDATA,
};
const silent = new Set(Object.keys(rawContent));

/** An address in the value of an attribute, and where it begins in it. */
interface Written {
  readonly href: string;
  readonly start: number;
}

/** The one address of any other attribute: white space around it is none of it. */
const singleAddress = (value: string): readonly Written[] => [
  { href: value.trim(), start: value.length - value.trimStart().length },
];

/** The addresses of a `srcset`: HTML Living Standard §4.8.4.2.1, "parse a srcset attribute", without the descriptors' meaning. */
const srcsetAddresses = (value: string): readonly Written[] => {
  const found: Written[] = [];
  const address = /[\s,]*(\S+)/y;
  const descriptors = /(?:[^,(]|\([^)]*(?:\)|$))*,?/y;
  for (let match = address.exec(value); match !== null; match = address.exec(value)) {
    const written = match[1] ?? '';
    const bare = written.replace(/,+$/, '');
    if (bare !== '') found.push({ href: bare, start: address.lastIndex - written.length });
    if (bare === written) {
      descriptors.lastIndex = address.lastIndex;
      descriptors.exec(value);
      address.lastIndex = descriptors.lastIndex;
    }
  }
  return found;
};

/** What stands before the value of an attribute, and the value as it is written. */
const writtenAttribute = /^([^\s=]+\s*=\s*["']?)([^]*?)["']?$/;

const addressesOf = ({ tagName, attrs, location }: Token.TagToken, html: string): readonly HtmlAddress[] =>
  attrs.flatMap(({ name, value }) => {
    const kind = citing[tagName]?.[name];
    const place = location?.attrs?.[name];
    if (kind === undefined || place === undefined) return [];
    const [start, end] = [place.startOffset, place.endOffset];
    const taken = name === 'srcset' ? srcsetAddresses : singleAddress;
    const addresses = taken(value);
    const [, before = '', raw = ''] = writtenAttribute.exec(html.slice(start, end)) ?? [];
    const spans = taken(raw).map((written): Span => {
      const offset = start + before.length + written.start;
      return { offset, endOffset: offset + written.href.length };
    });
    // Where character references stand for what parts them, nobody can tell them apart.
    const isClear = spans.length === addresses.length;
    return addresses.map(({ href }, index) => ({
      kind,
      href,
      start,
      end,
      address: isClear ? spans[index] : undefined,
    }));
  });

/**
 * Reads a piece of HTML by the standard's tokenizer. No tree is built: Markdown hands HTML over in pieces whose ends are elsewhere,
 * and nothing that an author left open may swallow the links after it.
 */
export const readHtml = (html: string): readonly HtmlEvent[] => {
  const events: HtmlEvent[] = [];
  let silence: string | undefined;
  const text = ({ chars }: Token.CharacterToken): void => {
    if (silence === undefined) events.push({ type: 'text', value: chars });
  };
  const lower = html.toLowerCase();
  const lastEnd = new Map([...silent].map((name) => [name, lower.lastIndexOf(`</${name}`)]));

  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag: (token) => {
        const { tagName: name, attrs, location } = token;
        const label = attrs.find((attr) => attr.name === (name === 'iframe' ? 'title' : 'alt'))?.value ?? '';
        events.push({ type: 'open', name, addresses: addressesOf(token, html), label });
        if ((lastEnd.get(name) ?? -1) < (location?.endOffset ?? 0)) return;
        silence = name;
        tokenizer.state = rawContent[name] ?? tokenizer.state;
        tokenizer.lastStartTagName = name;
      },
      onEndTag: ({ tagName: name }) => {
        silence = undefined;
        events.push({ type: 'close', name });
      },
      onComment: ({ data, location }) => {
        events.push({
          type: 'comment',
          value: data,
          start: location?.startOffset ?? 0,
          end: location?.endOffset ?? html.length,
        });
      },
      onCharacter: text,
      onWhitespaceCharacter: text,
      onNullCharacter: () => undefined,
      onDoctype: () => undefined,
      onEof: () => undefined,
    },
  );
  tokenizer.write(html, true);
  return events;
};
