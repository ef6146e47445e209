import type { HostileCase } from '../case.ts';
import { bodies } from './bodies.ts';
import { connections } from './connections.ts';
import { crowds } from './crowds.ts';
import { framing } from './framing.ts';
import { headers } from './headers.ts';
import { pictures } from './pictures.ts';
import { privacy } from './private.ts';
import { redirects } from './redirects.ts';
import { secured } from './secure.ts';
import { statuses } from './statuses.ts';
import { texts } from './texts.ts';
import { traps } from './traps.ts';

/** Every case on stage. */
export const cases: readonly HostileCase[] = [
  ...connections,
  ...framing,
  ...headers,
  ...statuses,
  ...bodies,
  ...redirects,
  ...secured,
  ...privacy,
  ...pictures,
  ...crowds,
  ...texts,
  ...traps,
];
