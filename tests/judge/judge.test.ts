import { expect, it } from 'vitest';
import { entryOf, evidenceOf } from '../../src/judge/evidence.ts';
import { judge } from '../../src/judge/judge.ts';
import type { LinkKind } from '../../src/model/link.ts';
import type { Look, Observation } from '../../src/model/observation.ts';
import { reasons } from '../../src/model/reasons.ts';
import { again, chained, cited, failed, got, led, page, seen, thin } from './looks.ts';

const verdictOf = (observation: Observation, url = cited, kinds: readonly LinkKind[] = ['link']) =>
  judge(observation, { url, kinds });

type Row = readonly [name: string, expected: string, first: Look, ...others: Look[]];

const table = (rows: readonly Row[], url?: string, kinds?: readonly LinkKind[]): void => {
  for (const [name, expected, first, ...others] of rows) {
    it(`${name}: ${expected}`, () => {
      const { status, reason, evidence } = verdictOf(seen(first, ...others), url, kinds);
      expect(`${status}/${reason}`).toBe(expected);
      expect(evidence.every(({ code, detail }) => /^[a-z\d]+(?:-[a-z\d]+)*$/u.test(code) && detail !== '')).toBe(true);
      expect(reasons[reason].statuses).toContain(status);
      expect(evidence.filter(({ code }) => entryOf(code) === undefined)).toEqual([]);
      expect(evidence.some(({ code }) => entryOf(code, evidenceOf[reason]) !== undefined)).toBe(true);
    });
  }
};

// Statuses
table([
  ['a page that is served', 'alive/ok', got(200)],
  ['a part of it', 'alive/ok', got(206)],
  ['203 from a proxy', 'alive/ok', got(203)],
  ['204 has nothing in it', 'suspect/empty', got(204, { body: { bytes: 0 } })],
  ['205 has nothing in it', 'suspect/empty', got(205)],
  ['202 promises and serves nothing', 'unsure/unexpected-status', got(202, { page: thin('') })],
  ['300 leaves the choice to a person', 'unsure/unexpected-status', got(300)],
  ['304 that nobody asked for', 'unsure/unexpected-status', got(304, { body: { bytes: 0 } })],
  ['305 wants a proxy', 'unsure/unexpected-status', got(305)],
  ['400', 'unsure/unexpected-status', got(400)],
  ['401', 'unsure/login-wall', got(401)],
  ['402', 'unsure/paywall', got(402)],
  ['403', 'unsure/blocked', got(403)],
  ['404 in one look only', 'unsure/unexpected-status', got(404)],
  ['404 twice', 'dead/not-found', got(404), again(got(404))],
  ['405 to GET', 'unsure/blocked', got(405)],
  ['406', 'unsure/blocked', got(406)],
  ['407 is a proxy of ours', 'unsure/unexpected-status', got(407)],
  ['408', 'unsure/timeout', got(408)],
  ['410 in one look only', 'unsure/unexpected-status', got(410)],
  ['410 twice', 'dead/gone', got(410), again(got(410))],
  ['412', 'unsure/blocked', got(412)],
  ['418', 'unsure/blocked', got(418)],
  ['421', 'unsure/unexpected-status', got(421)],
  ['429', 'unsure/rate-limited', got(429)],
  ['431', 'unsure/unexpected-status', got(431)],
  ['444', 'unsure/blocked', got(444)],
  ['451', 'unsure/legal', got(451)],
  ['498', 'unsure/blocked', got(498)],
  ['500', 'unsure/server-error', got(500)],
  ['502', 'unsure/server-error', got(502)],
  ['503', 'unsure/server-error', got(503)],
  ['503 with a word of maintenance', 'unsure/maintenance', got(503, { page: thin('Site under maintenance') })],
  ['504', 'unsure/server-error', got(504)],
  ['511 is a portal of our own network', 'unsure/unexpected-status', got(511)],
  ['521', 'unsure/server-error', got(521)],
  ['530', 'unsure/server-error', got(530)],
  ['599', 'unsure/server-error', got(599)],
  ['600', 'unsure/unexpected-status', got(600)],
  ['999', 'unsure/blocked', got(999)],
]);

// Two looks
table([
  ['404, then the page', 'alive/ok', got(404), again(got(200))],
  ['404, then a failing server', 'unsure/server-error', got(404), again(got(500))],
  ['404, then a wall', 'unsure/blocked', got(404), again(got(403))],
  ['404, then silence', 'unsure/timeout', got(404), again(failed('timeout'))],
  ['404, then 410', 'dead/not-found', got(404), again(got(410))],
  ['410, then 404', 'dead/not-found', got(410), again(got(404))],
  ['404, then no such name', 'unsure/dns', got(404), again(failed('name-not-found'))],
  [
    '404, then a page that says it is none',
    'suspect/soft-404',
    got(404),
    again(got(200, { page: thin('Page not found') })),
  ],
  [
    '404 behind a permanent redirect, twice',
    'dead/not-found',
    ...twice(got(404, { url: 'https://new.example/x', via: [[cited, 301]] })),
  ],
  ['no such name, once', 'unsure/dns', failed('name-not-found')],
  ['no such name, twice', 'dead/no-host', ...twice(failed('name-not-found'))],
  ['no such name, then the page', 'alive/ok', failed('name-not-found'), again(got(200))],
  [
    'no such name, then a name without address',
    'unsure/dns',
    failed('name-not-found'),
    again(failed('name-without-address')),
  ],
  ['no such name, then 404', 'unsure/unexpected-status', failed('name-not-found'), again(got(404))],
  [
    'a redirect to a name that is no more, twice',
    'dead/no-host',
    ...twice(failed('name-not-found', { url: 'https://gone.example/', hops: [{ url: cited, status: 302 }] })),
  ],
  ['HTTP/2 only, and served', 'alive/ok', failed('http2-required'), again(got(200), 'http2')],
  ['HTTP/2 only, and 404 twice', 'dead/not-found', failed('http2-required'), again(got(404), 'http2'), again(got(404))],
  ['HTTP/2 only, and 404 once', 'unsure/unexpected-status', failed('http2-required'), again(got(404), 'http2')],
  ['HTTP/2 only, and reset', 'unsure/protocol', failed('http2-required'), again(failed('reset'), 'http2')],
  ['broken HTTP that can be read leniently', 'alive/ok', failed('protocol'), again(got(200), 'lenient')],
  ['broken HTTP that says 404', 'unsure/unexpected-status', failed('protocol'), again(got(404), 'lenient')],
  ['bytes that are no HTTP at all', 'unsure/protocol', failed('protocol'), again(failed('protocol'), 'lenient')],
  ['a bad certificate before a page', 'alive/insecure', failed('certificate'), again(got(200), 'unverified-tls')],
  [
    'a bad certificate before a page that moved',
    'alive/insecure',
    failed('certificate'),
    again(led('https://new.example/story'), 'unverified-tls'),
  ],
  ['a bad certificate before 404', 'unsure/tls', failed('certificate'), again(got(404), 'unverified-tls')],
  [
    'a bad certificate before a parked domain',
    'unsure/tls',
    failed('certificate'),
    again(got(200, { page: page({ marks: ['parking-ads'] }) }), 'unverified-tls'),
  ],
  ['a bad certificate before a wall', 'unsure/tls', failed('certificate'), again(got(403), 'unverified-tls')],
  ['a bad certificate before silence', 'unsure/tls', failed('certificate'), again(failed('timeout'), 'unverified-tls')],
  ['obsolete TLS before a page', 'alive/insecure', failed('obsolete-tls'), again(got(200), 'obsolete-tls')],
  ['obsolete TLS before nothing', 'unsure/tls', failed('obsolete-tls'), again(failed('reset'), 'obsolete-tls')],
]);

function twice(look: Look): [Look, Look] {
  return [look, again(look)];
}

// Failures
table([
  ['a name without address', 'unsure/dns', failed('name-without-address')],
  ['a name server that fails', 'unsure/dns', failed('name-server-failed')],
  ['a name server that is silent', 'unsure/dns', failed('name-timeout')],
  ['silence', 'unsure/timeout', failed('timeout')],
  ['a refused connection', 'unsure/refused', failed('refused')],
  ['no way to the host', 'unsure/refused', failed('unreachable')],
  ['a broken connection', 'unsure/reset', failed('reset')],
  ['a bad certificate', 'unsure/tls', failed('certificate')],
  ['obsolete TLS', 'unsure/tls', failed('obsolete-tls')],
  ['any other trouble with TLS', 'unsure/tls', failed('tls')],
  ['HTTP/2 only', 'unsure/protocol', failed('http2-required')],
  ['no HTTP', 'unsure/protocol', failed('protocol')],
  ['a host given up', 'unsure/refused', failed('host-given-up')],
  ['a host that asks for too long a wait', 'unsure/rate-limited', failed('held-too-long')],
  ['a fault on this side', 'unsure/refused', failed('local')],
  ['a private address', 'skipped/private-address', failed('private-address')],
  ['a port that is not asked', 'skipped/bad-port', failed('bad-port')],
  [
    'a private address behind a redirect',
    'suspect/bad-redirect',
    failed('private-address', { hops: [{ url: cited, status: 302 }] }),
  ],
]);

// Chains
table([
  ['a circle, once', 'suspect/bad-redirect', chained('loop')],
  ['a circle, twice', 'dead/redirect-loop', ...twice(chained('loop'))],
  ['a circle, then the page', 'alive/ok', chained('loop'), again(got(200))],
  ['a circle, then no end', 'dead/too-many-redirects', chained('loop'), again(chained('too-long'))],
  ['a circle, then 404', 'unsure/unexpected-status', chained('loop'), again(got(404))],
  ['no end, once', 'suspect/bad-redirect', chained('too-long')],
  ['no end, twice', 'dead/too-many-redirects', ...twice(chained('too-long'))],
  ['an address that can not be followed, once', 'suspect/bad-redirect', chained('unusable-location')],
  ['an address that can not be followed, twice', 'dead/bad-redirect', ...twice(chained('unusable-location'))],
  ['no address, however often', 'suspect/bad-redirect', ...twice(chained('no-location'))],
  ['into a private network, however often', 'suspect/bad-redirect', ...twice(chained('into-private-address'))],
  [
    'a page that refreshes in circles',
    'suspect/bad-redirect',
    ...twice(chained('loop', [{ url: cited, status: 200, next: { by: 'refresh', url: cited } }])),
  ],
  [
    'a circle through a sign-in page',
    'unsure/login-wall',
    ...twice(
      chained('loop', [
        { url: cited, status: 302 },
        { url: 'https://site.example/login?next=x', status: 302 },
      ]),
    ),
  ],
  [
    'a circle through a consent page',
    'unsure/consent-wall',
    ...twice(
      chained('loop', [
        { url: cited, status: 302 },
        { url: 'https://consent.site.example/', status: 302 },
      ]),
    ),
  ],
]);

// Redirects
table([
  ['301', 'moved/permanent-redirect', led('https://new.example/story-of-a-day')],
  ['308', 'moved/permanent-redirect', led('https://site.example/story-of-a-day', 308)],
  ['an immediate refresh', 'moved/permanent-redirect', led('https://site.example/s/1', 'refresh')],
  ['302', 'alive/ok', led('https://site.example/story', 302)],
  ['303', 'alive/ok', led('https://site.example/story', 303)],
  ['307', 'alive/ok', led('https://site.example/story', 307)],
  [
    '301 and then 302',
    'alive/ok',
    got(200, {
      url: 'https://c.example/story',
      via: [
        [cited, 301],
        ['https://b.example/story', 302],
      ],
    }),
  ],
  [
    '301 and then 308',
    'moved/permanent-redirect',
    got(200, {
      url: 'https://c.example/story',
      via: [
        [cited, 301],
        ['https://b.example/story', 308],
      ],
    }),
  ],
  ['301 back to itself, with a cookie', 'alive/ok', led(cited)],
  ['301 to itself but for the fragment', 'alive/ok', led(`${cited}#top`)],
  ['301 from https to http', 'alive/ok', led(cited.replace('https', 'http'))],
  ['301 to an address with a password', 'alive/ok', led('https://me:secret@site.example/story')],
  ['301 with a trailing slash', 'moved/permanent-redirect', led(`${cited}/`)],
  ['301 to the front door', 'suspect/redirected-home', led('https://site.example/')],
  ['302 to the front door', 'suspect/redirected-home', led('https://site.example/', 302)],
  ['302 to the front door of a language', 'suspect/redirected-home', led('https://site.example/zh-CN/', 302)],
  [
    '302 to the front door with a campaign',
    'suspect/redirected-home',
    led('https://site.example/?utm_source=old', 302),
  ],
  ['302 to an index file', 'suspect/redirected-home', led('https://site.example/index.html', 302)],
  ['301 to the front door of another site', 'suspect/redirected-home', led('https://buyer.example/')],
  [
    '301 to a host named as a part of the address',
    'moved/permanent-redirect',
    led('https://story-of-a-day.site.example/'),
  ],
  ['302 to a page of errors', 'suspect/soft-404', led('https://site.example/404.html', 302)],
  ['302 to “not found”', 'suspect/soft-404', led('https://site.example/not-found', 302)],
  ['302 to sign in', 'unsure/login-wall', led('https://site.example/login?next=%2F2022', 302)],
  ['301 to sign in at another host', 'unsure/login-wall', led('https://accounts.site.example/v3', 301)],
  [
    '302 to an account page with an address to come back to',
    'unsure/login-wall',
    led('https://site.example/auth?return_to=%2F2022', 302),
  ],
  ['301 to a page about “auth”', 'moved/permanent-redirect', led('https://site.example/docs/auth/')],
  [
    '302 to sign in, which answers 404',
    'unsure/login-wall',
    got(404, { url: 'https://site.example/accounts/login/', via: [[cited, 302]] }),
  ],
  ['302 to consent', 'unsure/consent-wall', led('https://consent.site.example/m?continue=x', 302)],
  ['302 to a cookie wall', 'unsure/consent-wall', led('https://site.example/cookie-wall', 302)],
  ['302 to subscribe', 'unsure/paywall', led('https://site.example/subscribe?x', 302)],
  [
    '302 to a host that parks domains',
    'suspect/parked',
    led('https://www.hugedomains.com/domain_profile.cfm?d=site', 302),
  ],
  ['302 to a numbered host', 'suspect/parked', led('https://ww25.site.example/2022/01/story-of-a-day', 302)],
  [
    '302 to a suspended account',
    'suspect/placeholder-page',
    led('https://site.example/cgi-sys/suspendedpage.cgi', 302),
  ],
]);

table(
  [
    [
      'only the scheme changed',
      'moved/https-upgrade',
      got(200, { url: 'https://site.example/a?b=1', via: [['http://site.example/a?b=1', 301]] }),
    ],
    [
      'scheme and www',
      'moved/permanent-redirect',
      got(200, { url: 'https://www.site.example/a?b=1', via: [['http://site.example/a?b=1', 301]] }),
    ],
    [
      'scheme and slash',
      'moved/permanent-redirect',
      got(200, { url: 'https://site.example/a/?b=1', via: [['http://site.example/a?b=1', 301]] }),
    ],
    [
      'only the scheme, for now',
      'alive/ok',
      got(200, { url: 'https://site.example/a?b=1', via: [['http://site.example/a?b=1', 307]] }),
    ],
  ],
  'http://site.example/a?b=1',
);

it.each([
  ['a front door that moved', 'https://site.example/', 'https://new.example/', 'moved/permanent-redirect'],
  ['the front door of a language', 'https://site.example/zh/', 'https://site.example/', 'moved/permanent-redirect'],
  ['an index file', 'https://site.example/index.php', 'https://site.example/', 'moved/permanent-redirect'],
  ['an article by number', 'https://site.example/?p=123', 'https://site.example/', 'suspect/redirected-home'],
  ['a short address for a home page', 'https://bit.ly/2xYz', 'https://site.example/', 'moved/permanent-redirect'],
  ['an AMP page', 'https://site.example/story/amp', 'https://site.example/story', 'moved/permanent-redirect'],
  [
    'a sign-in page that was cited as such',
    'https://site.example/login',
    'https://site.example/login/',
    'moved/permanent-redirect',
  ],
])('judges a redirect of %s', (_, from, to, expected) => {
  const { status, reason } = verdictOf(seen(got(200, { url: to, via: [[from, 301]] })), from);
  expect(`${status}/${reason}`).toBe(expected);
});

// Walls
table([
  ['a challenge told by its header', 'unsure/challenged', got(403, { headers: { 'cf-mitigated': 'challenge' } })],
  [
    'a challenge told by its header, with 404',
    'unsure/challenged',
    ...twice(got(404, { headers: { 'cf-mitigated': 'challenge' } })),
  ],
  [
    'a challenge with 503 and its script',
    'unsure/challenged',
    got(503, { page: thin('Just a moment...', { marks: ['cloudflare-challenge'] }) }),
  ],
  ['a challenge by its title', 'unsure/challenged', got(403, { page: thin('Just a moment...') })],
  ['an outright block', 'unsure/blocked', got(403, { page: thin('Attention Required! | Cloudflare') })],
  [
    'a script of the vendor on an ordinary page',
    'alive/ok',
    got(200, { page: page({ marks: ['cloudflare-challenge'] }) }),
  ],
  ['a captcha in the comment form of an ordinary page', 'alive/ok', got(200, { page: page({ marks: ['captcha'] }) })],
  [
    'a captcha and little else, refused',
    'unsure/challenged',
    got(403, { page: thin('Are you human?', { marks: ['captcha'] }) }),
  ],
  ['the vendor’s server on an ordinary page', 'alive/ok', got(200, { headers: { server: 'cloudflare' } })],
  ['the vendor’s server with 404', 'dead/not-found', ...twice(got(404, { headers: { server: 'cloudflare' } }))],
  [
    'a wall that answers 200',
    'unsure/challenged',
    got(200, { page: thin('Making sure', { marks: ['anubis-challenge'] }) }),
  ],
  [
    'a tiny page with an incident',
    'unsure/challenged',
    got(200, { page: thin('', { marks: ['incapsula-incident'] }) }),
  ],
  ['AWS with 202', 'unsure/challenged', got(202, { headers: { 'x-amzn-waf-action': 'challenge' }, page: thin('') })],
  ['AWS with 405', 'unsure/challenged', got(405, { headers: { 'x-amzn-waf-action': 'captcha' } })],
  ['Vercel', 'unsure/challenged', got(429, { headers: { 'x-vercel-mitigated': 'challenge' } })],
  ['DataDome with 401', 'unsure/challenged', got(401, { headers: { 'x-dd-b': '3', 'x-datadome': 'protected' } })],
  [
    'DataDome’s headers on a page',
    'alive/ok',
    got(200, { headers: { 'x-datadome': 'protected', 'x-datadome-cid': 'x' } }),
  ],
  ['Akamai', 'unsure/blocked', got(403, { page: thin('Access Denied', { text: 'Access Denied Reference #18.2d7' }) })],
  ['Jiasule with 521', 'unsure/challenged', got(521, { headers: { 'set-cookie': '__jsluid_s' }, page: thin('') })],
  ['Alibaba Cloud with 405', 'unsure/blocked', got(405, { page: thin('405', { marks: ['aliyun-waf'] }) })],
  ['493', 'unsure/blocked', got(493)],
  ['Baidu with 200', 'unsure/challenged', got(200, { page: thin('百度安全验证') })],
  ['Sina’s visitor page', 'unsure/challenged', got(200, { page: thin('Sina Visitor System') })],
  [
    'a sign-in page in place of a page',
    'unsure/login-wall',
    got(200, { page: thin('Log in • Site', { passwordField: true }) }),
  ],
  ['一个登录页', 'unsure/login-wall', got(200, { page: thin('登录', { passwordField: true }) })],
  ['a field for a password in a header', 'alive/ok', got(200, { page: page({ title: 'A day', passwordField: true }) })],
  ['a page that says it is not free', 'alive/paywalled', got(200, { page: page({ accessibleForFree: false }) })],
  ['a page that says it is free', 'alive/ok', got(200, { page: page({ accessibleForFree: true }) })],
  [
    'a moved page that says it is not free',
    'moved/permanent-redirect',
    led('https://site.example/s', 301, { page: page({ accessibleForFree: false }) }),
  ],
]);

// Pages that say what they are
const titles: readonly (readonly [expected: string, ...titles: string[]])[] = [
  [
    'suspect/soft-404',
    '404',
    'Error 404',
    '404 Not Found',
    '404 - Page not found',
    'Page not found | Site',
    'Page Not Found · Site',
    'Oops! Page not found',
    'Sorry, this page isn’t available.',
    'The page you requested could not be found',
    'This video is no longer available',
    '页面不存在',
    '页面不存在_新闻网',
    '抱歉，您访问的页面不存在',
    '该内容已被发布者删除',
    '頁面不存在 | 新聞',
    '找不到網頁',
    '文章已被刪除',
    'お探しのページは見つかりませんでした',
    'ページが見つかりません | サイト',
    '페이지를 찾을 수 없습니다',
    'Seite nicht gefunden',
    'Die Seite wurde nicht gefunden',
    'Page introuvable',
    'Cette page n’existe plus',
    'Página no encontrada',
    'Страница не найдена',
    'الصفحة غير موجودة',
  ],
  [
    'suspect/parked',
    'site.example is for sale',
    'This domain is for sale',
    'Buy this domain',
    'The domain name site.example is for sale',
    '此域名正在出售',
    '该域名已过期',
    'このドメインは売り出し中',
  ],
  [
    'suspect/placeholder-page',
    'Account Suspended',
    'Welcome to nginx!',
    'Apache2 Ubuntu Default Page: It works',
    'IIS Windows Server',
    '恭喜，站点创建成功！',
    'Index of /',
  ],
  [
    'suspect/geo-notice',
    'Not available in your region',
    'This content is not available in your country',
    '您所在的地区暂不支持',
  ],
  [
    'unsure/maintenance',
    'Under maintenance',
    'Scheduled maintenance',
    '系统维护中',
    'メンテナンス中',
    'Wartungsarbeiten',
    'Технические работы',
  ],
  [
    'alive/ok',
    'arXiv: [2404.07917] A paper',
    'Room 404 is a hotel',
    'Site | 404 Media',
    'The page that could not be printed',
    '财新网一篇文章已被删除引发关注',
    '网页设计入门',
    'How to fix “404 Not Found” errors in nginx and live',
    'The domain of sale is a long tradition in commerce',
    'Maintenance of old bridges in the river valley',
    'How we log in to the past',
  ],
];
table(
  titles.flatMap(([expected, ...names]) =>
    names.map((title): Row => [title, expected, got(200, { page: page({ title, textLength: 1_500 }) })]),
  ),
);

table([
  [
    'a short text that says so',
    'suspect/soft-404',
    got(200, { page: page({ title: 'Site', text: 'Sorry, the page you are looking for could not be found.' }) }),
  ],
  ['一句话的页面', 'suspect/soft-404', got(200, { page: page({ title: '公众号', text: '该内容已被发布者删除' }) })],
  [
    'a first heading that says so',
    'suspect/soft-404',
    got(200, { page: page({ title: 'Site', h1: 'Page not found' }) }),
  ],
  [
    'the words inside an article',
    'alive/ok',
    got(200, { page: page({ title: '一天', text: '这篇文章已被删除。'.repeat(100), textLength: 900 }) }),
  ],
  [
    'a long page whose title is about the error',
    'alive/ok',
    got(200, { page: page({ title: '404 Not Found', textLength: 20_000 }) }),
  ],
  [
    'a farewell',
    'suspect/placeholder-page',
    got(200, { page: page({ title: 'Site', text: 'The service has been discontinued. Thank you all.' }) }),
  ],
  [
    'farewell to a service, in an article',
    'alive/ok',
    got(200, { page: page({ title: 'The service has been discontinued' }) }),
  ],
  ['a page built by a parking service', 'suspect/parked', got(200, { page: page({ marks: ['parking-adblock-key'] }) })],
  [
    'a tiny page that jumps',
    'suspect/parked',
    got(200, { body: { bytes: 114 }, page: thin('', { marks: ['parking-jump'] }) }),
  ],
  ['a frame that waits for its script', 'unsure/app-shell', got(200, { page: thin('Site', { marks: ['app-root'] }) })],
  ['the same, rendered', 'alive/ok', got(200, { page: page({ marks: ['app-root'] }) })],
  [
    'the same, which knows its own address',
    'alive/ok',
    got(200, { page: thin('Site', { marks: ['app-root'], canonical: `${cited}/` }) }),
  ],
  [
    'the same, naming its front door',
    'unsure/app-shell',
    got(200, { page: thin('Site', { marks: ['app-root'], canonical: 'https://site.example/' }) }),
  ],
  [
    'the same, saying it found nothing',
    'suspect/soft-404',
    got(200, { page: thin('Page not found', { marks: ['app-root'] }) }),
  ],
  ['nothing at all', 'suspect/empty', got(200, { body: { bytes: 0 } })],
  ['nothing that broke off', 'alive/truncated', got(200, { body: { bytes: 0, end: 'broken' } })],
  ['a page that broke off', 'alive/truncated', got(200, { body: { end: 'broken' } })],
  [
    'half a page, whose title says “not found”',
    'alive/truncated',
    got(200, { body: { end: 'broken' }, page: thin('Page not found') }),
  ],
  ['a page longer than our bound', 'alive/ok', got(200, { body: { end: 'truncated' } })],
  ['an unknown coding', 'alive/undecodable', got(200, { body: { coding: 'unknown-coding' } })],
  ['a corrupt coding', 'alive/undecodable', got(200, { body: { coding: 'corrupt', bytes: 0 } })],
  ['a film', 'alive/ok', got(200, { contentType: 'video/mp4' })],
]);

table(
  [
    [
      'the front door of an app',
      'alive/ok',
      got(200, { url: 'https://site.example/', page: thin('Site', { marks: ['app-root'] }) }),
    ],
  ],
  'https://site.example/',
);
table(
  [['a page about 404', 'alive/ok', got(200, { page: thin('404 Not Found') })]],
  'https://site.example/wiki/HTTP_404',
);
table([['a list of the top folder', 'alive/ok', got(200, { page: thin('Index of /') })]], 'https://site.example/');

// Parked domains
const soldAt = 'https://www.hugedomains.com/domain_profile.cfm?d=site';
const elsewhere = 'https://buyer.example/';
table([
  [
    'a numbered host that says so',
    'dead/usurped',
    led('https://ww1.site.example/', 302, { page: thin('This domain is for sale') }),
  ],
  [
    'a parking host whose page is built for it',
    'dead/usurped',
    led(soldAt, 302, { page: page({ marks: ['parking-ads'] }) }),
  ],
  [
    'a page that is built for it and says so',
    'dead/usurped',
    got(200, { page: thin('域名转让', { marks: ['parking-adblock-key'] }) }),
  ],
  [
    'two marks of one building',
    'suspect/parked',
    got(200, { page: page({ marks: ['parking-adblock-key', 'parking-ads'] }) }),
  ],
  ['a redirect to a lander', 'suspect/parked', led('https://site.example/lander', 302)],
  ['a shop for domains', 'suspect/parked', led('https://www.godaddy.com/forsale/site.example', 302)],
  ['a registrar’s page', 'moved/permanent-redirect', led('https://www.godaddy.com/help/what-is-dns')],
  [
    'advertisements and an article about sales',
    'alive/ok',
    got(200, { page: page({ title: 'How to buy this domain or another one' }) }),
  ],
  [
    'a page on which nothing is for sale but bridges',
    'alive/ok',
    got(200, { page: page({ title: 'The bridge is for sale' }) }),
  ],
  [
    'gambling at another site',
    'suspect/parked',
    led(elsewhere, 301, { page: page({ title: '澳门博彩平台 - 真人娱乐' }) }),
  ],
  [
    'slots at the home page',
    'suspect/parked',
    led('https://site.example/', 302, { page: page({ title: 'Situs slot gacor' }) }),
  ],
  ['gambling where it was cited', 'alive/ok', got(200, { page: page({ title: '博彩业的一天' }) })],
  [
    'gambling in a page that moved inside of its site',
    'moved/permanent-redirect',
    led('https://www.site.example/x/story-of-a-day', 301, { page: page({ title: 'Casino' }) }),
  ],
]);
table(
  [
    [
      'a domain for sale that was cited as such',
      'alive/ok',
      got(200, { url: soldAt, page: thin('site.example is for sale', { marks: ['parking-ads'] }) }),
    ],
  ],
  soldAt,
);
table(
  [
    [
      'a casino that was cited as such',
      'suspect/redirected-home',
      led('https://casino.example/', 302, { page: page({ title: 'Casino' }) }),
    ],
  ],
  'https://casino.example/slots/one',
);

// Files
table(
  [
    ['a PDF', 'alive/ok', got(200, { contentType: 'application/pdf' })],
    ['a page for a PDF', 'suspect/wrong-type', got(200, { page: page({ title: 'Our library' }) })],
    ['a page that shows the PDF', 'alive/ok', got(200, { page: page({ title: 'docs/Report 2021.pdf at main' }) })],
    ['a page for a PDF that says it is missing', 'suspect/soft-404', got(200, { page: thin('Page not found') })],
  ],
  'https://site.example/docs/Report%202021.pdf',
);

// Images
const picture = (body: Parameters<typeof got>[1] = {}): Look => got(200, { contentType: 'image/png', ...body });
table(
  [
    ['an image', 'alive/ok', picture({ body: { sniffed: 'image/png', pixels: { width: 640, height: 480 } } })],
    [
      'an image of another type than it says',
      'alive/ok',
      picture({ contentType: 'image/jpeg', body: { sniffed: 'image/webp' } }),
    ],
    [
      'an image served as mere bytes',
      'alive/ok',
      picture({ contentType: 'application/octet-stream', body: { sniffed: 'image/jpeg' } }),
    ],
    [
      'an enormous image',
      'alive/ok',
      picture({ body: { sniffed: 'image/png', pixels: { width: 65_535, height: 65_535 } } }),
    ],
    [
      'one pixel',
      'suspect/placeholder-image',
      picture({ body: { sniffed: 'image/gif', pixels: { width: 1, height: 1 } } }),
    ],
    ['an image that was cut', 'alive/truncated', picture({ body: { sniffed: 'image/jpeg', end: 'broken' } })],
    ['an image cut before it began', 'alive/truncated', picture({ body: { bytes: 20, end: 'broken' } })],
    ['no bytes', 'suspect/empty', picture({ body: { bytes: 0 } })],
    ['a few bytes', 'suspect/placeholder-image', picture({ body: { bytes: 60, sniffed: 'image/png' } })],
    [
      'a few bytes of SVG',
      'alive/ok',
      picture({ contentType: 'image/svg+xml', body: { bytes: 60, sniffed: 'image/svg+xml' } }),
    ],
    ['an icon', 'alive/ok', picture({ body: { bytes: 80, sniffed: 'image/png', pixels: { width: 16, height: 16 } } })],
    [
      'a redirect to a stand-in of one pixel',
      'dead/placeholder-image',
      led('https://i.site.example/image-not-found.gif', 302, {
        contentType: 'image/gif',
        body: { sniffed: 'image/gif', pixels: { width: 1, height: 1 } },
      }),
    ],
    ['SVG', 'alive/ok', picture({ contentType: 'image/svg+xml' })],
    ['a rare type that no first bytes tell', 'alive/ok', picture({ contentType: 'image/x-icns' })],
    ['a web page', 'suspect/not-an-image', got(200)],
    ['a web page that says it is an image', 'suspect/not-an-image', picture({ body: { sniffed: 'text/html' } })],
    ['something that says it is an image', 'suspect/not-an-image', picture({ body: { bytes: 300 } })],
    ['JSON', 'suspect/not-an-image', picture({ contentType: 'application/json' })],
    [
      'a redirect to a stand-in',
      'suspect/placeholder-image',
      led('https://i.site.example/removed.png', 302, { contentType: 'image/png', body: { sniffed: 'image/png' } }),
    ],
    ['a page that says it found nothing', 'suspect/soft-404', got(200, { page: thin('404 Not Found') })],
    [
      'a moved image',
      'moved/permanent-redirect',
      led('https://cdn.example/story-of-a-day.png', 301, { contentType: 'image/png', body: { sniffed: 'image/png' } }),
    ],
    ['403', 'unsure/blocked', got(403)],
    ['404 twice', 'dead/not-found', ...twice(got(404))],
  ],
  cited,
  ['link', 'image'],
);

it.each([
  [2, 'alive/ok', picture({ body: { sniffed: 'image/png' } })],
  [3, 'suspect/placeholder-image', picture({ body: { sniffed: 'image/png' } })],
  [
    3,
    'dead/placeholder-image',
    led('https://i.example/removed.png', 302, { contentType: 'image/png', body: { sniffed: 'image/png' } }),
  ],
  [9, 'suspect/not-an-image', got(200)],
])('judges a picture that %i addresses of a host serve: %s', (image, expected, look) => {
  const { status, reason } = verdictOf({ ...seen(look), shared: { image } }, cited, ['image']);
  expect(`${status}/${reason}`).toBe(expected);
});

it('does not believe that a name is gone while no name server has answered', () => {
  const { nameServiceProven: _, ...observation } = seen(...twice(failed('name-not-found')));
  expect(verdictOf(observation)).toMatchObject({ status: 'unsure', reason: 'dns' });
});

it('shows both looks as evidence, in their order, and once what they agree on', () => {
  expect(verdictOf(seen(...twice(got(404)))).evidence).toEqual([{ code: 'http-404', detail: '404 to GET, twice' }]);
  expect(verdictOf(seen(got(404), again(got(410)))).evidence).toEqual([
    { code: 'http-404', detail: '404 to GET' },
    { code: 'http-410', detail: '410 to GET, asked again' },
  ]);
  expect(verdictOf(seen(got(404), again(got(200)))).evidence.map(({ code }) => code)).toEqual([
    'http-404',
    'http-200',
    'served',
  ]);
});

it('offers the new address of what has moved, without fragment', () => {
  expect(verdictOf(seen(led('https://new.example/story#part'))).replacement).toBe('https://new.example/story');
});

it('offers no address where a hop was temporary or a look was unverified', () => {
  const insecure = verdictOf(seen(failed('certificate'), again(led('https://new.example/story'), 'unverified-tls')));
  expect(
    [verdictOf(seen(led('https://new.example/story', 302))), insecure].map(({ replacement }) => replacement),
  ).toEqual([undefined, undefined]);
});

it('names who stands in front of a refusal', () => {
  const { evidence } = verdictOf(seen(got(403, { headers: { server: 'cloudflare' } })));
  expect(evidence.map(({ code }) => code)).toEqual(['http-403', 'cloudflare-in-front']);
});

it('does not tell what stands behind the guard', () => {
  const { evidence } = verdictOf(seen(failed('private-address', { detail: '10.0.0.5 is not a public address' })));
  expect(JSON.stringify(evidence)).not.toContain('10.0.0.5');
});
