import type { Status } from '../../model/reasons.ts';
import { Chalk, type ChalkInstance } from 'chalk';
import type { Surface } from '../format.ts';
import { type Printable, say, shaped } from '../printable.ts';

/** What a row is about at a glance, most pressing first. */
export const marks = ['dead', 'doubtful', 'unsure', 'fine', 'skipped'] as const;
export type Mark = (typeof marks)[number];

/** One column wide in every terminal, also in those set up for CJK. */
export const glyphs = {
  dead: say`✗`,
  doubtful: say`!`,
  unsure: say`?`,
  fine: say`✓`,
  skipped: say`-`,
} as const satisfies Record<Mark, Printable>;

/** Puts text into a colour. */
export type Paint = (text: Printable) => Printable;

/** Colours by what they mean. Nothing is said by a colour alone. */
export interface Theme {
  readonly mark: Readonly<Record<Mark, Paint>>;
  readonly strong: Paint;
  readonly faint: Paint;
  /** What can be pasted. */
  readonly fix: Paint;
}

export function themeFor({ colour }: Surface): Theme {
  const chalk = new Chalk({ level: colour });
  return {
    mark: {
      dead: paint(chalk.red),
      doubtful: paint(chalk.yellow),
      unsure: paint(chalk.cyan),
      fine: paint(chalk.green),
      skipped: paint(chalk.dim),
    },
    strong: paint(chalk.bold),
    faint: paint(chalk.dim),
    fix: paint(chalk.green),
  };
}

export const plain: Paint = (text) => text;

export const paint =
  (chalk: ChalkInstance): Paint =>
  (text) =>
    shaped(text, chalk);

/** How each status is marked, in a citation's row and in the summary. */
export const markOfStatus = {
  dead: 'dead',
  suspect: 'doubtful',
  moved: 'doubtful',
  unsure: 'unsure',
  alive: 'fine',
  skipped: 'skipped',
} as const satisfies Record<Status, Mark>;
