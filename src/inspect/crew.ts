import type { Archive } from '../archives/archive.ts';
import type { Turn } from './archive-queue.ts';
import type { Observer } from './inspect.ts';

/** Those who look at the targets of a run that is spread over several machines. */
export interface Crew {
  readonly observe: Observer;
  /** Every document is read, and nearly every target known. */
  allRead(): void;
  /** Waits for a turn at a service of an archive, as all runs count them together. */
  readonly turnFor: (archive: Archive, budget: string) => Turn;
}

/** Takes the crew into service for one run. */
export type Hire = (run: { readonly mainText: boolean; readonly onNotice: (text: string) => void }) => Crew;
