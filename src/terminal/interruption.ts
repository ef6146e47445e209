import type { Host } from './host.ts';

/** The first signal ends the run early, with what is known; the second one ends the process as it would without us. */
export function listen(host: Host): { readonly signal: AbortSignal; readonly code: number | undefined; stop(): void } {
  const controller = new AbortController();
  let code: number | undefined;
  const stopOn = (exitCode: number) => (): void => {
    code = exitCode;
    // Before anybody can see that we are ending, so that a second signal is never one of ours.
    stop();
    controller.abort();
  };
  const onInterrupt = stopOn(130);
  const onTerminate = stopOn(143);
  const stop = (): void => {
    host.off('SIGINT', onInterrupt);
    host.off('SIGTERM', onTerminate);
  };
  host.on('SIGINT', onInterrupt);
  host.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    get code() {
      return code;
    },
    stop,
  };
}
