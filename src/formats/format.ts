import type { Finding, Report } from '../model/report.ts';
import type { Printable } from './printable.ts';

/** What a format may know of the place its text goes to. */
export interface Surface {
  /** Columns of the terminal; 100 where there is none. */
  readonly columns: number;
  /** chalk's levels: 0 none, 1 the 16 colours, 2 256, 3 all. */
  readonly colour: 0 | 1 | 2 | 3;
  /** Also list what is alive. */
  readonly verbose: boolean;
  /** Problems only, nothing when there are none. */
  readonly quiet: boolean;
  /** Does `--fail-on` let this finding fail the run? Errors do where nothing else is said. */
  readonly fails?: (finding: Finding) => boolean;
  /** Values that may not be shown, wherever they come from: `secretsIn` the environment. */
  readonly secrets?: readonly string[];
}

/** Report → text, in pieces. Pure: implemented one file a format, listed in `formats/index.ts`. */
export type Format = (report: Report, surface: Surface) => Iterable<Printable>;
