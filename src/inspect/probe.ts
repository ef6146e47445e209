import type { Look, LookPurpose } from '../model/observation.ts';
import type { CookieJar } from './cookies.ts';

/** What a look is to find out. */
export interface ProbeRequest {
  readonly url: string;
  readonly purpose: LookPurpose;
  /** Where the purpose does not say it: a server that wants HTTP/2 and nothing else is confirmed over HTTP/2. */
  readonly protocol?: 'http2';
  /** A name that had no address before this moment (`Clock.monotonic`) is asked for again. */
  readonly nameSince?: number;
  /** What it is besides the first request of a look: a further hop of its redirects, or another try after a failure. */
  readonly stage?: 'hop' | 'retry';
  /** The answer of this address may be that it is still the version with this entity tag (304). */
  readonly unless?: { readonly url: string; readonly etag: string };
  /** What is left of the attempt's time, `--timeout` at first. */
  readonly budgetMs: number;
  /** The addresses the guard allowed; put in by the `named` layer. */
  readonly addresses?: readonly string[];
  /** Cookies of this chain, put in by the `followed` layer. */
  readonly jar?: CookieJar;
  /** For `hotlink` looks: the page that embeds the image. */
  readonly referer?: string;
  /** For `Accept-Language`: the language of the first document that cites it. */
  readonly language?: string;
}

/**
 * Looks at one address. What goes wrong is in the look's end; throws only when aborted, and for faults of our own.
 * The innermost one makes one request, and its look has one hop; the layers around make chains and retries of it.
 */
export type Probe = (request: ProbeRequest, signal: AbortSignal) => Promise<Look>;

/** Adds one concern around a probe: names, politeness, redirects, retries. */
export type Layer = (inner: Probe) => Probe;

/** Wraps a probe in layers, innermost first. */
export const layered = (probe: Probe, ...layers: readonly Layer[]): Probe =>
  layers.reduce((inner, layer) => layer(inner), probe);
