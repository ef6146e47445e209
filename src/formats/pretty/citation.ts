import { adviceOf } from '../../findings/catalogue.ts';
import { captureDay, usableCapture } from '../../findings/rescue.ts';
import type { ArchiveRecord, ArchiveState } from '../../model/capture.ts';
import type { CitedLink, Finding, Report, ReportTarget } from '../../model/report.ts';
import { decidingLook, httpStatusOf } from '../../model/looks.ts';
import { number } from '../layout.ts';
import { pasteIn } from '../paste.ts';
import { nothing, type Printable, say, word } from '../printable.ts';
import type { Sanitiser } from '../sanitise.ts';
import { type Mark, markOfStatus, marks } from './theme.ts';

/** A link of a document with all that the report says of it. */
export interface Citation {
  readonly link: CitedLink;
  readonly target: ReportTarget;
  readonly findings: readonly Finding[];
  readonly mark: Mark;
}

/** The links of every document, most pressing first, then as they stand in the text. */
export function citationsOf(report: Report): ReadonlyMap<string, readonly Citation[]> {
  const findings = grouped(report.findings, ({ link }) => link);
  const citations = report.targets.flatMap((target) =>
    target.links.map((link) => {
      const own = findings.get(link) ?? [];
      return { link, target, findings: own, mark: markOf(target, own) };
    }),
  );
  citations.sort((a, b) => marks.indexOf(a.mark) - marks.indexOf(b.mark) || a.link.place.offset - b.link.place.offset);
  return grouped(citations, ({ link }) => link.path);
}

/** `Map.groupBy`, which Node 20 lacks. */
function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

const markOf = ({ verdict }: ReportTarget, findings: readonly Finding[]): Mark => {
  const mark = markOfStatus[verdict.status];
  const warned = findings.some(({ severity }) => severity !== 'note');
  return warned && (mark === 'fine' || mark === 'skipped') ? 'doubtful' : mark;
};

/** What the reader of the document sees there; what is no plain link says so. */
export const textOf = ({ kind, text }: CitedLink, { clean }: Sanitiser): Printable => {
  const seen = clean(text.trim());
  if (kind === 'link') return seen;
  return seen === '' ? say`[${word(kind)}]` : say`[${word(kind)}] ${seen}`;
};

/** The reason's code, and the HTTP status where it says more. */
export function reasonCell({ verdict, observation }: ReportTarget): Printable {
  const status = observation === undefined ? undefined : httpStatusOf(decidingLook(observation));
  const reason = word(verdict.reason);
  return status === undefined || status < 400 ? reason : say`${reason} ${status}`;
}

const archiveWords = {
  captured: 'captured',
  none: 'no record',
  unusable: 'unusable',
  excluded: 'excluded',
  unknown: 'no answer',
  'not-asked': '-',
} as const satisfies Record<ArchiveState, string>;

/** The day of the capture to cite, or why there is none. */
export const archiveCell = ({ archive, verdict }: ReportTarget, { clean }: Sanitiser): Printable => {
  if (verdict.status === 'skipped') return say`-`;
  const capture = usableCapture(archive);
  return capture === undefined ? word(archiveWords[archive.state]) : clean(captureDay(capture));
};

/** How far the capture is from the day of citation: `+8d`, `-984d`. */
export const daysCell = (archive: ArchiveRecord): Printable => {
  const days = usableCapture(archive)?.daysFromCitation;
  return days === undefined ? nothing : say`${days > 0 ? say`+` : nothing}${number(days)}d`;
};

/** The address as its author wrote it; a name in other letters than Latin also as the network knows it. */
export function addressOf({ link, target }: Citation, { clean, cleanAddress }: Sanitiser): Printable {
  const written = cleanAddress(link.href);
  const host = target.target.type === 'web' ? new URL(target.target.url).hostname : '';
  return /(?:^|\.)xn--/.test(host) && !written.toLowerCase().includes(host)
    ? say`${written} (${clean(host)})`
    : written;
}

/** What stands below a row: a label, and its text. What is to be pasted is never cut. */
export interface Remark {
  readonly label: 'why' | 'fix' | 'copy' | 'next' | 'md' | 'html' | 'wiki';
  readonly text: Printable;
}

/** Why it is so, and what to do. One replacement at most; advice only where there is none. */
export function remarksOf(
  { findings }: Citation,
  sanitiser: Sanitiser,
  fails: (finding: Finding) => boolean,
): readonly Remark[] {
  const fix = findings.find((finding) => finding.fix !== undefined)?.fix;
  const fixed = fix !== undefined;
  const remarks = findings.flatMap((finding) => remarksOfFinding(finding, sanitiser, { fails: fails(finding), fixed }));
  return fix === undefined ? remarks : [...remarks, { label: 'fix', text: sanitiser.cleanAddress(fix.with) }];
}

function remarksOfFinding(
  { fact, fix }: Finding,
  { clean, cleanAddress }: Sanitiser,
  { fails, fixed }: { readonly fails: boolean; readonly fixed: boolean },
): readonly Remark[] {
  const why = (text: string): Remark => ({ label: 'why', text: clean(text) });
  const copyIn = (archive: ArchiveRecord): readonly Remark[] => {
    const capture = usableCapture(archive);
    return capture === undefined ? [] : [{ label: 'copy', text: cleanAddress(capture.url) }];
  };
  const next: readonly Remark[] = fix === undefined ? [{ label: 'next', text: clean(adviceOf(fact)) }] : [];
  switch (fact.code) {
    case 'dead-link':
    case 'suspect-link':
      return [why(fact.data.why), ...next];
    case 'malformed-link':
      return [why(fact.data.problem), ...next];
    case 'insecure-link':
      return [why(fact.data.why), ...copyIn(fact.data.archive)];
    case 'unsure-link':
      return [
        why(`${fact.data.why}: no proof of death${fails ? '' : ', and never fails the run'}`),
        ...(fixed ? [] : copyIn(fact.data.archive)),
      ];
    case 'cited-before-published': {
      const { published, cited, by } = fact.data;
      return [why(`its address is of ${published}, but ${by} dates the document ${cited}`), ...next];
    }
    case 'credentials-in-link':
      return [why('a user name or password is written in the address, for everybody to read'), ...next];
    case 'expiring-link': {
      const { day, past, archive } = fact.data;
      // What is wrong with it by now is another finding, which says what to do.
      if (past) return [why(`its signature expired on ${day}`)];
      const copy = copyIn(archive);
      return [why(`the address is signed, and stops working on ${day}`), ...(copy.length > 0 ? copy : next)];
    }
    case 'deprecated-archive':
      return [why(`${fact.data.name}, ${fact.data.reproach}`), ...(fixed ? [] : next)];
    case 'quote-lost':
      return [
        why(`no longer has ${fact.data.quotes.map((quote) => `“${quote}”`).join(', ')}`),
        ...copyIn(fact.data.archive),
      ];
    case 'changed-page':
      return [
        why(`${Math.round(100 * fact.data.left)} % of its archived text is still there`),
        ...copyIn(fact.data.archive),
      ];
    case 'moved-link':
      return next;
    case 'at-risk':
      // Its row says it, and the end of the report what to do; unless that was tried.
      return fact.data.saving === undefined ? [] : next;
    default:
      return fact satisfies never;
  }
}

/** The citation with its capture, to be pasted: as Markdown, as HTML, and for a template of Wikipedia. */
export function pastesOf({ findings }: Citation, sanitiser: Sanitiser): readonly Remark[] {
  const parts = findings.find(({ paste }) => paste !== undefined)?.paste;
  const paste = parts && pasteIn(parts, sanitiser);
  if (paste === undefined) return [];
  return [
    { label: 'md', text: sanitiser.clean(paste.markdown) },
    { label: 'html', text: sanitiser.clean(paste.robustLink) },
    { label: 'wiki', text: sanitiser.clean(paste.wikipedia) },
  ];
}

/** What became of the page that a cited copy is of. */
export const originalOf = ({ target: { original } }: Citation): Printable | undefined =>
  original && say`original: ${word(original.verdict.status)}, ${word(original.verdict.reason)}`;

/** How far the page has moved from its capture, where that was measured. */
export const driftOf = ({ target: { drift } }: Citation): Printable | undefined => {
  if (drift === undefined) return undefined;
  const band = say`drift: ${word(drift.band)}`;
  return drift.type === 'text' ? say`${band}, score ${drift.score}` : band;
};
