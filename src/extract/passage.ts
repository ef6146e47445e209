import type { Definition, Html, Link, LinkReference, Nodes, PhrasingContent } from 'mdast';
import type { LinkSyntax, Span } from '../model/link.ts';
import { addressOf } from './address-of.ts';
import type { Comment, Draft, Passage } from './draft.ts';
import { htmlOffsets } from './html-offsets.ts';
import { readHtml } from './html.ts';
import { scriptOf } from './script.ts';
import type { Stretch } from './templates.ts';

/** What a passage needs to know of its document. */
export interface Surroundings {
  readonly source: string;
  /** By identifier; of several, the first counts. */
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** An element that is open: which drafts it made, and where its content begins in the scanned text. */
interface OpenElement {
  readonly name: 'a' | 'code' | 'pre';
  readonly cites: readonly number[];
  readonly scanned: number;
}

/** Elements that stand for themselves, so that no sentence runs across them. */
const blocks =
  /^(?:address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/;

const startOf = (node: Nodes): number => node.position?.start.offset ?? 0;
const endOf = (node: Nodes): number => node.position?.end.offset ?? 0;

/** Of an address that stands in the text as it is; a mail address stands there without its scheme. */
const spanOf = (href: string, offset: number, endOffset: number): Span | undefined =>
  /^(?:mailto|xmpp):/i.test(href) ? undefined : { offset, endOffset };

/** Reads the inline content of one block: its plain text, its links in every syntax, and its comments. */
export const readPassage = (content: readonly (PhrasingContent | Html)[], surroundings: Surroundings): Passage => {
  const { source, definitions } = surroundings;
  const script = scriptOf(source);
  const drafts: Draft[] = [];
  const comments: Comment[] = [];
  const references: string[] = [];
  const silent: Stretch[] = [];
  const elements: OpenElement[] = [];
  /** Links that are open; in them nothing is scanned, because links hold no links (CommonMark §6.3). */
  let links = 0;

  const closeElement = (name: string): void => {
    const at = elements.findLastIndex((element) => element.name === name);
    if (at === -1) return;
    const [element] = elements.splice(at, 1);
    if (element === undefined) return;
    silent.push({ start: element.scanned, end: script.scanned });
    for (const index of element.cites) {
      const draft = drafts[index];
      if (draft !== undefined) drafts[index] = { ...draft, to: script.length };
    }
  };

  /** Where a stretch of HTML stands in the source, if it stands there in one piece. */
  const placed = ({ offset, endOffset }: Span, value: string, offsetOf: (at: number) => number): Span | undefined => {
    const span = { offset: offsetOf(offset), endOffset: offsetOf(endOffset) };
    return source.slice(span.offset, span.endOffset) === value.slice(offset, endOffset) ? span : undefined;
  };

  const html = (node: Html): void => {
    const offsetOf = htmlOffsets(node.value, source, startOf(node), endOf(node));
    for (const event of readHtml(node.value)) {
      switch (event.type) {
        case 'open': {
          const { name, addresses, label } = event;
          if (name === 'a') closeElement('a');
          if (blocks.test(name)) script.shown('\n');
          const first = drafts.length;
          const from = script.length;
          if (label !== '') script.shown(label);
          drafts.push(
            ...addresses.map(({ kind, href, start, end, address }): Draft => {
              return {
                kind,
                syntax: 'html',
                href,
                start: offsetOf(start),
                end: offsetOf(end),
                address: address && placed(address, node.value, offsetOf),
                from,
                to: script.length,
              };
            }),
          );
          if (name === 'a' || name === 'code' || name === 'pre')
            elements.push({ name, cites: addresses.map((_, index) => first + index), scanned: script.scanned });
          break;
        }
        case 'close':
          closeElement(event.name);
          if (blocks.test(event.name)) script.shown('\n');
          break;
        case 'text':
          script.shown(event.value);
          break;
        case 'comment':
          comments.push({ value: event.value, start: offsetOf(event.start), end: offsetOf(event.end) });
          break;
        default:
          return event satisfies never;
      }
    }
  };

  const image = (node: Nodes, syntax: LinkSyntax, href: string, address: Span | undefined, alt: string): void => {
    const [start, end, from] = [startOf(node), endOf(node), script.length];
    script.shown(alt);
    drafts.push({ kind: 'image', syntax, href, start, end, address, from, to: script.length });
  };

  // A work list and not recursion: how deep an author nests is not ours to bound. A function closes what a node opened.
  const work: (PhrasingContent | Html | (() => void))[] = content.toReversed();
  const link = (node: Link | LinkReference, syntax: LinkSyntax, href: string, address: Span | undefined): void => {
    const index = drafts.length;
    const from = script.length;
    script.shown('');
    links++;
    drafts.push({ kind: 'link', syntax, href, start: startOf(node), end: endOf(node), address, from, to: from });
    work.push(
      () => {
        links--;
        const draft = drafts[index];
        if (draft !== undefined) drafts[index] = { ...draft, to: script.length };
      },
      ...node.children.toReversed(),
    );
  };

  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (typeof node === 'function') {
      node();
      continue;
    }
    switch (node.type) {
      case 'text':
        if (links > 0) script.shown(node.value.replace(/\s*\n/g, ' '));
        else script.prose(startOf(node), endOf(node));
        break;
      case 'emphasis':
      case 'strong':
      case 'delete': {
        const [first, last] = [node.children[0], node.children.at(-1)];
        if (first === undefined || last === undefined) break;
        const { start, end } = { start: endOf(last), end: endOf(node) };
        if (links === 0) {
          script.open(startOf(node), startOf(first));
          work.push(() => script.close(start, end));
        }
        work.push(...node.children.toReversed());
        break;
      }
      case 'link':
        if (source.startsWith('<', startOf(node)))
          link(node, 'autolink', node.url, spanOf(node.url, startOf(node) + 1, endOf(node) - 1));
        else link(node, 'inline', node.url, addressOf(node));
        break;
      case 'linkReference': {
        references.push(node.identifier);
        const definition = definitions.get(node.identifier);
        link(node, 'reference', definition?.url ?? '', addressOf(definition));
        break;
      }
      case 'image':
        image(node, 'inline', node.url, addressOf(node), node.alt ?? '');
        break;
      case 'imageReference': {
        references.push(node.identifier);
        const definition = definitions.get(node.identifier);
        image(node, 'reference', definition?.url ?? '', addressOf(definition), node.alt ?? '');
        break;
      }
      case 'html':
        html(node);
        break;
      case 'break':
        script.shown('\n');
        break;
      case 'inlineCode':
      case 'inlineMath':
        script.shown(node.value);
        break;
      case 'footnoteReference':
        script.shown('');
        break;
      default:
        return node satisfies never;
    }
  }

  const bare = script.urls(silent).map(({ href, start, end, from, to }): Draft => {
    return { kind: 'link', syntax: 'bare', href, start, end, address: spanOf(href, start, end), from, to };
  });
  return { text: script.text(), drafts: [...drafts, ...bare], comments, references };
};
