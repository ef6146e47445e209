import type { Answer } from '../model/observation.ts';
import { parseUrl } from '../parse-url.ts';
import type { ArchiveResponse } from './archive.ts';
import { readLinks } from './link-format.ts';
import { asArchived, type Errand, inside, type Step } from './memento-address.ts';
import { inMode, replayedIn } from '../archived/replay-mode.ts';
import { mementosIn } from './time-map.ts';
import { momentOfHeader } from '../archived/timestamp.ts';
import { type Refusal, refusalOf, silent } from './wayback-refusal.ts';

/** A capture, as its archive served it. */
export interface Memento {
  readonly type: 'memento';
  /** Where people look at it. */
  readonly url: string;
  readonly of: string;
  readonly status: number;
  readonly moment: string;
  readonly answer?: Answer;
  /** The original address that an archived redirect leads to. */
  readonly next?: string;
}

type Shown =
  | Memento
  | { readonly type: 'elsewhere'; readonly step: Step }
  | { readonly type: 'absent' }
  | { readonly type: 'foreign' }
  | Refusal;

/**
 * Reads what the archive answered. `Memento-Datetime` decides whose status it is: with it the archived page's, without it the
 * archive's own, which then says where the capture is: in `Location` (RFC 7089 §4.1, §4.2), or beside a frame, in `Link`.
 */
export function readShown(response: ArchiveResponse, at: Step, errand: Errand): Shown {
  const datetime = response.type === 'answer' ? response.headers.get('memento-datetime') : undefined;
  if (response.type === 'answer' && datetime !== undefined) return memento(response, datetime, at, errand);
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  const { status, headers } = own;
  if (status === 404) return { type: 'absent' };
  if (status === 451) return { type: 'excluded', detail: 'the archive may not show it (451)' };
  if (status >= 300 && status <= 399) {
    const location = headers.get('location');
    return location === undefined ? silent('it redirected to nowhere') : leadTo(location, at, errand);
  }
  const named = mementosIn(
    readLinks(headers.get('link') ?? '').filter(({ rel }) => rel.every((one) => one === 'memento')),
    errand.lookup.today,
  )[0];
  return status === 200 && named !== undefined
    ? leadTo(named.url, at, errand)
    : silent(`it answered ${status} without a capture`);
}

function leadTo(address: string, { url, of }: Step, errand: Errand): Shown {
  const to = inside(errand, address, url);
  return to === undefined ? { type: 'foreign' } : { type: 'elsewhere', step: asArchived(to, of) };
}

function memento(
  { status, headers, capture }: Extract<ArchiveResponse, { type: 'answer' }>,
  datetime: string,
  { url, of }: Step,
  errand: Errand,
): Shown {
  const moment = momentOfHeader(datetime, errand.lookup.today);
  if (moment === undefined) return silent('it dates its capture to a day that cannot be');
  const named = headers.get('content-location');
  const location = headers.get('location');
  const next = status >= 300 && status <= 399 && location !== undefined ? originalOf(location, url, of) : undefined;
  return {
    type: 'memento',
    // A capture that is named nowhere is the TimeGate's own answer.
    url: inMode((named === undefined ? undefined : inside(errand, named, url)) ?? url, ''),
    of,
    status,
    moment,
    ...(capture !== undefined && { answer: capture }),
    ...(next !== undefined && { next }),
  };
}

/** The original address that an archived redirect leads to, whether the archive has rewritten it or left it as the site sent it. */
function originalOf(location: string, url: string, of: string): string | undefined {
  const inside = replayedIn(parseUrl(location, url)?.href ?? '');
  const to = parseUrl(inside ?? location, of);
  if (to === undefined || !/^https?:$/.test(to.protocol)) return undefined;
  to.hash = '';
  return to.href;
}
