import type { Look } from '../model/observation.ts';
import type { Layer } from './probe.ts';
import { shared } from './shared.ts';

/**
 * Looks once a run at each address that was made up beside cited ones: however many targets ask for it, they get the same
 * look. How a server answers for a page that it does not have is the same for all of them.
 */
export const siblingsOnce = (): Layer => (inner) => {
  const looks = new Map<string, (signal: AbortSignal) => Promise<Look>>();
  return async (request, signal) => {
    if (request.purpose !== 'sibling') return inner(request, signal);
    const known = looks.get(request.url);
    const look = known ?? shared((own) => inner(request, own));
    looks.set(request.url, look);
    return look(signal);
  };
};
