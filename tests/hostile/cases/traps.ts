import { expired } from '../../servers/certificates.ts';
import type { HostileCase } from '../case.ts';
import { article, http, inTurn, leads, only, plain, paths, says, secure, served } from '../sites.ts';

const missing = says(404, {}, '<title>No such page</title>');
const short = '<!doctype html><title>Ferry times</title><h1>Ferry times</h1><p>8:10, 12:40 and 17:05.</p>';
const shell =
  '<!doctype html><title>Harbour</title><div id="root"></div><script src="/app.js"></script><noscript>Please enable JavaScript.</noscript>';

/** What looks dead and lives. */
const living: readonly HostileCase[] = [
  plain('trap-short-page', http(only(says(200, {}, short))), 'alive/ok'),
  // A site of one page, or one that reads its address with a script: the same for all addresses.
  plain('trap-short-everywhere', http(says(200, {}, short)), 'alive', 'suspect', 'unsure'),
  plain('trap-app-shell', http(says(200, {}, shell)), 'unsure/app-shell'),
  plain('trap-app-shell-honest', http(only(says(200, {}, shell))), 'unsure/app-shell', 'alive'),
  // An app that has not yet asked its server calls itself by the name of its error page.
  plain(
    'trap-app-shell-404',
    http(says(200, {}, shell.replace('Harbour', 'Page not found'))),
    'unsure/app-shell',
    'suspect',
  ),
  plain('trap-title-404', http(only(says(200, {}, article('404 Not Found: a history of the error page')))), 'alive/ok'),
  plain(
    'trap-chinese-title',
    http(
      only(
        says(
          200,
          {},
          `<html lang="zh"><title>页面不存在之后：一座图书馆的抢救</title><p>${'志愿者逐条核对引文，把失效的地址换成存档。'.repeat(40)}`,
        ),
      ),
    ),
    'alive/ok',
  ),
  plain('trap-sibling-blocked', http(paths({ '/page': says(200, {}, short) }, says(403))), 'alive/ok'),
  plain('trap-sibling-limited', http(paths({ '/page': says(200, {}, short) }, says(429))), 'alive/ok'),
  plain('trap-sibling-silent', http(paths({ '/page': says(200, {}, short) }, () => {})), 'alive/ok'),
  {
    // Whoever comes without a session is shown the front page first, whatever was asked: that tells nothing of the page.
    id: 'trap-all-to-home',
    sites: () => ({
      'http://trap-all-to-home.test': http((request, response) =>
        (request.url === '/' ? served : leads('/', 302))(request, response),
      ),
    }),
    accepts: ['suspect', 'unsure'],
  },
  plain('trap-410-once', http(inTurn(says(410), served)), 'alive/ok'),
  plain('trap-404-then-silence', http(inTurn(missing, () => {})), 'unsure'),
  plain('trap-404-then-login', http(inTurn(missing, leads('/login?next=%2Fpage'))), 'unsure', 'alive'),
  plain(
    'trap-404-then-challenge',
    http(
      inTurn(
        missing,
        says(403, { 'cf-mitigated': 'challenge', server: 'cloudflare' }, '<title>Just a moment...</title>'),
      ),
    ),
    'unsure',
  ),
  {
    id: 'trap-nxdomain-then-servfail',
    names: () => ({ 'trap-nxdomain-then-servfail.test': (_type, count) => (count === 1 ? 'nxdomain' : 'servfail') }),
    accepts: ['unsure/dns'],
  },
  {
    // Three steps over another host, and a cookie at the end: as sites with one sign-in for several names do.
    id: 'trap-cookie-bounce',
    sites: () => ({
      'http://trap-cookie-bounce.test': http((request, response) =>
        request.headers.cookie?.includes('seen=1') === true
          ? served(request, response)
          : request.url?.includes('ticket') === true
            ? says(302, { location: '/page', 'set-cookie': 'seen=1; Path=/' })(request, response)
            : leads('http://bounce.trap-cookie-bounce.test/go')(request, response),
      ),
      'http://bounce.trap-cookie-bounce.test': http(leads('http://trap-cookie-bounce.test/page?ticket=7')),
    }),
    accepts: ['alive/ok'],
  },
  {
    // Each visit gets a new cookie and is sent back: a gate that wants something else of us, and would let others in.
    id: 'trap-cookie-counter',
    sites: () => ({
      'http://trap-cookie-counter.test': http((request, response) => {
        const visits = Number(/visits=(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? 0);
        says(302, { location: '/page', 'set-cookie': `visits=${visits + 1}; Path=/` })(request, response);
      }),
    }),
    accepts: ['unsure', 'suspect'],
  },
  {
    id: 'trap-consent',
    sites: () => ({
      'http://trap-consent.test': http(leads('http://consent.trap-consent.test/collect?continue=x')),
      'http://consent.trap-consent.test': http(served),
    }),
    accepts: ['unsure/consent-wall'],
  },
  {
    id: 'trap-moved-host',
    sites: () => ({
      'http://trap-moved-host.test': http((request, response) =>
        leads(`http://www.trap-moved-host.test${request.url}`, 301)(request, response),
      ),
      'http://www.trap-moved-host.test': http(served),
    }),
    accepts: ['moved/permanent-redirect'],
  },
  plain('trap-to-language', http(paths({ '/page': leads('/en/page') })), 'alive/ok'),
  plain(
    'trap-maintenance',
    http(says(503, { 'retry-after': '3600' }, '<title>Down for maintenance</title>')),
    'unsure',
  ),
  plain(
    'trap-maintenance-200',
    http(says(200, {}, '<title>Site maintenance</title><h1>We are down for maintenance</h1>')),
    'unsure/maintenance',
    'suspect',
  ),
  plain('trap-202', http(says(202, {}, short)), 'unsure'),
  plain(
    'trap-anubis',
    http(
      says(
        200,
        {},
        '<title>Making sure you&#39;re not a bot!</title><script id="anubis_challenge" type="application/json">{}</script>',
      ),
    ),
    'unsure/challenged',
  ),
  plain(
    'trap-incapsula',
    http(
      says(
        200,
        {},
        '<html><head><META NAME="robots" CONTENT="noindex,nofollow"><script src="/_Incapsula_Resource?SWJIYLWA=1"></script></head><body></body></html>',
      ),
    ),
    'unsure/challenged',
    'unsure/blocked',
  ),
  plain(
    'trap-login-page',
    http(
      says(
        200,
        {},
        '<title>Sign in</title><h1>Sign in</h1><form><input name="user"><input type="password" name="pass"></form>',
      ),
    ),
    'unsure/login-wall',
  ),
  plain(
    'trap-not-free',
    http(
      only(
        says(
          200,
          {},
          article(
            'Ferries',
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
          ),
        ),
      ),
    ),
    'alive/paywalled',
  ),
  // The guard in front wants to see its cookie once before it lets anybody in.
  plain(
    'trap-403-then-cookie',
    http((request, response) =>
      (request.headers.cookie === undefined ? says(403, { 'set-cookie': 'pass=1' }) : served)(request, response),
    ),
    'unsure/blocked',
    'alive',
  ),
  plain('trap-js-to-home', http(says(200, {}, '<script>location.replace("/")</script>')), 'unsure', 'suspect', 'alive'),
  {
    id: 'trap-expired-404-redirect',
    cites: 'https://trap-expired-404-redirect.test/page',
    sites: ({ issue }) => ({
      'https://trap-expired-404-redirect.test': secure(
        issue({ names: ['trap-expired-404-redirect.test'], ...expired }),
        leads('https://trap-expired-404-redirect.test/', 301),
      ),
    }),
    accepts: ['unsure/tls', 'alive/insecure'],
  },
  {
    // A cookie that one host sets for another is nobody's.
    id: 'cr-cookie-other-host',
    sites: () => ({
      'http://cr-cookie-other-host.test': http(
        says(302, {
          location: 'http://victim.cr-cookie-other-host-2.test/page',
          'set-cookie': ['a=1; Domain=cr-cookie-other-host-2.test', 'b=2; Domain=test', 'c=3'],
        }),
      ),
      'http://victim.cr-cookie-other-host-2.test': http(served),
    }),
    accepts: ['alive/ok'],
    afterwards: ({ served: servers }) => {
      const sent = servers
        .get('http://victim.cr-cookie-other-host-2.test')
        ?.requests.some(({ headers }) => headers.some(([name]) => name.toLowerCase() === 'cookie'));
      if (sent !== false) throw new Error('a cookie went to another host');
    },
  },
  {
    // What is configured for a host over TLS does not go there without.
    id: 'rs-auth-downgrade',
    cites: 'https://rs-auth-downgrade.test/page',
    sites: ({ issue }) => ({
      'https://rs-auth-downgrade.test': secure(
        issue({ names: ['rs-auth-downgrade.test'] }),
        leads('http://rs-auth-downgrade.test/plain/page'),
      ),
      'http://rs-auth-downgrade.test': http(served),
    }),
    options: () => ({ header: ['rs-auth-downgrade.test=Private-Token: open-sesame'] }),
    accepts: ['alive/ok'],
    afterwards: ({ served: servers }) => {
      const has = (origin: string): boolean | undefined =>
        servers
          .get(origin)
          ?.requests.every(({ headers }) => headers.some(([name]) => name.toLowerCase() === 'private-token'));
      if (has('https://rs-auth-downgrade.test') !== true || has('http://rs-auth-downgrade.test') !== false)
        throw new Error('the header went elsewhere');
    },
  },
];

/** What looks alive and is not what was cited. */
const gone: readonly HostileCase[] = [
  plain(
    'sf-suspended',
    http(
      says(
        200,
        {},
        '<title>Account Suspended</title><h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting provider for more information.</p>',
      ),
    ),
    'suspect/placeholder-page',
  ),
  plain(
    'sf-default-server',
    http(
      says(
        200,
        {},
        '<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working.</p>',
      ),
    ),
    'suspect/placeholder-page',
  ),
  plain('sf-empty', http(says(200)), 'suspect/empty'),
  {
    id: 'sf-page-for-pdf',
    cites: 'http://sf-page-for-pdf.test/report-2019.pdf',
    sites: () => ({ 'http://sf-page-for-pdf.test': http(served) }),
    accepts: ['suspect/wrong-type'],
  },
  plain(
    'sf-404-and-home',
    http(
      paths(
        { '/page': leads('/404'), '/404': says(200, {}, '<title>Oops</title><h1>Page not found</h1>') },
        leads('/404'),
      ),
    ),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-german',
    http(says(200, {}, '<html lang="de"><title>Seite nicht gefunden</title><h1>Seite nicht gefunden</h1>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-japanese',
    http(says(200, {}, '<html lang="ja"><title>ページが見つかりません</title><h1>ページが見つかりません</h1>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-korean',
    http(says(200, {}, '<html lang="ko"><title>페이지를 찾을 수 없습니다</title><h1>페이지를 찾을 수 없습니다</h1>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-russian',
    http(says(200, {}, '<html lang="ru"><title>Страница не найдена</title><h1>Страница не найдена</h1>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-arabic',
    http(says(200, {}, '<html lang="ar"><title>الصفحة غير موجودة</title><h1>الصفحة غير موجودة</h1>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-french',
    http(says(200, {}, '<html lang="fr"><title>Page introuvable</title><h1>Page introuvable</h1>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  plain(
    'sf-spanish',
    http(says(200, {}, '<html lang="es"><title>Página no encontrada</title><h1>Página no encontrada</h1>')),
    'dead/soft-404',
    'suspect/soft-404',
  ),
  { id: 'port-smtp', cites: 'http://port-smtp.test:25/page', accepts: ['skipped/bad-port'] },
];

export const traps = [...living, ...gone];
