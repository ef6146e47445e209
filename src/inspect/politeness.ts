import { leastIntervalMs } from '../archives/archive-pace.ts';
import { recogniseArchived } from '../archived/recognise.ts';
import type { Look } from '../model/observation.ts';
import type { Clock } from '../world.ts';
import { failedLook } from './failed-look.ts';
import { hostOf } from './host.ts';
import { begin, type HostPace, learn, newHostPace } from './host-pace.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { LocalFault } from '../local-fault.ts';
import { createNetworkSlots } from './network-slots.ts';
import { onAbort } from '../on-abort.ts';
import type { Layer, ProbeRequest } from './probe.ts';

export interface PolitenessOptions {
  readonly clock: Clock;
  /** Requests under way at once, in all and on one host. */
  readonly concurrency: number;
  readonly hostConcurrency: number;
  /** Between two starts on one host; longer for archives, which count what they are asked besides. */
  readonly hostIntervalMs: number;
  /** So many runs at once share the hosts of archives, where copies are cited: each takes its part of what they bear. */
  readonly shards?: number | undefined;
}

interface Host {
  readonly slots: Lanes;
  readonly pace: HostPace;
  /** Aborted when it is closed: whoever sleeps because of it wakes. */
  readonly closing: AbortController;
}

/**
 * Whose turn it is at a host. What is nearly over comes first, and another try last: who is silent holds a slot for as long as we
 * have patience, and the sooner every link has been asked once, the sooner all that are silent are known and wait side by side.
 * (Simulated with one host that a twentieth of 5,000 links lead to, retries before fresh links take up to a third longer.)
 */
const lanes = { begun: 0, fresh: 1, again: 2 } as const;

function laneOf({ stage, purpose }: ProbeRequest): number {
  if (stage === 'retry') return lanes.again;
  return stage === 'hop' || purpose !== 'first' ? lanes.begun : lanes.fresh;
}

/** How often, and how far apart, a request is tried for which this machine has no descriptors or memory left. */
const localTries = 8;
const localPauseMs = 1000;

/**
 * Keeps to what a host can bear. The host's slot is taken first and the network's second, and whoever waits holds no network
 * slot: so a slow host, or one that asks for patience, keeps nobody waiting but its own. A host is its name, whatever the port.
 */
export const polite = ({
  clock,
  concurrency,
  hostConcurrency,
  hostIntervalMs,
  shards = 1,
}: PolitenessOptions): Layer => {
  const network = createNetworkSlots(concurrency);
  const hosts = new Map<string, Host>();
  let shrunkAt = -Infinity;

  function hostAt(name: string, url: string): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    const askers = recogniseArchived(url) === undefined ? 1 : shards;
    const host = {
      slots: createLanes(Math.max(1, Math.floor(hostConcurrency / askers)), Object.keys(lanes).length),
      pace: newHostPace(Math.max(hostIntervalMs, leastIntervalMs(name)) * askers, clock.monotonic()),
      closing: new AbortController(),
    };
    hosts.set(name, host);
    return host;
  }

  function note({ pace, closing }: Host, look: Look, startedAt: number): void {
    learn(pace, look, { startedAt, monotonic: clock.monotonic(), time: clock.now() });
    if (pace.closed !== undefined) closing.abort();
  }

  /** Halves the window once for all that fail together. */
  function shrink(): void {
    const now = clock.monotonic();
    if (now < shrunkAt + localPauseMs) return;
    shrunkAt = now;
    network.halve();
  }

  return (inner) => async (request, signal) => {
    const name = hostOf(request.url);
    const host = hostAt(name, request.url);
    const { pace, slots, closing } = host;

    /** One request, when it may start; `undefined` if it may not yet. */
    const start = async (): Promise<Look | undefined> => {
      const leave = await network.take(slots.waiting(), signal);
      try {
        const now = clock.monotonic();
        if (pace.closed !== undefined || now < pace.nextStart) return undefined;
        begin(pace, now);
        const look = await inner(request, signal);
        // Before the slot goes to the next: it may be of the same host.
        if (!isLocal(look)) note(host, look, now);
        return look;
      } finally {
        leave();
      }
    };

    const closedLook = (code: NonNullable<HostPace['closed']>): Look =>
      failedLook(request, { at: clock.now(), code, detail: `${name} ${closings[code]}` });

    const sleep = async (ms: number): Promise<void> => {
      signal.throwIfAborted();
      const waking = new AbortController();
      // Not `AbortSignal.any`: a host's own signal would remember each of these for as long as it lives.
      const wakes = [signal, closing.signal].map((one) => onAbort(one, () => waking.abort(one.reason)));
      try {
        await clock.sleep(ms, waking.signal);
      } catch (error) {
        if (signal.aborted || !closing.signal.aborted) throw error;
      } finally {
        for (const callOff of wakes) callOff();
      }
    };

    const turn = async (): Promise<Look> => {
      let faults = 0;
      while (true) {
        // Another may take the start that we waited for, or the host ask for patience while we wait for the network.
        while (pace.closed === undefined && clock.monotonic() < pace.nextStart) {
          await sleep(pace.nextStart - clock.monotonic());
        }
        if (pace.closed !== undefined) return closedLook(pace.closed);
        const look = await start();
        if (look === undefined) continue;
        if (!isLocal(look)) return look;
        shrink();
        faults += 1;
        if (faults === localTries) throw new LocalFault(detailOf(look));
        await clock.sleep(localPauseMs, signal);
      }
    };

    const leave = await slots.enter(laneOf(request), signal);
    try {
      // Once a host is closed, each of its queue passes through without a request, and so all at once.
      return await turn();
    } finally {
      leave();
    }
  };
};

const closings = {
  'host-given-up': 'failed again and again, and is not asked any more in this run.',
  'held-too-long': 'wants us to wait longer than a run may, and is not asked any more.',
} as const;

const isLocal = ({ end }: Look): boolean => end.type === 'failure' && end.failure.code === 'local';

const detailOf = ({ end }: Look): string => (end.type === 'failure' ? end.failure.detail : end.type);
