import { isDeprecated } from '../archived/deprecated.ts';
import { speaksMemento } from '../archived/recognise.ts';
import type { ArchiveState } from '../model/capture.ts';
import type { Outcome, Outlook } from '../model/outcome.ts';
import type { Status } from '../model/reasons.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { captureSeen } from './cited-capture.ts';

type Archived = 'captured' | 'negative' | 'unanswered';

const archived = {
  captured: 'captured',
  none: 'negative',
  unusable: 'negative',
  excluded: 'negative',
  unknown: 'unanswered',
  'not-asked': 'unanswered',
} as const satisfies Record<ArchiveState, Archived>;

/** The table the tool is known for: the state of the citation × what the archives say. */
const outlooks = {
  alive: { captured: 'safe', negative: 'at-risk', unanswered: 'unchecked' },
  moved: { captured: 'safe', negative: 'at-risk', unanswered: 'unchecked' },
  dead: { captured: 'recoverable', negative: 'lost', unanswered: 'unchecked' },
  suspect: { captured: 'recoverable', negative: 'at-risk', unanswered: 'unchecked' },
  unsure: { captured: 'recoverable', negative: 'at-risk', unanswered: 'unchecked' },
} as const satisfies Record<Exclude<Status, 'skipped'>, Record<Archived, Outlook>>;

/** Is this citation safe? What was skipped has no outlook. */
export const outlookOf = (status: Status, archiveState: ArchiveState): Outlook | undefined =>
  status === 'skipped' ? undefined : outlooks[status][archived[archiveState]];

/**
 * The outlook of a citation that may be an archived copy itself. One that was seen to be there is as good as a copy that another
 * archive holds; and what it shows is not lost with it while the original lives.
 */
export function outlookFor({ target, verdict, archive, original }: Omit<Outcome, 'outlook'>): Outlook | undefined {
  const lives = original?.verdict.status === 'alive' || original?.verdict.status === 'moved';
  const status = verdict.status === 'dead' && lives ? 'suspect' : verdict.status;
  return outlookOf(status, isSafeCopy(target, verdict) ? 'captured' : archive.state);
}

function isSafeCopy(target: Target, { status, evidence }: Verdict): boolean {
  const archive = target.type === 'web' ? target.archived?.archive : undefined;
  if (archive === undefined || isDeprecated(archive) || (status !== 'alive' && status !== 'moved')) return false;
  // A list of captures is none.
  return !speaksMemento(archive) || evidence.some(({ code }) => code === captureSeen);
}
