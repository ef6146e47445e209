import { type ReportLines, reportLines } from '../formats/jsonl.ts';
import { joined, nothing, type Printable, say } from '../formats/printable.ts';
import type { Streams } from '../host.ts';
import type { ReportDocument } from '../model/report.ts';
import { openDraft, type Output } from '../output.ts';
import type { ReportTaker } from '../report.ts';
import type { Fails } from './present.ts';

/** A report on its way out. */
export interface Streaming extends ReportTaker {
  /** As `exitCodeOf` gives it for a whole report. */
  readonly exitCode: () => number;
  /** Takes away what was begun. */
  discard(): Promise<void>;
}

interface Presentation {
  readonly outputs: readonly Output[];
  readonly fails: Fails;
  /** Called before the first line. */
  readonly onBegin: () => void;
}

/** UTF-16 units that are gathered before they are written. */
const gathered = 65_536;

/** Where a line goes. */
interface Outlet {
  write(text: Printable): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/** Writes JSON Lines while the report is made, so that it is nowhere in one piece; and counts what the exit code goes by. */
export function streamLines(
  { outputs, fails, onBegin }: Presentation,
  { out, err, secrets, sanitiser }: Streams,
): Streaming {
  let lines: ReportLines | undefined;
  let outlets: readonly Outlet[] = [];
  let documents: readonly ReportDocument[] = [];
  let pieces: Printable[] = [];
  let length = 0;
  let isFailing = false;
  const flush = async (): Promise<void> => {
    const text = joined(pieces, nothing);
    pieces = [];
    length = 0;
    for (const outlet of outlets) await outlet.write(text);
  };
  const add = async (line: Printable | undefined): Promise<void> => {
    if (line === undefined) return;
    pieces.push(line);
    length += line.length;
    if (length >= gathered) await flush();
  };
  const nothingToDo = async (): Promise<void> => {};
  const toStdout: Outlet = { write: (text) => out.write(text), finish: nothingToDo, discard: nothingToDo };
  return {
    async begin(head, known) {
      onBegin();
      lines = reportLines(head.mode, secrets);
      documents = known;
      const opened: Outlet[] = [];
      outlets = opened;
      for (const { path } of outputs) opened.push(path === undefined ? toStdout : await openDraft(path));
      await add(lines.head(head));
      for (const document of documents) await add(lines.document(document));
    },
    async target(target, findings) {
      await add(lines?.target(target));
      for (const finding of findings) await add(lines?.finding(finding));
      isFailing ||= findings.some(fails);
    },
    async end(findings, end) {
      for (const finding of findings) await add(lines?.finding(finding));
      isFailing ||= findings.some(fails);
      await add(lines?.end(end));
      await flush();
      for (const outlet of outlets) await outlet.finish();
      for (const { path, problem } of documents) {
        if (problem === undefined) continue;
        await err.write(say`audit-links: ${sanitiser.clean(path)}: ${sanitiser.clean(problem.detail)}\n`);
      }
    },
    exitCode() {
      if (documents.some(({ problem }) => problem !== undefined)) return 2;
      return isFailing ? 1 : 0;
    },
    async discard() {
      for (const outlet of outlets) await outlet.discard();
    },
  };
}
