import type { AuditEvent } from '../audit.ts';
import type { Surface } from '../formats/format.ts';
import type { ProgressState } from '../formats/progress.ts';
import { type Printable, say } from '../formats/printable.ts';
import type { Sanitiser } from '../formats/sanitise.ts';
import { parseUrl } from '../parse-url.ts';

interface ProgressContext {
  readonly write: (text: Printable) => void;
  readonly clean: Sanitiser['clean'];
  readonly shown: boolean;
  /** Says nothing at all, not even what the reader should hear once. */
  readonly quiet: boolean;
  /** A terminal gets one line that is drawn over and over; a log gets a plain line now and then. */
  readonly terminal: boolean;
  readonly columns: () => number;
  readonly colour: Surface['colour'];
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** Shows how far a run is, on stderr, from its events. */
export interface Progress {
  show(event: AuditEvent): void;
  /** Takes the line away, so that the report stands alone. */
  end(): void;
}

const redrawMs = 100;
const noteMs = 10_000;
/** Who keeps us longer than this is named. */
const longWaitSeconds = 3;
const eraseLine = say`\r\u001B[2K`;

/** Counts events, and draws at most ten times a second (terminal) or writes every ten seconds (log). */
export function createProgress({
  write,
  clean,
  shown,
  quiet,
  terminal,
  columns,
  colour,
  now,
}: ProgressContext): Progress {
  const started = now();
  const counts = { done: 0, total: 0, dead: 0, unsure: 0 };
  /** What is under way, oldest first, and since when. */
  const pending = new Map<string, number>();
  let saving: ProgressState['saving'];
  let drawn = false;
  const state = (): ProgressState => {
    const elapsedMs = now() - started;
    const [oldest] = pending;
    const seconds = oldest === undefined ? 0 : Math.floor((now() - oldest[1]) / 1000);
    return {
      ...counts,
      elapsedMs,
      ...(saving === undefined ? {} : { saving }),
      perSecond: elapsedMs === 0 ? 0 : (counts.done * 1000) / elapsedMs,
      ...(oldest === undefined || seconds < longWaitSeconds
        ? {}
        : { waitingFor: { host: clean(hostOf(oldest[0])), seconds } }),
    };
  };
  let isOver = false;
  const draw = async (): Promise<void> => {
    // What measures and colours text takes long to load, and nothing is drawn before the first requests are under way.
    const { progressLine, progressNote } = await import('../formats/progress.ts');
    if (isOver) return;
    drawn = true;
    write(
      terminal
        ? say`${eraseLine}${progressLine(state(), { columns: columns(), colour })}`
        : say`${progressNote(state())}\n`,
    );
  };
  const timer = shown && !quiet ? setInterval(() => void draw(), terminal ? redrawMs : noteMs) : undefined;
  timer?.unref();
  return {
    show(event) {
      switch (event.type) {
        case 'target':
          counts.total += 1;
          break;
        case 'looking':
          pending.set(event.url, now());
          break;
        case 'outcome': {
          const { target, verdict } = event.outcome;
          const { status } = verdict;
          counts.done += 1;
          pending.delete(target.url);
          if (status === 'dead' || status === 'unsure') counts[status] += 1;
          break;
        }
        case 'saving':
          saving = { done: event.done, total: event.total };
          break;
        case 'notice':
          if (quiet) break;
          if (terminal && drawn) write(eraseLine);
          write(say`audit-links: ${clean(event.text)}\n`);
          break;
        case 'documents':
        case 'document':
        case 'report':
          break;
        default:
          event satisfies never;
      }
    },
    end() {
      isOver = true;
      clearInterval(timer);
      if (terminal && drawn) write(eraseLine);
    },
  };
}

const hostOf = (url: string): string => parseUrl(url)?.host ?? url;
