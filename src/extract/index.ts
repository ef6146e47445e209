import type { Definition, RootContent } from 'mdast';
import type { Extraction } from '../model/document.ts';
import type { Link } from '../model/link.ts';
import { addressOf } from './address-of.ts';
import { datedLines } from './dated-lines.ts';
import type { Passage } from './draft.ts';
import { readFrontMatter, type FrontMatter } from './front-matter.ts';
import { ignoredBy } from './ignores.ts';
import { guessLanguage } from './language.ts';
import { readPassage, type Surroundings } from './passage.ts';
import { blocksIn } from './pieces.ts';
import { placesIn } from './places.ts';
import { sentenceAround } from './sentence.ts';
import { isTemplate } from './templates.ts';

/** A passage and the headings above it, outermost first. */
interface Section {
  readonly passage: Passage;
  readonly heading: readonly string[];
  /** It is itself a heading of the first rank. */
  readonly isTitle?: true;
}

/** UTF-16 units of prose from which the language is guessed. */
const languageSample = 20_000;

/** The blocks of a document in their order, down to those that hold text. A work list, because nesting has no bound. */
const leavesOf = (blocks: readonly RootContent[]): readonly RootContent[] => {
  const leaves: RootContent[] = [];
  const work: RootContent[] = blocks.toReversed();
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    leaves.push(node);
    const holdsText = node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell';
    if ('children' in node && !holdsText) for (const child of node.children.toReversed()) work.push(child);
  }
  return leaves;
};

const definitionsIn = (blocks: readonly RootContent[]): ReadonlyMap<string, Definition> => {
  const definitions = blocks.filter((node) => node.type === 'definition');
  // Of several with one name the first counts (CommonMark §4.7), and the last that is put into a map stays.
  return new Map(definitions.toReversed().map((node) => [node.identifier, node]));
};

const frontMatterIn = (first: RootContent | undefined, source: string): FrontMatter => {
  // The tree's types know YAML alone.
  const type: string | undefined = first?.type;
  if (type !== 'yaml' && type !== 'toml') return { drafts: [] };
  const written = source.slice(0, first?.position?.end.offset);
  const start = /^.*(?:\r\n?|\n)/.exec(written)?.[0].length ?? 0;
  return readFrontMatter(type, written.slice(start).replace(/(?:---|\+\+\+)[ \t]*$/, ''), start);
};

const definitionPassage = (node: Definition): Passage => {
  const label = node.label ?? node.identifier;
  const text = `${label}: ${node.url}`;
  const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
  const drafts = [
    {
      kind: 'link',
      syntax: 'definition',
      href: node.url,
      start,
      end,
      address: addressOf(node),
      from: 0,
      to: text.length,
      text: label,
    },
  ] as const;
  return { text, drafts, comments: [], references: [] };
};

/** Reads the blocks that hold text, and keeps account of the headings above them. */
const readSections = (blocks: readonly RootContent[], surroundings: Surroundings): readonly Section[] => {
  const sections: Section[] = [];
  const definitions: { readonly node: Definition; readonly heading: readonly string[] }[] = [];
  let above: readonly { readonly depth: number; readonly text: string }[] = [];
  let heading: readonly string[] = [];
  for (const node of blocks) {
    if (node.type === 'paragraph' || node.type === 'tableCell')
      sections.push({ passage: readPassage(node.children, surroundings), heading });
    else if (node.type === 'html') sections.push({ passage: readPassage([node], surroundings), heading });
    else if (node.type === 'definition') definitions.push({ node, heading });
    else if (node.type === 'heading') {
      const { depth } = node;
      above = above.filter((other) => other.depth < depth);
      const passage = readPassage(node.children, surroundings);
      sections.push({ passage, heading: above.map(({ text }) => text), ...(depth === 1 ? { isTitle: true } : {}) });
      above = [...above, { depth, text: passage.text.replace(/\s+/gu, ' ').trim() }];
      heading = above.map(({ text }) => text);
    }
  }
  // Where the label is no word and the destination no web address, it is the comment that Markdown lacks: `[//]: # (note)`.
  const isComment = ({ label, url }: Definition): boolean =>
    !/[\p{L}\p{N}]/u.test(label ?? '') && !/^(?:https?:)?\/\//i.test(url);
  const used = new Set(sections.flatMap(({ passage }) => passage.references));
  const isUnused = (node: Definition): boolean =>
    surroundings.definitions.get(node.identifier) !== node || !used.has(node.identifier);
  return [
    ...sections,
    ...definitions
      .filter(({ node }) => isUnused(node) && !isComment(node))
      .map(({ node, heading }) => ({ passage: definitionPassage(node), heading })),
  ];
};

const titleOf = (sections: readonly Section[]): string | undefined => {
  const title = sections
    .find(({ isTitle }) => isTitle === true)
    ?.passage.text.replace(/\s+/gu, ' ')
    .trim();
  return title === '' ? undefined : title;
};

const sampleOf = (sections: readonly Section[]): string => {
  let sample = '';
  for (const { passage } of sections) {
    if (sample.length >= languageSample) break;
    sample += `${passage.text}\n`;
  }
  return sample.slice(0, languageSample);
};

/**
 * Takes out of a Markdown document everything that it cites or embeds, and what it says about itself. Pure; a document whose nesting
 * overflows the parser throws a `RangeError`, and one that is built to be slow must be bounded from outside.
 */
export const extract = (text: string): Extraction => {
  const places = placesIn(text);
  // The parser drops a byte order mark, and its offsets do not count it.
  const shift = text.startsWith('\uFEFF') ? 1 : 0;
  const source = text.slice(shift);
  const blocks = leavesOf(blocksIn(source));
  const frontMatter = frontMatterIn(blocks[0], source);
  const body = readSections(blocks, { source, definitions: definitionsIn(blocks) });

  const comments = body.flatMap(({ passage }) => passage.comments);
  const isIgnored = ignoredBy(
    comments.map((comment) => ({ ...comment, start: comment.start + shift, end: comment.end + shift })),
    places,
  );

  const frontPassages = frontMatter.drafts.map((draft): Section => {
    const value = `${draft.text ?? ''}: ${draft.href}`;
    return {
      passage: { text: value, drafts: [{ ...draft, to: value.length }], comments: [], references: [] },
      heading: [],
    };
  });
  const links = [...frontPassages, ...body].flatMap(({ passage, heading }) =>
    passage.drafts
      .filter(({ href }) => !isTemplate(href))
      .map(({ kind, syntax, href, start, end, address, from, to, text: shown }): Link => {
        return {
          kind,
          syntax,
          href,
          text: (shown ?? passage.text.slice(from, to)).replace(/\s+/gu, ' ').trim(),
          heading,
          sentence: sentenceAround(passage.text, from, to),
          place: places.between(start + shift, end + shift),
          ...(address === undefined
            ? {}
            : { address: { offset: address.offset + shift, endOffset: address.endOffset + shift } }),
          ...(isIgnored(start + shift) ? { ignored: true } : {}),
        };
      }),
  );

  const title = frontMatter.title ?? titleOf(body);
  const lines = datedLines(blocks, source);
  const updated = [frontMatter.updated ?? '', lines.updated ?? ''].toSorted().at(-1);
  const language = frontMatter.language ?? guessLanguage(sampleOf(body));
  return {
    ...(title === undefined ? {} : { title }),
    ...(frontMatter.date === undefined ? {} : { date: frontMatter.date }),
    ...(lines.dated === undefined ? {} : { datedLine: lines.dated }),
    ...(updated === '' || updated === undefined ? {} : { updated }),
    ...(language === undefined ? {} : { language }),
    links: links.toSorted((a, b) => a.place.offset - b.place.offset),
  };
};
