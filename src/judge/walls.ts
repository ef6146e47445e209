import type { Evidence } from '../model/verdict.ts';
import { type Check, type Seen, sign } from './sign.ts';
import { type Signature, signatures, wallStatuses } from './signatures.ts';

/** A page with less visible text than this is nothing but its wall. */
const thinText = 200;

/** Recognises pages that stand between a program and the cited page: challenges and refusals of known vendors. */
export const wall: Check = (seen) => {
  const found = signatures.find((signature) => signature.means !== 'supporting' && holds(signature, seen));
  if (found === undefined || found.means === 'supporting') return undefined;
  const what = found.means === 'challenged' ? 'asks for a proof of being human' : 'refuses programs';
  return sign('unsure', found.means, found.id, `${found.vendor} ${what}`);
};

/** What stands in front of the site: explains a refusal, proves none. */
export const inFront = (seen: Seen): readonly Evidence[] => [
  ...new Map(
    signatures
      .filter((signature) => signature.means === 'supporting' && holds(signature, seen))
      .map(({ id, vendor }) => [id, { code: id, detail: `${vendor} stands in front of the site` }] as const),
  ).values(),
];

function holds({ statuses, headers, marks, title, scripted, text }: Signature, { answer, page }: Seen): boolean {
  if (statuses !== undefined && !statuses.includes(answer.status)) return false;
  for (const [name, pattern] of Object.entries(headers ?? {})) {
    if (!pattern.test(answer.headers[name] ?? '')) return false;
  }
  if (marks === undefined && title === undefined && text === undefined && scripted === undefined) return true;
  if (page === undefined) return false;
  if (!wallStatuses.has(answer.status) && page.textLength >= thinText) return false;
  return (
    (scripted === undefined || (page.scripts > 0 && page.textLength < thinText)) &&
    (marks === undefined || marks.some((mark) => page.marks.includes(mark))) &&
    (title === undefined || title.test(page.title ?? '')) &&
    (text === undefined || text.test(page.text))
  );
}
