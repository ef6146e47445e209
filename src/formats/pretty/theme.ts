import { Chalk, type ChalkInstance } from 'chalk';
import type { Surface } from '../format.ts';

/** What a row is about at a glance, most pressing first. */
export const marks = ['dead', 'doubtful', 'unsure', 'fine', 'skipped'] as const;
export type Mark = (typeof marks)[number];

/** One column wide in every terminal, also in those set up for CJK. */
export const glyphs = { dead: '✗', doubtful: '!', unsure: '?', fine: '✓', skipped: '-' } as const satisfies Record<
  Mark,
  string
>;

/** Colours by what they mean. Nothing is said by a colour alone. */
export interface Theme {
  readonly mark: Readonly<Record<Mark, ChalkInstance>>;
  readonly strong: ChalkInstance;
  readonly faint: ChalkInstance;
  /** What can be pasted. */
  readonly fix: ChalkInstance;
}

export function themeFor({ colour }: Surface): Theme {
  const chalk = new Chalk({ level: colour });
  return {
    mark: { dead: chalk.red, doubtful: chalk.yellow, unsure: chalk.cyan, fine: chalk.green, skipped: chalk.dim },
    strong: chalk.bold,
    faint: chalk.dim,
    fix: chalk.green,
  };
}
