import * as z from 'zod/mini';
import type { Failure, FailureCode, Hop, Look, LookPurpose, Observation } from '../model/observation.ts';
import { answer, count, type Fields, optional, text } from './answer-schema.ts';

/** Keys of a record are a list that the compiler keeps complete. */
const namesOf = <Name extends string>(names: Readonly<Record<Name, true>>) =>
  z.enum(Object.keys(names) as [Name, ...Name[]]);

const purpose = namesOf<LookPurpose>({
  first: true,
  confirm: true,
  'unverified-tls': true,
  'obsolete-tls': true,
  http2: true,
  lenient: true,
  site: true,
  sibling: true,
  hotlink: true,
});

const failureCode = namesOf<FailureCode>({
  'name-not-found': true,
  'name-without-address': true,
  'name-server-failed': true,
  'name-timeout': true,
  timeout: true,
  refused: true,
  unreachable: true,
  reset: true,
  certificate: true,
  'obsolete-tls': true,
  tls: true,
  'http2-required': true,
  protocol: true,
  'private-address': true,
  'bad-port': true,
  'host-given-up': true,
  'held-too-long': true,
  local: true,
});

const hop = z.object({
  url: text,
  status: z.int(),
  next: optional(z.object({ by: z.enum(['location', 'refresh']), url: text })),
} satisfies Fields<Hop>);

const end = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), answer }),
  z.object({
    type: z.literal('failure'),
    failure: z.object({ code: failureCode, detail: text } satisfies Fields<Failure>),
    url: text,
  }),
  z.object({
    type: z.literal('chain'),
    problem: z.enum(['loop', 'too-long', 'no-location', 'unusable-location', 'into-private-address']),
    detail: text,
    status: z.int(),
  }),
]);

const look = z.object({
  purpose,
  at: z.iso.datetime(),
  durationMs: count,
  attempts: z.int().check(z.gte(0)),
  hops: z.array(hop),
  end,
} satisfies Fields<Look>);

/** An observation, as it was kept or sent. */
export const observation = z.object({
  from: z.enum(['wire', 'cache']),
  looks: z.tuple([look], look),
  nameServiceProven: optional(z.boolean()),
  unchangedAt: optional(z.iso.datetime()),
  shared: optional(z.object({ finalUrl: optional(count), image: optional(count) })),
} satisfies Fields<Observation>);

/** Reads an observation that was kept or sent, perhaps damaged or of another making; `undefined` unless all of it is right. */
export function readObservation(value: unknown): Observation | undefined {
  return observation.safeParse(value).data;
}
