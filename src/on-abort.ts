/** Who is to be told when a signal is aborted. */
const told = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `act` when the signal is aborted; returns the way to call it off. However many wait for one signal, it has one listener:
 * Node goes through all listeners of a signal for each that comes or goes, which for all links of a run is their number squared.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const acts = told.get(signal) ?? listen(signal);
  // The same function may wait twice.
  const own = (): void => act();
  acts.add(own);
  return () => void acts.delete(own);
}

function listen(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  told.set(signal, acts);
  signal.addEventListener('abort', () => acts.forEach((act) => act()), { once: true });
  return acts;
}
