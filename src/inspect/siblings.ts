import type { Look } from '../model/observation.ts';
import { once } from './once.ts';
import type { Layer } from './probe.ts';

/**
 * Looks once a run at each address that was made up beside cited ones: however many targets ask for it, they get the same
 * look. How a server answers for a page that it does not have is the same for all of them.
 */
export const siblingsOnce = (): Layer => (inner) => {
  const lookOnce = once<Look>();
  return async (request, signal) =>
    request.purpose === 'sibling'
      ? lookOnce(request.url, (own) => inner(request, own), signal)
      : inner(request, signal);
};
