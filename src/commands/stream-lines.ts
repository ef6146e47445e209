import { type ReportLines, reportLines } from '../formats/jsonl.ts';
import type { Printable } from '../formats/printable.ts';
import type { Streams } from '../terminal/host.ts';
import type { Finding, ReportDocument } from '../model/report.ts';
import { type Draft, gather, openDraft, type Output } from '../terminal/output.ts';
import type { ReportTaker } from '../report.ts';
import { exitCodeOf, type Fails, tellProblems } from './present.ts';

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

/** Writes JSON Lines while the report is made, so that it is nowhere in one piece; and counts what the exit code goes by. */
export function streamLines({ outputs, fails, onBegin }: Presentation, streams: Streams): Streaming {
  let lines: ReportLines | undefined;
  let drafts: readonly Draft[] = [];
  let documents: readonly ReportDocument[] = [];
  let isFailing = false;
  const toStdout = outputs.some(({ path }) => path === undefined);
  const gathering = gather({
    async write(text) {
      if (toStdout) await streams.out.write(text);
      for (const draft of drafts) await draft.write(text);
    },
  });
  const add = async (line: Printable | undefined): Promise<void> => {
    if (line !== undefined) await gathering.write(line);
  };
  const addAll = async (findings: readonly Finding[]): Promise<void> => {
    isFailing ||= findings.some(fails);
    for (const finding of findings) await add(lines?.finding(finding));
  };
  return {
    async begin(head, known) {
      onBegin();
      lines = reportLines(head.mode, streams.secrets);
      documents = known;
      const opened: Draft[] = [];
      drafts = opened;
      for (const { path } of outputs) if (path !== undefined) opened.push(await openDraft(path));
      await add(lines.head(head));
      for (const document of documents) await add(lines.document(document));
    },
    async target(target, findings) {
      await add(lines?.target(target));
      await addAll(findings);
    },
    async end(findings, end) {
      await addAll(findings);
      await add(lines?.end(end));
      await gathering.flush();
      for (const draft of drafts) await draft.finish();
      await tellProblems(documents, streams);
    },
    exitCode: () => exitCodeOf(documents, isFailing),
    async discard() {
      for (const draft of drafts) await draft.discard();
    },
  };
}
