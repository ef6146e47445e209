import { expect, test } from 'vitest';
import { colourLevel } from '../../src/terminal/colour.ts';

test.each([
  ['no terminal', undefined, {}, undefined, 0],
  ['a terminal of 16 colours', undefined, {}, 4, 1],
  ['a terminal of 256 colours', undefined, {}, 8, 2],
  ['a terminal of all colours', undefined, {}, 24, 3],
  ['a terminal without colours', undefined, {}, 1, 0],
  ['--color into a pipe', true, {}, undefined, 1],
  ['--color over NO_COLOR', true, { NO_COLOR: '1' }, 24, 3],
  ['--no-color over FORCE_COLOR', false, { FORCE_COLOR: '3' }, 24, 0],
  ['NO_COLOR', undefined, { NO_COLOR: '1' }, 24, 0],
  ['an empty NO_COLOR', undefined, { NO_COLOR: '' }, 24, 3],
  ['NO_COLOR over FORCE_COLOR', undefined, { NO_COLOR: '1', FORCE_COLOR: '1' }, 24, 0],
  ['FORCE_COLOR into a pipe', undefined, { FORCE_COLOR: '' }, undefined, 1],
  ['FORCE_COLOR with a level', undefined, { FORCE_COLOR: '3' }, undefined, 3],
  ['FORCE_COLOR=0', undefined, { FORCE_COLOR: '0' }, 24, 0],
  ['CLICOLOR_FORCE', undefined, { CLICOLOR_FORCE: '1' }, undefined, 1],
  ['CLICOLOR_FORCE=0', undefined, { CLICOLOR_FORCE: '0' }, undefined, 0],
  ['CLICOLOR=0', undefined, { CLICOLOR: '0' }, 24, 0],
  ['TERM=dumb', undefined, { TERM: 'dumb' }, 4, 0],
])('%s', (_, flag, env, depth, level) => {
  expect(colourLevel({ flag, env, depth })).toBe(level);
});
