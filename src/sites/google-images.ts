import { says } from './reading/says.ts';
import type { Site } from './site.ts';

const imageHost =
  /^(?:lh\d\.googleusercontent\.com|blogger\.googleusercontent\.com|\d\.bp\.blogspot\.com|(?:[\w-]+\.)?ggpht\.com)$/u;

/**
 * Pictures of Google's services. Nobody signs in here: 403 says that the picture was deleted or that its signed address has
 * run out, and 400 that the address is not whole.
 */
export const googleImages: Site = {
  name: 'google-images',
  matches: ({ hostname }) => imageHost.test(hostname),
  read({ status }) {
    if (status === 403) {
      const detail = 'Google answers 403 for pictures that were deleted and for addresses that have run out';
      return says('suspect', 'not-an-image', 'google-images-403', detail);
    }
    return status === 400
      ? says('suspect', 'not-an-image', 'google-images-400', 'Google cannot read the address, which may have been cut')
      : undefined;
  },
};
