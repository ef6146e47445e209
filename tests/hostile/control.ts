import type { HostileCase } from './case.ts';
import { http, served } from './sites.ts';

/** The honest neighbour: it stands in every audit, and whatever the others do, it is alive. */
export const control: HostileCase = {
  id: 'control',
  sites: () => ({ 'http://control.test': http(served) }),
  accepts: ['alive/ok'],
};
