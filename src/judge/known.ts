import type { siteFor } from '../sites/index.ts';
import { citedCapture } from './cited-capture.ts';
import type { JudgeContext, Known } from './reading.ts';

/** What an address tells by itself: whose it is, and of what it is a copy. */
export function knownOf<Context extends JudgeContext>(context: Context, sites: typeof siteFor): Context & Known {
  const capture = citedCapture(context.url);
  const site = sites(new URL(capture?.url ?? context.url));
  return {
    ...context,
    ...(capture === undefined ? {} : { capture }),
    ...(site === undefined ? {} : { site }),
  };
}
