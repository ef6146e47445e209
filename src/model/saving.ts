/**
 * What came of asking an archive to save a page (`--save`).
 * - `saved`: its capture is in the archive's record
 * - `failed`: the archive could not save it
 * - `left`: it may be saved another day
 */
export interface Saving {
  readonly state: 'saved' | 'failed' | 'left';
  /** Why it was not saved, in half a sentence; empty where it was. */
  readonly detail: string;
}
