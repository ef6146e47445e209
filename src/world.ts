import type { DocumentProblem, Extraction } from './model/document.ts';
import type { FailureCode, PageFacts } from './model/observation.ts';
import type { Shelf } from './shelf.ts';

/**
 * The ports: all that the audit needs of the world outside. `node/` has the real ones; a test brings its own.
 */
export interface World {
  /** Keys to save pages with (`--save`), where the environment has them. */
  readonly savingKeys?: SavingKeys;
  /** The key of an account with Perma.cc, where the environment has one. */
  readonly permaKey?: string;
  /** What is kept between runs; without it every run starts with nothing. */
  readonly store?: Store;
  readonly clock: Clock;
  readonly files: Files;
  readonly dns: Dns;
  readonly http: Http;
  readonly parsing: Parsing;
  /** A shelf on the disk, for what a run need not have at hand; it is gone with the world. */
  readonly scratch?: <Item>() => Shelf<Item>;
}

/** The keys of an account with the Internet Archive: sent to its Wayback Machine, and written nowhere. */
export interface SavingKeys {
  readonly access: string;
  readonly secret: string;
}

export interface Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  now(): number;
  /** Milliseconds that only ever go up, for durations. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** One document that the inputs name. `path` is as it will be shown: relative to where the run stands, `/` between. */
export interface DocumentRef {
  readonly path: string;
}

/** The text of a document as it stands on disk (its BOM and line ends kept), or why it can't be had. */
export type DocumentText = { readonly text: string } | { readonly problem: DocumentProblem };

/** What the history of the repository around a document tells of how it came in: `day` is `YYYY-MM-DD`, on its author's clock. */
export type FirstCommit =
  | { readonly type: 'day'; readonly day: string }
  /** The clone holds only the end of the history. */
  | { readonly type: 'shallow' }
  | { readonly type: 'unknown' };

export interface Files {
  /**
   * The documents behind files, folders (`.md .markdown .mdx .mkd`, obeying `.gitignore`), globs and `-`, each once, in order.
   * Throws `UsageError` for an input that names nothing.
   */
  find(inputs: readonly string[]): Promise<readonly DocumentRef[]>;
  read(document: DocumentRef, signal: AbortSignal): Promise<DocumentText>;
  /** Asked only where nothing better tells the day of a document. */
  firstCommit?(document: DocumentRef, signal: AbortSignal): Promise<FirstCommit>;
  /** Writes a document anew, all of it or nothing. Gives a sentence where that can't be, as when its text is not `before` any more. */
  replace?(document: DocumentRef, before: string, after: string): Promise<string | undefined>;
}

/**
 * Small values that outlive a run, safe for several processes at once and for a sudden death. A kind is a table of its own, and
 * its name holds the version of what is in it; values are plain data. Nothing here ever throws: a run without it is a run.
 */
export interface Store {
  /** What was put there, perhaps by another version of the program: check it. `undefined` if nothing was, or it can't be read. */
  get(kind: string, key: string): Promise<unknown>;
  /** `expires`: milliseconds since 1970, from which on it may be thrown out. Resolves when others can see it. */
  put(kind: string, key: string, value: unknown, expires: number): Promise<void>;
  /** What has gone wrong with it so far, each told once, in half a sentence. */
  troubles(): readonly string[];
  /** Resolves when everything that was put is safe on the disk, or after 5 s. */
  close(): Promise<void>;
}

/** What a name server said. */
export type NameAnswer =
  | { readonly type: 'addresses'; readonly addresses: readonly [string, ...string[]] }
  | { readonly type: 'not-found' }
  | { readonly type: 'no-address' }
  | { readonly type: 'failed'; readonly detail: string }
  | { readonly type: 'timeout' };

export interface Dns {
  /** Asks once, within its own deadline; never throws but for an abort. `host` is ASCII, without brackets or end dot. */
  resolve(host: string, signal: AbortSignal): Promise<NameAnswer>;
  /** Does any name server answer at all? Asked only when nothing else in the run has proved it. */
  alive(host: string, signal: AbortSignal): Promise<boolean>;
}

/** One request on the wire. */
export interface HttpRequest {
  /** `POST` only to an archive, and only where the user asked to save something. */
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a `POST`. */
  readonly content?: string;
  /** The addresses that the guard has allowed for this host: the only ones that may be dialled. Empty behind a proxy. */
  readonly addresses: readonly string[];
  /** Connect, TLS, headers and bounded body together. */
  readonly timeoutMs: number;
  /** A connection that nobody used before and nobody will use again. */
  readonly fresh: boolean;
  /** `unverified` and `obsolete` are evidence only: send no credentials, trust no body. */
  readonly tls: 'verified' | 'unverified' | 'obsolete';
  /** `lenient` reads HTTP that breaks the rules. */
  readonly protocol: 'http1' | 'http2' | 'lenient';
}

/** What came back; a body that broke off or can't be decoded is still an answer. */
export interface HttpResponse {
  readonly status: number;
  /** In their order, names in lower case, values as Latin-1 text. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Decoded, and bounded: 256 KiB of HTML, XML, JSON and text, 64 KiB of anything else. */
  readonly body: Uint8Array;
  readonly end: 'complete' | 'truncated' | 'broken';
  readonly coding: 'ok' | 'unknown-coding' | 'corrupt';
}

/** Why an exchange brought no answer: the only error that `Http.exchange` throws, but for an abort. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: FailureCode;
  constructor(code: FailureCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}

export interface Http {
  /** One request, one answer: no redirects, no cookies, no retries. Throws `ExchangeError`. */
  exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Does this address go through a proxy, which looks names up itself? */
  viaProxy(url: string): boolean;
}

/** One request, and what came of it. */
export interface Exchange {
  /** When it began (`Clock.now`). */
  readonly at: number;
  readonly request: HttpRequest;
  readonly outcome:
    | { readonly type: 'answer'; readonly response: HttpResponse }
    | { readonly type: 'failure'; readonly code: FailureCode; readonly detail: string };
}

/** Keeps what was fetched, so that it can be looked at again. */
export interface Recorder {
  /** Resolves when there is room for more. Never throws: what goes wrong is told by whoever ends it. */
  take(exchange: Exchange): Promise<void>;
}

export interface Parsing {
  /** Pages will come: what needs time and file descriptors to start is started while there are some. */
  prepare?(): void;
  /** The links of a Markdown document. Off the thread that holds the sockets, within a deadline and a memory limit. */
  document(text: string, signal: AbortSignal): Promise<Extraction | { readonly problem: DocumentProblem }>;
  /** The facts of an HTML page; `undefined` if it could not be read within the deadline. */
  page(
    body: Uint8Array,
    context: {
      readonly url: string;
      readonly contentType: string | undefined;
      /** Its main text is wanted too. */
      readonly mainText?: boolean;
    },
    signal: AbortSignal,
  ): Promise<PageFacts | undefined>;
}
