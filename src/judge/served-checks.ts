import type { Evidence } from '../model/verdict.ts';
import { isKnownAddress } from './app-shell.ts';
import { isHome } from './naming.ts';
import { served } from './redirects.ts';
import { type Check, sign } from './sign.ts';
import { isBare } from './statuses.ts';
import { weighsLess } from './writing.ts';

/** A page that says less than this (`weighsLess`) may be any page, and none. */
const thinText = 200;

/** Recognises a success with nothing in it. */
export const bare: Check = ({ answer: { status, body } }) => {
  if (isBare(status)) return sign('suspect', 'empty', 'no-content', `${status} has no content by definition`);
  return body.bytes === 0 && body.end === 'complete' && body.coding === 'ok'
    ? sign('suspect', 'empty', 'no-bytes', 'a success with nothing in it')
    : undefined;
};

/** Recognises what was served and can't be read. */
export const unread: Check = ({ answer: { body } }) => {
  if (body.coding !== 'ok')
    return sign('alive', 'undecodable', `coding-${body.coding}`, 'served, but its bytes could not be decoded');
  return body.end === 'broken'
    ? sign('alive', 'truncated', 'broken-off', `broke off after ${body.bytes} bytes`)
    : undefined;
};

/** Recognises a page that says it is not free. A moved page is better told as moved: its new address is what helps. */
export const notFree: Check = (seen) => {
  if (seen.page?.accessibleForFree !== false) return undefined;
  const found = served(seen);
  const says: Evidence = { code: 'says-not-free', detail: 'its schema.org data say isAccessibleForFree: false' };
  return found.status === 'alive'
    ? { ...found, reason: 'paywalled', evidence: [...found.evidence, says] }
    : { ...found, evidence: [...found.evidence, says] };
};

/** Notes a page that says next to nothing: it is what it is, unless a made-up address gets the same. */
export const thin: Check = (seen) => {
  const { cited, final, page } = seen;
  if (page === undefined || isHome(cited) || !weighsLess(page, thinText) || isKnownAddress(page, final))
    return undefined;
  const found = served(seen);
  const says: Evidence = { code: 'thin-text', detail: `${page.textLength} characters of text` };
  return { ...found, evidence: [...found.evidence, says], doubt: 'thin' };
};
