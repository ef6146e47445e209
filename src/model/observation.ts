/**
 * What happened on the wire. Facts only: nothing here says "dead". An observation can be stored and judged again
 * later without touching the network.
 */

/** Why no answer came. */
export type FailureCode =
  /** The name server's answer code is NXDOMAIN (RFC 8020). */
  | 'name-not-found'
  /** The name exists and has no address. */
  | 'name-without-address'
  /** SERVFAIL, REFUSED, or no name server could be reached. */
  | 'name-server-failed'
  | 'name-timeout'
  | 'timeout'
  | 'refused'
  | 'unreachable'
  | 'reset'
  /** The certificate is expired, self-signed, of an unknown root or for another name. */
  | 'certificate'
  /** The handshake failed on the protocol version, cipher or renegotiation: the server is too old. */
  | 'obsolete-tls'
  | 'tls'
  /** The server wants HTTP/2 and nothing else (no_application_protocol, RFC 7301 §3.2). */
  | 'http2-required'
  /** Bytes that are not HTTP, or break its rules. */
  | 'protocol'
  /** The guard refused the address, here or behind a redirect. */
  | 'private-address'
  | 'bad-port'
  /** The host failed again and again, and was not asked any more in this run. */
  | 'host-given-up'
  /** The host asked us to wait longer than this run may. */
  | 'held-too-long'
  /** The fault is on our side: no file descriptors, no memory, no network device. */
  | 'local';

export interface Failure {
  readonly code: FailureCode;
  /** The layer's own words (`ECONNREFUSED`, `CERT_HAS_EXPIRED`…), one line; from strangers, so sanitise before showing. */
  readonly detail: string;
}

/** One request of a chain, and what told us to go on from it. */
export interface Hop {
  readonly url: string;
  readonly status: number;
  /** `location`: a redirect status and its header. `refresh`: an immediate meta refresh or Refresh header. */
  readonly next?: { readonly by: 'location' | 'refresh'; readonly url: string };
}

/** What an HTML page says about itself. */
export interface PageFacts {
  readonly title?: string;
  readonly h1?: string;
  readonly canonical?: string;
  /** `<meta http-equiv=refresh>`, its address resolved against the page's. */
  readonly refresh?: { readonly seconds: number; readonly url: string };
  /** The encoding it was read with (WHATWG name) and what told us. */
  readonly charset: string;
  readonly charsetFrom: 'bom' | 'header' | 'meta' | 'default';
  readonly language?: string;
  /** UTF-16 units of visible text, white space folded. */
  readonly textLength: number;
  /** The first 2,000 units of that text. */
  readonly text: string;
  /** The text of its main part, without menus and boxes around it; only where it was asked for (`--drift`). */
  readonly mainText?: string;
  /** With it, all of the visible text; both are bounded to 100,000 units. */
  readonly wholeText?: string;
  /** With it, how much of the main text stands in links, from 0 to 1: a list has much of it. */
  readonly linkShare?: number;
  readonly scripts: number;
  readonly passwordField: boolean;
  /** Identities of the signatures of `judge/` that the markup holds (walls, parking…). */
  readonly marks: readonly string[];
  /** schema.org `isAccessibleForFree` (Google's paywall markup), where it is said. */
  readonly accessibleForFree?: boolean;
}

export interface BodyFacts {
  /** Decoded bytes that were read. */
  readonly bytes: number;
  /** `complete`: to its end · `truncated`: we stopped at our bound · `broken`: it ended too early. */
  readonly end: 'complete' | 'truncated' | 'broken';
  /** `plain` or decoded well; `unknown-coding`, `corrupt`: its bytes could not be decoded. */
  readonly coding: 'ok' | 'unknown-coding' | 'corrupt';
  /** Media type told by the first bytes, where they tell one. */
  readonly sniffed?: string;
  /** Pixels, for an image whose header tells them. */
  readonly pixels?: { readonly width: number; readonly height: number };
  /** SHA-256 of an image that was read to its end, as hex: the same stand-in behind several addresses shows by it. */
  readonly digest?: string;
}

/** The last answer of a chain. */
export interface Answer {
  readonly url: string;
  readonly status: number;
  /** Lower-case names; only those that matter to a judge. Values are strangers' text. */
  readonly headers: Readonly<Record<string, string>>;
  /** Essence of `content-type`: lower case, no parameters. */
  readonly contentType?: string;
  readonly body: BodyFacts;
  readonly page?: PageFacts;
  /** Of a `site` look only: the first 64 KiB of the answer as text, for the site's adapter to read. */
  readonly text?: string;
}

/** How a look ended. */
export type LookEnd =
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'failure'; readonly failure: Failure; readonly url: string }
  /** The chain itself is the trouble; `detail` says which address or how many. */
  | {
      readonly type: 'chain';
      readonly problem: 'loop' | 'too-long' | 'no-location' | 'unusable-location' | 'into-private-address';
      readonly detail: string;
      readonly status: number;
    };

/**
 * Why a look was made. All but the `first` are second looks, asked for by the judge.
 * - `confirm`: the same again, on a fresh connection
 * - `unverified-tls`, `obsolete-tls`, `http2`, `lenient`: the same in another way
 * - `site`: another address, where the site itself tells whether the cited thing is there (`sites/`)
 * - `sibling`: an address made up beside the cited one, which no honest server has
 * - `hotlink`: an image, asked for as the page that embeds it would
 */
export type LookPurpose =
  | 'first'
  | 'confirm'
  | 'unverified-tls'
  | 'obsolete-tls'
  | 'http2'
  | 'lenient'
  | 'site'
  | 'sibling'
  | 'hotlink';

/** One look at an address: a chain of requests, with its retries. */
export interface Look {
  readonly purpose: LookPurpose;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Time on the wire, without names, slots and waits. */
  readonly durationMs: number;
  /** 1 + retries. */
  readonly attempts: number;
  readonly hops: readonly Hop[];
  readonly end: LookEnd;
}

/** All looks at one target, in their order; at least one. */
export interface Observation {
  readonly from: 'wire' | 'cache';
  readonly looks: readonly [Look, ...Look[]];
  /** A name server or a site was seen to answer in this run: then NXDOMAIN means something. */
  readonly nameServiceProven?: boolean;
  /** When the server last said that the page is still as it was seen (304); ISO 8601, UTC. */
  readonly unchangedAt?: string;
  /** How many addresses of this host, this one among them, ended at the same address or gave the same image in this run. */
  readonly shared?: { readonly finalUrl?: number; readonly image?: number };
}
