import * as z from 'zod/mini';
import { readObservation } from '../inspect/read-observation.ts';
import type { LinkKind } from '../model/link.ts';
import type { Observation } from '../model/observation.ts';

/**
 * What goes through Redis: plain data, taken only where every field is right. None of it widens what a worker may do: how
 * patient it is, and where it may go, is its own command line's.
 */

/** One host's links. */
export interface HostJob {
  readonly run: string;
  readonly links: readonly JobLink[];
  /** Texts are compared in this run (`--drift`): the main text of pages is wanted. */
  readonly mainText: boolean;
}

/** A target as a worker has to know it. */
export interface JobLink {
  readonly url: string;
  readonly kinds: readonly LinkKind[];
  readonly language?: string | undefined;
  readonly embeddedFrom?: string | undefined;
}

/** A place in the queue of an archive. */
export interface TurnJob {
  readonly run: string;
}

/** What a run is told. */
export type Result =
  | { readonly type: 'observation'; readonly url: string; readonly observation: Observation }
  | { readonly type: 'turn'; readonly id: string };

const webAddress = z.url({ protocol: /^https?$/ });
const run = z.uuid();

const hostJob = z.object({
  run,
  links: z.array(
    z.object({
      url: webAddress,
      kinds: z.array(z.enum(['link', 'image', 'frame', 'media'])),
      // They are sent as headers.
      language: z.optional(z.string().check(z.regex(/^[A-Za-z\d-]{1,35}$/))),
      embeddedFrom: z.optional(webAddress),
    }),
  ),
  mainText: z.boolean(),
});

const turnJob = z.object({ run });

const result = z.discriminatedUnion('type', [
  z.object({ type: z.literal('observation'), url: z.string(), observation: z.unknown() }),
  z.object({ type: z.literal('turn'), id: z.string() }),
]);

/** Each reads what came out of Redis; `undefined` unless all of it is right. */
export const readHostJob = (value: unknown): HostJob | undefined => hostJob.safeParse(value).data;
export const readTurnJob = (value: unknown): TurnJob | undefined => turnJob.safeParse(value).data;

export function readResult(text: string): Result | undefined {
  const read = result.safeParse(parseJson(text)).data;
  if (read?.type !== 'observation') return read;
  const observation = readObservation(read.observation);
  return observation && { ...read, observation };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
