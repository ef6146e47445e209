import type { Clock } from '../world.ts';

/** Hears of every question to an archive, and tells when it is out. */
export interface OutageWatch {
  /** A question goes out. To be told once whether an answer came; `false` also where nobody waits for it any more. */
  sent(): (hasAnswered: boolean) => void;
  /** A question that was sent at this moment (`Clock.monotonic`) has failed for good. */
  failed(askedAt: number, detail: string): void;
}

/** After so many failures in a row an archive counts as being out. */
const maxFailures = 3;
/** After so long without any answer it does too, whether the failures have come by then or not. */
const maxSilenceMs = 25_000;
/** A pause before a retry is part of the silence; a longer one, in which nobody asks anything, is not. */
const retryPauseMs = 5000;
/** One that answers some, and keeps others waiting this long in all, is out where it fails at least one question in ten. */
const maxLostMs = 25_000;
const maxShareFailed = 0.1;

/** Finds out that an archive is out, so that it costs a run half a minute, however it is out and however many links there are. */
export function createOutageWatch(clock: Clock, onOutage: (detail: string) => void): OutageWatch {
  let underWay = 0;
  let silentSince: number | undefined;
  let restingSince = Number.NEGATIVE_INFINITY;
  let alarm: AbortController | undefined;
  let answers = 0;
  let failures = 0;
  let inARow = 0;
  let lostMs = 0;
  let lostUntil = 0;

  const disarm = (): void => {
    alarm?.abort();
    alarm = undefined;
  };
  const arm = (): void => {
    if (alarm !== undefined || silentSince === undefined || underWay === 0) return;
    alarm = new AbortController();
    const left = Math.max(0, silentSince + maxSilenceMs - clock.monotonic());
    clock.sleep(left, alarm.signal).then(
      () => onOutage(`no answer within ${maxSilenceMs / 1000} s`),
      () => {},
    );
  };

  return {
    sent() {
      const now = clock.monotonic();
      if (underWay === 0 && now - restingSince > retryPauseMs) silentSince = undefined;
      silentSince ??= now;
      underWay += 1;
      arm();
      return (hasAnswered) => {
        underWay -= 1;
        if (hasAnswered) {
          answers += 1;
          inARow = 0;
          silentSince = underWay > 0 ? clock.monotonic() : undefined;
        }
        if (hasAnswered || underWay === 0) disarm();
        if (underWay === 0) restingSince = clock.monotonic();
        arm();
      };
    },
    failed(askedAt, detail) {
      const now = clock.monotonic();
      failures += 1;
      inARow += 1;
      lostMs += now - Math.min(now, Math.max(askedAt, lostUntil));
      lostUntil = now;
      const isShareLarge = failures >= maxShareFailed * (failures + answers);
      if (inARow >= maxFailures || (lostMs >= maxLostMs && isShareLarge)) onOutage(detail);
    },
  };
}
