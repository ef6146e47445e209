import type { Evidence } from '../model/verdict.ts';
import { type Check, type Seen, sign } from './sign.ts';
import { type Signature, signatures, wallStatuses } from './signatures.ts';

/** A page with less visible text than this is nothing but its wall. */
const thinText = 200;

/** Asked of every answer, one after the other: what can be prepared is. */
interface Prepared extends Omit<Signature, 'headers'> {
  readonly headers: readonly (readonly [name: string, pattern: RegExp])[];
  readonly readsPage: boolean;
}

const prepare = ({ headers = {}, ...rest }: Signature): Prepared => {
  const { marks, title, text, scripted } = rest;
  const readsPage = marks !== undefined || title !== undefined || text !== undefined || scripted !== undefined;
  return { ...rest, headers: Object.entries(headers), readsPage };
};

const supporting = signatures.filter(({ means }) => means === 'supporting').map(prepare);
const decisive = signatures.flatMap((signature) => {
  const { means } = signature;
  return means === 'supporting' ? [] : [{ ...prepare(signature), means }];
});

const decisiveByHead = decisive.filter(({ readsPage }) => !readsPage);

/** Recognises pages that stand between a program and the cited page: challenges and refusals of known vendors. */
export const wall: Check = (seen) => {
  const found = (isReadable(seen) ? decisive : decisiveByHead).find((signature) => holds(signature, seen));
  if (found === undefined) return undefined;
  const what = found.means === 'challenged' ? 'asks for a proof of being human' : 'refuses programs';
  return sign('unsure', found.means, found.id, `${found.vendor} ${what}`);
};

/** What stands in front of the site: explains a refusal, proves none. */
export const inFront = (seen: Seen): readonly Evidence[] => [
  ...new Map(
    supporting
      .filter((signature) => holds(signature, seen))
      .map(({ id, vendor }) => [id, { code: id, detail: `${vendor} stands in front of the site` }] as const),
  ).values(),
];

/** Is there a page whose words may count? Not those of one that says much, and has no status of a wall. */
const isReadable = ({ answer, page }: Seen): boolean =>
  page !== undefined && (wallStatuses.has(answer.status) || page.textLength < thinText);

function holds(signature: Prepared, seen: Seen): boolean {
  const { answer, page } = seen;
  const { statuses, headers, marks, title, scripted, text } = signature;
  if (statuses !== undefined && !statuses.includes(answer.status)) return false;
  for (const [name, pattern] of headers) if (!pattern.test(answer.headers[name] ?? '')) return false;
  if (!signature.readsPage) return true;
  if (page === undefined || !isReadable(seen)) return false;
  return (
    (scripted === undefined || (page.scripts > 0 && page.textLength < thinText)) &&
    (marks === undefined || marks.some((mark) => page.marks.includes(mark))) &&
    (title === undefined || title.test(page.title ?? '')) &&
    (text === undefined || text.test(page.text))
  );
}
