import { catalogue } from '../findings/catalogue.ts';
import { evidenceOf } from '../judge/evidence.ts';
import { judgingOrder } from '../judge/order.ts';
import { type Reason, reasons, type Status, statuses } from '../model/reasons.ts';
import { nearest } from '../options/nearest.ts';
import { UsageError } from '../usage-error.ts';

/** Everything that `--explain` has a page for. */
const codes: readonly string[] = [...statuses, ...Object.keys(reasons), ...Object.keys(catalogue), 'order'];

/** The page of a status, a reason, a finding's code, or of the judging order (`order`). Throws `UsageError` for anything else. */
export function explain(code: string): string {
  if (isReason(code)) return reasonPage(code);
  if (isStatus(code)) return statusPage(code);
  if (code in catalogue) return findingPage(code as keyof typeof catalogue);
  if (code === 'order')
    return page('The order in which an answer is judged', [list(judgingOrder.map(({ name, says }) => [name, says]))]);
  const meant = nearest(code, codes);
  throw new UsageError(
    `There is no code ${JSON.stringify(code)}${meant === undefined ? '' : `; did you mean ${meant}?`} There are: ${codes.join(', ')}.`,
  );
}

function reasonPage(reason: Reason): string {
  const { statuses: given, summary } = reasons[reason];
  return page(`${reason}   ${given.join(', or ')}`, [
    `  ${summary}`,
    ...given.map((status) => `  ${status}: ${statusSays[status]}`),
    ...(evidenceOf[reason].length === 0
      ? ['  Nothing leads to it in this version.']
      : ['Evidence that leads to it', list(evidenceOf[reason].map(({ code, says }) => [code, says]))]),
  ]);
}

function statusPage(status: Status): string {
  const leading = Object.entries(reasons).filter(([, entry]) => (entry.statuses as readonly Status[]).includes(status));
  return page(status, [
    `  ${statusSays[status]}`,
    'Its reasons',
    list(leading.map(([reason, { summary }]) => [reason, summary])),
  ]);
}

function findingPage(code: keyof typeof catalogue): string {
  const { severity, summary } = catalogue[code];
  return page(`${code}   ${severity}`, [`  ${summary}`]);
}

const statusSays: Readonly<Record<Status, string>> = {
  dead: 'The origin itself says that it is gone, or two independent signs agree.',
  suspect: 'Something answers, but a sign says that it is no longer what was cited: a person should look.',
  moved: 'It is served at another address, and every hop to there is permanent.',
  unsure: 'It could not be judged: the site refused us, or the network failed. No proof of death.',
  alive: 'The cited resource was served.',
  skipped: 'It was not looked at, by rule.',
};

const isReason = (code: string): code is Reason => Object.hasOwn(reasons, code);
const isStatus = (code: string): code is Status => (statuses as readonly string[]).includes(code);

const page = (title: string, parts: readonly string[]): string => `${[title, ...parts].join('\n\n')}\n`;

function list(rows: readonly (readonly [name: string, says: string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, says]) => `  ${name.padEnd(width)}  ${says}`).join('\n');
}
