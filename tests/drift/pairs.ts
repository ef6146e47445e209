import type { DriftBand } from '../../src/model/drift.ts';
import { among, type Chance, chanceOf, oneOf, places } from './chance.ts';
import { type Article, designs, frontPage, furnish, notFoundPage, parkedPage } from './designs.ts';
import { type Prose, proseOf } from './prose.ts';

/** Two versions of what one address served, and how far they are known to be apart. */
export interface Pair {
  readonly language: 'en' | 'zh';
  readonly band: DriftBand;
  /** What was done to the first version. */
  readonly edit: string;
  readonly archived: string;
  readonly live: string;
}

interface Edit {
  readonly band: DriftBand;
  readonly name: string;
  readonly make: (was: Article, prose: Prose, chance: Chance, other: Prose) => Article | string;
  /** The layout changes as well: `false` never, `true` always, else sometimes. */
  readonly redesigned?: boolean;
  /** Comments that were not there. */
  readonly comments?: number;
}

const same = (was: Article): Article => was;
const another = (_: Article, __: Prose, chance: Chance, other: Prose): Article => articleOf(other, chance);

const edits: readonly Edit[] = [
  { band: 'stable', name: 'other boxes around it', make: same, redesigned: false },
  { band: 'stable', name: 'a new design', make: same, redesigned: true },
  { band: 'stable', name: 'comments', make: same, redesigned: false, comments: 12 },
  { band: 'stable', name: 'a new design and comments', make: same, redesigned: true, comments: 8 },
  { band: 'stable', name: 'one word', make: withOneWord, redesigned: false },
  {
    band: 'edited',
    name: 'a tenth of the sentences',
    make: (was, prose, chance) => rewritten(was, 0.1, prose, chance),
  },
  {
    band: 'edited',
    name: 'a fifth of the sentences',
    make: (was, prose, chance) => rewritten(was, 0.2, prose, chance),
  },
  {
    band: 'edited',
    name: 'an update at its head',
    make: (was, prose, chance) => ({ ...was, paragraphs: [...more(2, prose, chance), ...was.paragraphs] }),
  },
  {
    band: 'edited',
    name: 'a new headline and some sentences',
    make: (was, prose, chance) => ({ ...rewritten(was, 0.1, prose, chance), title: prose.title(chance) }),
  },
  { band: 'edited', name: 'its last quarter taken out', make: (was) => shortened(was, 0.75) },
  { band: 'changed', name: 'half of the sentences', make: (was, prose, chance) => rewritten(was, 0.5, prose, chance) },
  {
    band: 'changed',
    name: 'two thirds of the sentences',
    make: (was, prose, chance) => rewritten(was, 0.66, prose, chance),
  },
  {
    band: 'changed',
    name: 'half of the sentences and the headline',
    make: (was, prose, chance) => ({ ...rewritten(was, 0.5, prose, chance), title: prose.title(chance) }),
  },
  {
    band: 'changed',
    name: 'half taken out, as much put in',
    make: (was, prose, chance) => ({
      ...was,
      paragraphs: [...shortened(was, 0.5).paragraphs, ...more(3, prose, chance)],
    }),
  },
  { band: 'changed', name: 'its first third left', make: (was) => shortened(was, 0.3) },
  { band: 'changed', name: 'its first paragraph left, before a paywall', make: (was) => shortened(was, 0) },
  { band: 'replaced', name: 'another article', make: another },
  { band: 'replaced', name: 'another article in a new design', make: another, redesigned: true },
  {
    band: 'replaced',
    name: 'a list of headlines',
    make: (_, __, chance, other) => frontPage(furnish(other, chance, 0), other, chance),
  },
  {
    band: 'replaced',
    name: 'a page that says not found',
    make: (_, prose, chance) => notFoundPage(furnish(prose, chance, 0), prose, chance),
  },
  { band: 'replaced', name: 'a parked domain', make: (_, prose) => parkedPage(prose) },
];

/** Makes `rounds` pairs of each edit and language, the same for the same seed. */
export function pairsOf(seed: number, rounds: number): readonly Pair[] {
  const chance = chanceOf(seed);
  return Array.from({ length: rounds }).flatMap(() =>
    (['en', 'zh'] as const).flatMap((language) => edits.map((edit) => pairOf(edit, language, chance))),
  );
}

function pairOf({ band, name, make, redesigned, comments = 0 }: Edit, language: 'en' | 'zh', chance: Chance): Pair {
  const prose = proseOf(language, chance);
  const other = proseOf(language, chance);
  const was = articleOf(prose, chance);
  const design = oneOf(chance, designs);
  const others = designs.filter((one) => one !== design);
  const next = (redesigned ?? chance() < 0.3) ? oneOf(chance, others) : design;
  const is = make(was, prose, chance, other);
  return {
    language,
    band,
    edit: name,
    archived: design(was, furnish(other, chance, 0), prose),
    live: typeof is === 'string' ? is : next(is, furnish(other, chance, comments), prose),
  };
}

const articleOf = (prose: Prose, chance: Chance): Article => ({
  title: prose.title(chance),
  paragraphs: more(among(chance, 4, 14), prose, chance),
});

const more = (count: number, { sentence }: Prose, chance: Chance): Article['paragraphs'] =>
  Array.from({ length: count }, () => Array.from({ length: among(chance, 2, 4) }, () => sentence(chance)));

/** That share of the sentences says something else. */
function rewritten(was: Article, share: number, { sentence }: Prose, chance: Chance): Article {
  const count = was.paragraphs.flat().length;
  const others = places(chance, Math.max(1, Math.round(share * count)), count);
  let place = 0;
  return {
    ...was,
    paragraphs: was.paragraphs.map((texts) => texts.map((text) => (others.has(place++) ? sentence(chance) : text))),
  };
}

const shortened = (was: Article, share: number): Article => ({
  ...was,
  paragraphs: was.paragraphs.slice(0, Math.max(1, Math.round(share * was.paragraphs.length))),
});

/** A correction: the first number, or the first sentence's last word. */
function withOneWord(was: Article): Article {
  const [[first = '', ...others] = [], ...rest] = was.paragraphs;
  const corrected = /\d/u.test(first) ? first.replace(/\d+/u, '1001') : first.replace(/.{3}$/u, '!');
  return { ...was, paragraphs: [[corrected, ...others], ...rest] };
}
