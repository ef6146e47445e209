import type { ArchiveState } from '../model/capture.ts';
import type { Outlook } from '../model/outcome.ts';
import type { Status } from '../model/reasons.ts';

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
