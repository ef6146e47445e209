import type { Surface } from '../formats/format.ts';

interface ColourQuestion {
  /** `--color`, `--no-color`, or neither. */
  readonly flag: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Bits a pixel that the stream's terminal shows; `undefined` where it is no terminal. */
  readonly depth: number | undefined;
}

/**
 * How many colours to use, in chalk's levels. First that speaks: the flag, NO_COLOR (no-color.org), FORCE_COLOR,
 * CLICOLOR_FORCE and CLICOLOR (bixense.com/clicolors), TERM=dumb, the terminal.
 */
export function colourLevel({ flag, env, depth }: ColourQuestion): Surface['colour'] {
  const shown = levelOf(depth ?? 4);
  if (flag !== undefined) return flag ? atLeastOne(shown) : 0;
  if (isSet(env['NO_COLOR'])) return 0;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) {
    if (forced === '0' || forced === 'false') return 0;
    return forced === '2' ? 2 : forced === '3' ? 3 : forced === '1' ? 1 : atLeastOne(shown);
  }
  if (isSet(env['CLICOLOR_FORCE']) && env['CLICOLOR_FORCE'] !== '0') return atLeastOne(shown);
  if (env['CLICOLOR'] === '0' || env['TERM'] === 'dumb') return 0;
  return depth === undefined ? 0 : shown;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

const atLeastOne = (level: Surface['colour']): Surface['colour'] => (level === 0 ? 1 : level);

function levelOf(depth: number): Surface['colour'] {
  if (depth >= 24) return 3;
  if (depth >= 8) return 2;
  return depth >= 4 ? 1 : 0;
}
