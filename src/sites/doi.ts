import { at, parsed } from './reading/json.ts';
import { isOn } from './reading/host.ts';
import { says, tellsNothing } from './reading/says.ts';
import type { Site } from './site.ts';

const doiPath = /^\/10\.\d{4,9}(?:\.\d+)*\/./u;

/** The registry of DOIs tells whether a DOI is registered, whatever its publisher answers to programs (Handle System HTTP API). */
export const doi: Site = {
  name: 'doi',
  matches: (url) => isOn(url, 'doi.org') && doiPath.test(url.pathname),
  question: ({ pathname }) => `https://doi.org/api/handles${pathname}`,
  read(answer) {
    const code = at(parsed(answer.text), 'responseCode');
    if (code === 1 && answer.status === 200) {
      return says('alive', 'ok', 'doi-registered', 'the DOI registry says that it is registered');
    }
    return code === 100 && answer.status === 404
      ? says('dead', 'not-found', 'doi-unregistered', 'the DOI registry says that no such DOI is registered')
      : tellsNothing('doi', 'the DOI registry', answer);
  },
};
