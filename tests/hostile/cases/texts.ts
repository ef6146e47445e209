import type { RequestListener } from 'node:http';

import type { HostileCase } from '../case.ts';
import { article, http, paths, says, served } from '../sites.ts';

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
    // One letter more or less, and a living page is a 404.
    id: 'in-exact-addresses',
    article: () => writings.map(([text]) => text).join('\n\n'),
    sites: () => ({ [exactly]: http(knowing([...writings.map(([, asked]) => asked), ...askedBeside])) }),
    accepts: ['alive/ok', 'suspect/not-an-image'],
    afterwards: ({ served: servers }) => {
      const asked = new Set(servers.get(exactly)?.requests.map(({ path }) => path));
      const missed = [...writings.map(([, path]) => path), ...askedBeside].filter((path) => !asked.has(path));
      if (missed.length > 0) throw new Error(`not asked for: ${missed.join(' ')}; but for ${[...asked].join(' ')}`);
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

const exactly = 'http://in-exact-addresses.test';

/** Ways to write an address in an article, and what its server must be asked for: it knows nothing else. */
const writings: readonly (readonly [article: string, asked: string])[] = [
  [`[a](${exactly}/a_(b))`, '/a_(b)'],
  [`<${exactly}/%D6%D0%ce%c4?q=%e4%bd>`, '/%D6%D0%ce%c4?q=%e4%bd'],
  [`[c](${exactly}/?a=1&copy=2&lt=3)`, '/?a=1&copy=2&lt=3'],
  [`[d](${exactly}/?d=1&amp;b=2)`, '/?d=1&b=2'],
  [`<a href="${exactly}/?e=1&copy=2&reg=3">e</a>`, '/?e=1&copy=2&reg=3'],
  [`<a href='${exactly}/f?x=1&#38;y=2'>f</a>`, '/f?x=1&y=2'],
  [`Bare ${exactly}/g_h*i~j,k;l!m'n and on.`, "/g_h*i~j,k;l!m'n"],
  [`详见${exactly}/chinese。然后`, '/chinese'],
  [`（${exactly}/brackets）、「${exactly}/quotes」`, '/brackets'],
  [`[i](${exactly}/中文/é?城=市)`, '/%E4%B8%AD%E6%96%87/%C3%A9?%E5%9F%8E=%E5%B8%82'],
  [`[j](<${exactly}/j k>)`, '/j%20k'],
  [`[k](${exactly}/\\_k\\_)`, '/_k_'],
  [`[l](${exactly}/l#:~:text=x)`, '/l'],
  [`[n](${exactly}/a/../n/./c)`, '/n/c'],
  [`[o](${exactly}//double//slash)`, '//double//slash'],
  [`In (${exactly}/parentheses) and *${exactly}/emphasis*`, '/parentheses'],
  [`[s][]\n\n[s]: ${exactly}/s "a title"`, '/s'],
  [`**[v](${exactly}/v 'title')**: ${exactly}/w.`, '/v'],
  [`[y](${exactly}/y%zz%)`, '/y%zz%'],
  [`[z](${exactly}/z;jsessionid=1?a[]=1)`, '/z;jsessionid=1?a[]=1'],
  [`| a | b |\n|---|---|\n| ${exactly}/cell | [p](${exactly}/p\\|q) |`, '/cell'],
  [`<img src=${exactly}/unquoted alt=x> <iframe src="${exactly}/frame"></iframe>`, '/frame'],
];
const askedBeside = ['/quotes', '/emphasis', '/w', '/p|q'] as const;

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

/** A server that knows these addresses, a picture beside them, and no others. */
function knowing(asked: readonly string[]): RequestListener {
  return paths(Object.fromEntries([...asked, '/unquoted'].map((path) => [path, served])), says(404));
}

export const texts = [...addresses, ...shown];
