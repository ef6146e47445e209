import pLimit, { type LimitFunction } from 'p-limit';
import { leastIntervalMs } from '../archives/archive-pace.ts';
import { hostOf } from './host.ts';
import type { Layer } from './probe.ts';

/** The slots of hosts, where several processes count them together. */
export interface HostSlots {
  /** Waits for a slot on a host, and resolves with the way to give it back. Throws when aborted. */
  take(
    host: string,
    manners: { readonly limit: number; readonly intervalMs: number },
    signal: AbortSignal,
  ): Promise<() => void>;
}

interface SharedSlotsOptions {
  readonly slots: HostSlots;
  readonly hostConcurrency: number;
  readonly hostIntervalMs: number;
}

/**
 * Holds one of a host's slots around each request, so that no more are under way than the host can bear, whichever process sends
 * them: a redirect may lead to a host that another is busy with. Of this process only as many wait as may be sent at once.
 */
export const withSharedSlots = ({ slots, hostConcurrency, hostIntervalMs }: SharedSlotsOptions): Layer => {
  const lines = new Map<string, LimitFunction>();
  const lineAt = (host: string): LimitFunction => {
    const line = lines.get(host) ?? pLimit(hostConcurrency);
    lines.set(host, line);
    return line;
  };
  return (inner) => async (request, signal) => {
    const host = hostOf(request.url);
    const manners = { limit: hostConcurrency, intervalMs: Math.max(hostIntervalMs, leastIntervalMs(host)) };
    return lineAt(host)(async () => {
      const leave = await slots.take(host, manners, signal);
      try {
        return await inner(request, signal);
      } finally {
        leave();
      }
    });
  };
};
