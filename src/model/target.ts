/** An address inside a web archive, taken apart. */
export interface ArchivedAddress {
  /** The archive's name, as in `archives/`: `wayback`, `archive-today`… */
  readonly archive: string;
  /** The original address, where the archive's address tells it. */
  readonly url?: string;
  /** 1 to 14 digits, `YYYYMMDDhhmmss`, where the archive's address tells it. */
  readonly timestamp?: string;
}

/** Rules by which a target is not looked at. */
export type SkipReason = 'excluded' | 'scheme' | 'relative' | 'private-address' | 'bad-port' | 'budget';

/**
 * What a link asks us to look at. Links with the same `url` are one target, and looked at once.
 * - `web`: `url` is the normalised address without fragment, user name and password.
 * - `skipped`: by a rule known before any network; `url` as written, normalised where that means something.
 * - `malformed`: no usable address in it; `url` as written, and `repair` what was probably meant.
 */
export type Target =
  | {
      readonly type: 'web';
      readonly url: string;
      readonly archived?: ArchivedAddress;
    }
  | { readonly type: 'skipped'; readonly url: string; readonly reason: SkipReason; readonly detail: string }
  | { readonly type: 'malformed'; readonly url: string; readonly problem: string; readonly repair?: string };

export type WebTarget = Extract<Target, { type: 'web' }>;

/** A link's target, and what of the link's address the target leaves out. */
export interface Resolved {
  readonly target: Target;
  /** Without `#`, as written. */
  readonly fragment?: string;
  /** The address carried a user name or password, which is never sent. */
  readonly credentials: boolean;
}
