import type { Clock } from '../world.ts';
import type { Archives } from './archives.ts';
import { failedLook } from './failed-look.ts';
import type { Layer } from './probe.ts';

interface BudgetedOptions extends Pick<Archives, 'turnFor'> {
  readonly clock: Clock;
}

/**
 * Lets looks at an archive's own addresses count in what may be asked of it: an article that cites hundreds of captures would
 * else get the network barred that its questions are to be asked from.
 */
export const budgeted =
  ({ clock, turnFor }: BudgetedOptions): Layer =>
  (probe) =>
  async (request, signal) => {
    const turn = turnFor(request.url);
    const withheld = await turn?.take(signal);
    if (withheld !== undefined) {
      return failedLook(request, { at: clock.now(), code: 'held-too-long', detail: withheld });
    }
    const askedAt = clock.monotonic();
    const look = await probe(request, signal);
    turn?.heard(look, askedAt);
    return look;
  };
