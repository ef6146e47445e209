import type { HostileCase } from '../case.ts';
import { article, bytes, head, http, leads, links, paths, says, secure, served, plain, utf8 } from '../sites.ts';

const location = (value: string, ...more: readonly string[]): string =>
  head('302 Found', [`Location: ${value}`, 'Content-Length: 0', 'Connection: close', ...more]);

/** Redirects from `/page`; whatever else is asked is there. */
const from = (handler: Parameters<typeof http>[0]) => http(paths({ '/page': handler }));

/** Servers whose every answer to `/page` is these bytes, and to anything else the page. */
const rawFrom = (id: string, answer: string, ...accepts: HostileCase['accepts']): HostileCase => ({
  id,
  sites: () => ({ [`http://${id}.test`]: (listening) => bytes(answer)(listening) }),
  accepts,
});

/** A host whose Location, raw bytes and all, leads to another host with the page. */
const away = (id: string, value: string, ...accepts: HostileCase['accepts']): HostileCase => ({
  id,
  sites: () => ({
    [`http://${id}.test`]: bytes(location(value)),
    [`http://away.${id}.test`]: http(served),
  }),
  accepts,
});

const chains: readonly HostileCase[] = [
  plain('r-301-ok', from(leads('/stories/page', 301)), 'moved/permanent-redirect'),
  plain('r-308-ok', from(leads('/stories/page', 308)), 'moved/permanent-redirect'),
  plain('r-303', from(leads('/stories/page', 303)), 'alive/ok'),
  plain('r-305', from(leads('http://r-305.test:3128/', 305)), 'unsure/unexpected-status'),
  plain('r-self', http(leads('/page')), 'dead/redirect-loop'),
  plain(
    'r-self-cookie',
    http((request, response) =>
      (request.headers.cookie === undefined
        ? says(302, { location: '/page', 'set-cookie': 'seen=1; Path=/' })
        : served)(request, response),
    ),
    'alive/ok',
  ),
  // The same with all that a cookie may carry.
  plain(
    'r-self-cookie-dressed',
    http((request, response) =>
      (request.headers.cookie?.includes('seen="1') === true
        ? served
        : says(302, {
            location: '/page',
            'set-cookie': [
              'old=; Max-Age=0; Path=/',
              'seen="1"; Domain=.r-self-cookie-dressed.test; Path=/; Expires=Wed, 01-Jan-2098 00:00:00 GMT; HttpOnly; SameSite=Lax',
              'nameless',
            ],
          }))(request, response),
    ),
    'alive/ok',
  ),
  plain('r-no-location', http(says(302)), 'suspect/bad-redirect', 'dead/bad-redirect'),
  rawFrom('r-empty-location', location(''), 'suspect/bad-redirect', 'dead/bad-redirect', 'dead/redirect-loop'),
  {
    id: 'r-relative',
    cites: 'http://r-relative.test/a/b/page',
    sites: () => ({ 'http://r-relative.test': http(paths({ '/a/b/page': leads('../page?y=2#z') })) }),
    accepts: ['alive/ok'],
    afterwards: ({ served: servers }) => {
      const asked = [...(servers.get('http://r-relative.test')?.requests ?? [])].map(({ path }) => path);
      if (!asked.includes('/a/page?y=2')) throw new Error(`asked ${asked.join(' ')}`);
    },
  },
  away('r-scheme-relative', '//away.r-scheme-relative.test/page', 'alive/ok'),
  away('r-utf8-location', `http://away.r-utf8-location.test/${utf8('中文')}/page`, 'alive/ok'),
  away('r-gbk-location', 'http://away.r-gbk-location.test/\xd6\xd0\xce\xc4/page', 'alive/ok'),
  away('r-space-location', 'http://away.r-space-location.test/a b/page', 'alive/ok'),
  away(
    'r-dup-location',
    'http://away.r-dup-location.test/page\r\nLocation: http://elsewhere.r-dup-location.test/',
    'alive',
    'suspect/bad-redirect',
    'unsure/protocol',
  ),
  away('r-huge-location', `http://away.r-huge-location.test/${'p'.repeat(15_000)}`, 'alive/ok'),
  {
    id: 'r-to-other-domain-parked',
    sites: () => ({
      'http://r-to-other-domain-parked.test': http(leads('http://park.sedoparking.com/?domain=x', 301)),
      'http://park.sedoparking.com': http(
        says(200, {}, '<title>r-to-other-domain-parked.test</title><p>This domain is for sale. Buy this domain.</p>'),
      ),
    }),
    accepts: ['suspect/parked', 'dead/usurped'],
  },
  plain('r-to-login', from(leads('/login?next=%2Fpage')), 'unsure/login-wall', 'unsure/blocked'),
  {
    id: 'r-fragment',
    cites: 'http://r-fragment.test/page#section',
    sites: () => ({ 'http://r-fragment.test': from(leads('/other/page')) }),
    accepts: ['alive/ok'],
    afterwards: ({ served: servers }) => {
      const asked = (servers.get('http://r-fragment.test')?.requests ?? []).map(({ path }) => path);
      if (asked.some((path) => path.includes('#'))) throw new Error(`asked ${asked.join(' ')}`);
    },
  },
  {
    id: 'r-userinfo',
    sites: () => ({
      'http://r-userinfo.test': from(leads('http://user:pa55word@r-userinfo.test/other/page')),
    }),
    accepts: ['alive', 'unsure', 'suspect/bad-redirect'],
    afterwards: ({ texts }) => {
      if (texts.join('').includes('pa55word')) throw new Error('the password is in a report');
    },
  },
  plain(
    'r-endless-chain',
    http((request, response) => {
      const hop = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0);
      leads(`/hop/${hop + 1}`)(request, response);
    }),
    'dead/too-many-redirects',
  ),
  plain('r-to-home', http(paths({ '/page': leads('/', 301), '/': served }, says(404))), 'suspect/redirected-home'),
  // It sends every address home that it does not know, and this one too.
  plain(
    'r-home-from-anywhere',
    http(paths({ '/': served }, leads('/', 301))),
    'suspect/redirected-home',
    'suspect/soft-404',
    'dead/soft-404',
  ),
  away('r-location-padded', '  \thttp://away.r-location-padded.test/page \t', 'alive/ok'),
  away('r-location-backslashes', 'http:\\\\away.r-location-backslashes.test\\page', 'alive/ok'),
  {
    id: 'r-idn-location',
    sites: () => ({
      'http://r-idn-location.test': bytes(location(`http://${utf8('fähre')}.r-idn-location.test/page`)),
      'http://fähre.r-idn-location.test': http(served),
    }),
    accepts: ['alive/ok'],
  },
  plain('r-bad-port', http(leads('http://r-bad-port.test:99999/')), 'dead/bad-redirect', 'suspect/bad-redirect'),
  {
    id: 'r-to-other-home',
    sites: () => ({
      'http://r-to-other-home.test': http(leads('http://somebody.r-to-other-home-2.test/', 301)),
      'http://somebody.r-to-other-home-2.test': http(served),
    }),
    accepts: ['suspect', 'unsure'],
  },
  plain('r-300', http(says(300, {}, article())), 'unsure/unexpected-status', 'alive', 'suspect'),
  {
    // Whatever was cited, it leads to one and the same page.
    id: 'r-sink',
    article: () => links('http://r-sink.test/2019/story-', 4),
    sites: () => ({
      'http://r-sink.test': http(paths({ '/welcome-to-our-new-site': served }, leads('/welcome-to-our-new-site'))),
    }),
    accepts: ['suspect', 'dead/soft-404'],
  },
  {
    // Two stories that became one: each was cited for itself, and the third leads elsewhere.
    id: 'r-merged',
    article: () => ['a', 'b', 'c'].map((name) => `[${name}](http://r-merged.test/story-${name})`).join('\n\n'),
    sites: () => ({
      'http://r-merged.test': http(
        paths(
          {
            '/story-a': leads('/stories/story-a-and-story-b', 301),
            '/story-b': leads('/stories/story-a-and-story-b', 301),
            '/story-c': leads('/stories/story-c', 301),
            '/stories/story-a-and-story-b': served,
            '/stories/story-c': served,
          },
          says(404),
        ),
      ),
    }),
    accepts: ['moved', 'alive', 'suspect'],
  },
  plain('r-trailing-slash', from(leads('/page/', 301)), 'moved/permanent-redirect'),
  // Temporary at the second hop: where it is today need not be where it will be.
  plain('r-mixed-chain', http(paths({ '/page': leads('/a/page', 301), '/a/page': leads('/b/page') })), 'alive/ok'),
  {
    id: 'r-https-upgrade',
    sites: ({ issue }) => ({
      'http://r-https-upgrade.test': http(leads('https://r-https-upgrade.test/page', 301)),
      'https://r-https-upgrade.test': secure(issue({ names: ['r-https-upgrade.test'] })),
    }),
    accepts: ['moved/https-upgrade'],
  },
  {
    // The redirect is well, and where it leads is gone.
    id: 'r-to-404',
    sites: () => ({ 'http://r-to-404.test': http(paths({ '/page': leads('/b/page', 301), '/b/page': says(404) })) }),
    accepts: ['dead/not-found'],
  },
  {
    id: 'r-to-nowhere',
    sites: () => ({ 'http://r-to-nowhere.test': http(leads('http://gone.r-to-nowhere.test/page', 301)) }),
    accepts: ['dead/no-host', 'unsure/dns', 'suspect'],
  },
];

/** Redirects that would have us go where no link leads. */
const unsafe: readonly HostileCase[] = [
  plain('rs-file', http(leads('file:///etc/passwd')), 'dead/bad-redirect', 'suspect/bad-redirect'),
  plain('rs-javascript', http(leads('javascript:alert(1)')), 'dead/bad-redirect', 'suspect/bad-redirect'),
  plain('rs-data', http(leads('data:text/html,<h1>hi</h1>')), 'dead/bad-redirect', 'suspect/bad-redirect'),
  plain('rs-unix', http(leads('http://unix:/var/run/docker.sock:/')), 'dead/bad-redirect', 'suspect/bad-redirect'),
  {
    id: 'rs-to-loopback',
    sites: ({ canary }) => ({ 'http://rs-to-loopback.test': http(leads(`${canary}/secret`)) }),
    accepts: ['skipped/private-address', 'suspect/bad-redirect', 'unsure', 'dead/bad-redirect'],
  },
  {
    id: 'rs-to-metadata',
    sites: () => ({ 'http://rs-to-metadata.test': http(leads('http://169.254.169.254/latest/meta-data/')) }),
    accepts: ['skipped/private-address', 'suspect/bad-redirect', 'unsure', 'dead/bad-redirect'],
  },
  {
    // The name is public, and where it leads is not.
    id: 'rs-to-private-name',
    sites: () => ({ 'http://rs-to-private-name.test': http(leads('http://inside.rs-to-private-name.test/')) }),
    names: () => ({
      'inside.rs-to-private-name.test': [{ type: 'A', name: 'inside.rs-to-private-name.test', data: '10.0.0.5' }],
    }),
    accepts: ['suspect/bad-redirect'],
  },
  plain('rs-to-bad-port', http(leads('http://rs-to-bad-port.test:25/')), 'dead/bad-redirect', 'suspect/bad-redirect'),
  {
    id: 'rs-https-to-http',
    cites: 'https://rs-https-to-http.test/page',
    sites: ({ issue }) => ({
      'https://rs-https-to-http.test': secure(
        issue({ names: ['rs-https-to-http.test'] }),
        leads('http://rs-https-to-http.test/page'),
      ),
      'http://rs-https-to-http.test': http(served),
    }),
    accepts: ['alive/ok'],
  },
  {
    id: 'rs-auth-roundtrip',
    sites: () => ({
      'http://rs-auth-roundtrip.test': http(paths({ '/page': leads('http://other.rs-auth-roundtrip.test/page') })),
      'http://other.rs-auth-roundtrip.test': http(leads('http://rs-auth-roundtrip.test/back/page')),
    }),
    options: () => ({ header: ['http://rs-auth-roundtrip.test=Private-Token: open-sesame'] }),
    accepts: ['alive/ok'],
    afterwards: ({ served: servers, texts }) => {
      const tokens = (origin: string): readonly (string | undefined)[] =>
        (servers.get(origin)?.requests ?? []).map(
          ({ headers }) => headers.find(([name]) => name.toLowerCase() === 'private-token')?.[1],
        );
      const ours = tokens('http://rs-auth-roundtrip.test');
      const theirs = tokens('http://other.rs-auth-roundtrip.test');
      if (ours.length !== 2 || ours.some((token) => token !== 'open-sesame'))
        throw new Error('not sent to its own host');
      if (theirs.length !== 1 || theirs[0] !== undefined) throw new Error('sent to another host');
      if (texts.join('').includes('open-sesame')) throw new Error('the token is in a report');
    },
  },
];

/** Pages behind a redirect that must not be taken for what was cited, or must. */
const content: readonly HostileCase[] = [
  plain(
    'sf-200-404text',
    http(says(200, {}, '<title>404 Not Found</title><h1>404 Not Found</h1><p>No such page.</p>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-200-chinese',
    http(
      says(
        200,
        {},
        '<html lang="zh"><title>页面不存在</title><h1>页面不存在</h1><p>您访问的页面不存在或已被删除。</p>',
      ),
    ),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-200-removed',
    http(says(200, {}, '<html lang="zh"><title>提示</title><p>该内容已被发布者删除</p>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  // A report about deleted posts is not a deleted post.
  plain(
    'sf-report-on-removal',
    http(
      says(
        200,
        {},
        `<html lang="zh"><title>平台公告引发讨论</title><h1>平台公告引发讨论</h1><p>${'记者打开链接，页面只显示“该内容已被发布者删除”，而编辑部说稿件仍在核实之中，读者来信继续增加。'.repeat(20)}</p>`,
      ),
    ),
    'alive/ok',
  ),
  plain('sf-article-on-404', http(says(200, {}, article('Why 404 pages matter'))), 'alive/ok'),
  plain(
    'sf-parked',
    http(
      says(
        200,
        {},
        '<title>sf-parked.test</title><body><script src="https://sedoparking.com/frmpark/x.js"></script><p>This domain is for sale. Buy this domain now.</p>',
      ),
    ),
    'suspect/parked',
    'dead/usurped',
  ),
];

export const redirects = [...chains, ...unsafe, ...content];
