import { Chalk } from 'chalk';
import type { Surface } from './format.ts';
import { number, spaces, widthOf } from './layout.ts';
import { joined, nothing, type Printable, say, shaped } from './printable.ts';

/** How far an audit has come. */
export interface ProgressState {
  readonly done: number;
  /** Targets that are known of; may grow while documents are read. */
  readonly total: number;
  readonly dead: number;
  readonly unsure: number;
  /** Targets a second of late; 0 where there is no telling. */
  readonly perSecond: number;
  /** The host whose wait holds us longest. */
  readonly waitingFor?: { readonly host: Printable; readonly seconds: number };
  readonly elapsedMs: number;
  /** Questions to archives that are still to be asked. */
  readonly archivesLeft?: number;
  /** Pages that an archive is asked to save, once all else is done. */
  readonly saving?: { readonly done: number; readonly total: number };
}

/** One line for a terminal, never wider than it: what matters least is left out first. */
export function progressLine(
  state: ProgressState,
  { columns, colour }: Pick<Surface, 'columns' | 'colour'>,
): Printable {
  const chalk = new Chalk({ level: colour });
  const parts = [
    { text: counter(state), rank: 0, tone: chalk.bold },
    ...(state.dead === 0 ? [] : [{ text: say`${number(state.dead)} dead`, rank: 1, tone: chalk.red }]),
    ...(state.unsure === 0 ? [] : [{ text: say`${number(state.unsure)} unsure`, rank: 3, tone: chalk.cyan }]),
    ...(state.perSecond < 0.5 || state.saving !== undefined
      ? []
      : [{ text: say`${number(Math.round(state.perSecond))}/s`, rank: 6, tone: chalk.dim }]),
    ...archives(state).map((text) => ({ text, rank: 5, tone: chalk.dim })),
    ...saves(state).map((text) => ({ text, rank: 1, tone: chalk.bold })),
    ...waiting(state).map((text) => ({ text, rank: 4, tone: chalk.yellow })),
    ...remaining(state).map((text) => ({ text, rank: 2, tone: chalk.dim })),
  ];
  const widthOfAll = (kept: typeof parts): number => kept.reduce((sum, { text }) => sum + 2 + widthOf(text), -2);
  let kept = parts;
  // A terminal breaks the line when its last column is written to.
  while (kept.length > 1 && widthOfAll(kept) > columns - 1) {
    const least = Math.max(...kept.map(({ rank }) => rank));
    kept = kept.filter(({ rank }) => rank !== least);
  }
  const pieces = kept.map(({ text, tone }) => shaped(text, tone));
  const shown = joined(pieces, say`  `);
  const room = Math.min(columns - 1 - widthOfAll(kept) - 1, longestBar);
  return room < shortestBar ? shown : say`${bar(state, room)} ${shown}`;
}

/** The same for a log, where lines stay. */
export function progressNote(state: ProgressState): Printable {
  const parts = [
    say`${counter(state)} targets after ${clock(state.elapsedMs / 1000)}`,
    say`${number(state.dead)} dead`,
    say`${number(state.unsure)} unsure`,
    ...archives(state),
    ...saves(state),
    ...waiting(state),
    ...remaining(state),
  ];
  return joined(parts, say`, `);
}

const longestBar = 22;
const shortestBar = 8;

/** `[=====>    ]` */
function bar({ done, total }: ProgressState, columns: number): Printable {
  const inside = columns - 2;
  const filled = total === 0 ? 0 : Math.floor((Math.min(done, total) / total) * inside);
  const head = filled === inside ? say`=` : say`>`;
  const drawn = filled === 0 ? nothing : say`${shaped(say`=`, (sign) => sign.repeat(filled - 1))}${head}`;
  return say`[${drawn}${spaces(inside - filled)}]`;
}

const counter = ({ done, total }: ProgressState): Printable => say`${number(done)}/${number(total)}`;

const archives = ({ archivesLeft = 0 }: ProgressState): readonly Printable[] =>
  archivesLeft === 0 ? [] : [say`${number(archivesLeft)} to ask of archives`];

const saves = ({ saving }: ProgressState): readonly Printable[] =>
  saving === undefined ? [] : [say`saving ${number(saving.done)}/${number(saving.total)}`];

const waiting = ({ waitingFor }: ProgressState): readonly Printable[] =>
  waitingFor === undefined ? [] : [say`${waitingFor.host} waiting ${Math.ceil(waitingFor.seconds)}s`];

const remaining = ({ done, total, perSecond }: ProgressState): readonly Printable[] =>
  perSecond <= 0 || done >= total ? [] : [say`ETA ${clock((total - done) / perSecond)}`];

/** `1:40`, `1:02:03`. */
function clock(seconds: number): Printable {
  const whole = Math.ceil(seconds);
  const two = (value: number): Printable => shaped(say`${value}`, (digits) => digits.padStart(2, '0'));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours === 0 ? say`${minutes}:${two(whole % 60)}` : say`${hours}:${two(minutes)}:${two(whole % 60)}`;
}
