import { isDeprecated } from '../archives/deprecated.ts';
import { speaksMemento } from '../archives/recognise.ts';
import type { ArchiveState } from '../model/capture.ts';
import type { Outlook } from '../model/outcome.ts';
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

/** Is it itself an archived copy, seen to be there? Then it is as good as one that another archive holds. */
export function isSafeCopy(target: Target, { status, evidence }: Verdict): boolean {
  const archive = target.type === 'web' ? target.archived?.archive : undefined;
  if (archive === undefined || isDeprecated(archive) || (status !== 'alive' && status !== 'moved')) return false;
  // A list of captures is none.
  return !speaksMemento(archive) || evidence.some(({ code }) => code === captureSeen);
}
