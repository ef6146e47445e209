import type { HostileCase } from '../case.ts';
import { article, http, says, served } from '../sites.ts';

/** What would move a terminal's cursor, set its title, reorder its line, or be obeyed by a workflow's log. */
const spells = '\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\u2066\u200b::error::owned ##[error]owned';

const site = (id: string) => () => ({ [`http://${id}.test`]: http(served) });

/** Addresses as nobody should write them. */
const addresses: readonly HostileCase[] = [
  { id: 'in-url-64k', cites: `http://in-url-64k.test/${'u'.repeat(64_000)}`, accepts: ['dead/malformed'] },
  {
    id: 'in-url-control',
    article: () => '[x](http://in-url-control.test/a&#9;b) <a href="http://in-url-control.test/&#x202e;c\x01d">y</a>',
    sites: site('in-url-control'),
    // Where the mark of a direction stands percent-encoded in the address, it is an address like any other.
    accepts: ['dead/malformed', 'alive/ok'],
  },
  {
    id: 'in-dup-1000',
    article: () => '[again](http://in-dup-1000.test/page)\n\n'.repeat(1000),
    sites: site('in-dup-1000'),
    accepts: ['alive/ok'],
    afterwards: ({ served: servers, targets }) => {
      const requests = servers.get('http://in-dup-1000.test')?.requests.length;
      if (requests !== 1 || targets[0]?.links.length !== 1000)
        throw new Error(`${requests} requests, ${targets[0]?.links.length} links`);
    },
  },
  {
    id: 'in-bom-crlf',
    article: () => '\ufeff# Title\r\n\r\nText [x](http://in-bom-crlf.test/page)\r\n',
    sites: site('in-bom-crlf'),
    accepts: ['alive/ok'],
    afterwards: ({ targets }) => {
      const { line, column } = targets[0]?.links[0]?.place ?? {};
      if (line !== 3 || column !== 6) throw new Error(`line ${line}, column ${column}`);
    },
  },
];

/** Texts that mean to be obeyed. That no report's bytes do is checked of all cases. */
const shown: readonly HostileCase[] = [
  {
    id: 'out-ansi-link-text',
    article: () => `# ${spells}\n\n[${spells}](http://out-ansi-link-text.test/gone)`,
    sites: () => ({ 'http://out-ansi-link-text.test': http(says(404, {}, `<title>${spells}</title>`)) }),
    accepts: ['dead/not-found'],
  },
  {
    id: 'out-osc8-spoof',
    article: () => '[x](<http://out-osc8-spoof.test/\x1b\\owned\x1b]8;;>) [y](http://out-osc8-spoof.test/%1b%5c)',
    sites: () => ({ 'http://out-osc8-spoof.test': http(says(404)) }),
    accepts: ['dead/malformed', 'dead/not-found'],
  },
  {
    id: 'out-bidi',
    sites: () => ({ 'http://out-bidi.test': http(says(200, {}, article(`A \u202etitle\u2066 turned`))) }),
    accepts: ['alive/ok'],
  },
  {
    id: 'out-html-xss',
    article: () => '[</script><img onerror=alert(1)>](http://out-html-xss.test/gone) [z](javascript:alert(1))',
    sites: () => ({ 'http://out-html-xss.test': http(says(404)) }),
    accepts: ['dead/not-found', 'skipped/scheme'],
  },
  {
    id: 'out-json-numbers',
    sites: () => ({
      'http://out-json-numbers.test': http(says(403, { __proto__x: '1e999', 'x-ratelimit-limit': 'NaN' })),
    }),
    accepts: ['unsure/blocked'],
  },
  {
    id: 'out-location-spells',
    sites: () => ({
      'http://out-location-spells.test': http(says(302, { location: 'foo:%1b]0;owned%07<script>::error::' })),
    }),
    accepts: ['dead/bad-redirect', 'suspect/bad-redirect'],
  },
];

export const texts = [...addresses, ...shown];
