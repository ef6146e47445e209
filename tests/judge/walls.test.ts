import { expect, it } from 'vitest';
import { pageFacts } from '../../src/extract/page.ts';
import { judge } from '../../src/judge/judge.ts';
import { signatures } from '../../src/judge/signatures.ts';
import { again, cited, got, seen } from './looks.ts';

/** An answer as it comes from the wire: what its markup says goes through the same reading as a stranger’s. */
interface Wire {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly html?: string;
}
const look = ({ status, headers = {}, html = '' }: Wire) => {
  const page = pageFacts(new TextEncoder().encode(html), { url: cited, contentType: 'text/html; charset=utf-8' });
  return got(status, { headers, page, body: { bytes: html.length } });
};
const verdictOf = (wire: Wire) => judge(seen(look(wire), again(look(wire))), { url: cited, kinds: ['link'] });

const article = `<p>${'It was a day like any other in the city, and nobody thought of walls. '.repeat(20)}</p>`;
const scripted = (script: string): string => `<html><head><title>…</title><script>${script}</script></head></html>`;

/** A wall, and the nearest thing to it that is none. */
const rows: readonly (readonly [id: string, wall: Wire, nearMiss: Wire, missReason: string])[] = [
  [
    'cloudflare-challenge',
    { status: 403, headers: { 'cf-mitigated': 'challenge' } },
    { status: 404, headers: { server: 'cloudflare', 'set-cookie': '__cf_bm' } },
    'not-found',
  ],
  [
    'cloudflare-challenge',
    { status: 503, html: scripted('window._cf_chl_opt={}') },
    {
      status: 404,
      html: `<title>Not found</title>${scripted('a.src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"')}`,
    },
    'not-found',
  ],
  [
    'cloudflare-challenge',
    { status: 403, html: '<title>Just a moment...</title>' },
    { status: 200, html: `<title>Just a moment: a memoir</title>${article}` },
    'ok',
  ],
  [
    'cloudflare-challenge',
    { status: 403, html: scripted('a.src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"') },
    { status: 200, html: `${scripted('a.src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"')}${article}` },
    'ok',
  ],
  [
    'cloudflare-block',
    { status: 403, html: '<title>Attention Required! | Cloudflare</title>' },
    { status: 522, headers: { server: 'cloudflare' }, html: '<title>522: Connection timed out</title>' },
    'server-error',
  ],
  [
    'cloudflare-block',
    { status: 403, html: 'error code: 1020' },
    { status: 530, headers: { server: 'cloudflare' }, html: 'error code: 1016' },
    'server-error',
  ],
  [
    'vercel-challenge',
    { status: 429, headers: { 'x-vercel-mitigated': 'challenge' } },
    { status: 404, headers: { server: 'Vercel', 'x-vercel-id': 'iad1' } },
    'not-found',
  ],
  [
    'vercel-challenge',
    { status: 403, html: '<title>Vercel Security Checkpoint</title>' },
    { status: 200, html: `<title>How the Vercel security checkpoint works</title>${article}` },
    'ok',
  ],
  [
    'aws-waf-challenge',
    { status: 202, headers: { 'x-amzn-waf-action': 'challenge' } },
    { status: 404, headers: { 'x-amzn-requestid': 'x' } },
    'not-found',
  ],
  [
    'aws-waf-challenge',
    { status: 405, headers: { 'x-amzn-waf-action': 'captcha' } },
    { status: 405, headers: { allow: 'POST' } },
    'blocked',
  ],
  [
    'aws-waf-challenge',
    { status: 202, html: scripted('AwsWafIntegration.saveReferrer()') },
    { status: 200, html: `${scripted('fetch("https://x.awswaf.com/challenge.js")')}${article}` },
    'ok',
  ],
  [
    'datadome',
    { status: 401, headers: { 'x-dd-b': '3', 'x-datadome': 'protected' } },
    { status: 404, headers: { 'x-datadome': 'protected', 'set-cookie': 'datadome' } },
    'not-found',
  ],
  [
    'datadome',
    { status: 403, headers: { 'x-datadome-cid': 'A' } },
    { status: 200, headers: { 'x-datadome-cid': 'A' }, html: article },
    'ok',
  ],
  [
    'datadome',
    { status: 403, html: scripted("var dd={'host':'geo.captcha-delivery.com'}") },
    { status: 200, html: `${scripted('src="https://js.captcha-delivery.com/tags.js"')}${article}` },
    'ok',
  ],
  [
    'datadome',
    { status: 200, html: 'Please enable JS and disable any ad blocker' },
    { status: 200, html: `<p>Please enable JS and disable any ad blocker.</p>${article}` },
    'ok',
  ],
  [
    'perimeterx',
    { status: 403, html: scripted('window._pxAppId="PX"') },
    { status: 404, headers: { 'set-cookie': '_px3, _pxhd' } },
    'not-found',
  ],
  [
    'perimeterx-block',
    { status: 403, html: 'Access was denied because we believe you are using automation tools to browse.' },
    { status: 200, html: `<p>They write: because we believe you are using automation tools.</p>${article}` },
    'ok',
  ],
  [
    'incapsula',
    { status: 200, html: '<iframe src="/_Incapsula_Resource?SWUDNSAI=31"></iframe>' },
    { status: 200, html: `${scripted('src="/_Incapsula_Resource?x"')}${article}` },
    'ok',
  ],
  [
    'incapsula',
    { status: 403, html: 'Request unsuccessful. Incapsula incident ID: 1-2' },
    { status: 404, headers: { 'x-iinfo': '1', 'x-cdn': 'Incapsula', 'set-cookie': 'visid_incap_1, incap_ses_1' } },
    'not-found',
  ],
  [
    'cloudfront-block',
    { status: 403, html: '<h1>403 ERROR</h1><h2>The request could not be satisfied.</h2>' },
    { status: 502, headers: { 'x-cache': 'Error from cloudfront' }, html: 'The request could not be satisfied.' },
    'server-error',
  ],
  [
    'kasada',
    { status: 429, headers: { 'x-kpsdk-ct': 'x' } },
    { status: 200, headers: { 'x-kpsdk-ct': 'x' }, html: article },
    'ok',
  ],
  [
    'kasada',
    { status: 429, html: scripted('window.__kasada=1') },
    { status: 200, html: `${scripted('window.__kasada=1')}${article}` },
    'ok',
  ],
  [
    'akamai-block',
    { status: 403, headers: { server: 'AkamaiGHost' } },
    { status: 404, headers: { server: 'AkamaiGHost', 'set-cookie': '_abck, bm_sz' } },
    'not-found',
  ],
  [
    'akamai-block',
    { status: 403, html: '<title>Access Denied</title>You don’t have permission. Reference #18.2d7c1202.16' },
    { status: 403, html: '<title>Access Denied</title>You don’t have permission.' },
    'blocked',
  ],
  [
    'akamai-block',
    { status: 403, headers: { 'akamai-cache-status': 'Error from child' } },
    { status: 404, headers: { 'akamai-cache-status': 'Error from child' } },
    'not-found',
  ],
  [
    'akamai-block',
    { status: 403, headers: { 'x-akamai-session-info': 'name=X' } },
    { status: 200, headers: { 'x-akamai-session-info': 'name=X' }, html: article },
    'ok',
  ],
  [
    'sucuri-block',
    { status: 403, headers: { 'x-sucuri-block': 'BOT' } },
    { status: 404, headers: { 'x-sucuri-id': '15005' } },
    'not-found',
  ],
  [
    'sucuri-block',
    { status: 403, html: '<title>Sucuri WebSite Firewall - Access Denied</title>' },
    { status: 200, html: `<title>Sucuri Website Firewall, a review</title>${article}` },
    'ok',
  ],
  [
    'sucuri-block',
    { status: 403, html: '<h1>Sucuri Website Firewall - Access Denied</h1>' },
    { status: 200, html: `<h1>Sucuri Website Firewall - Access Denied</h1>${article}` },
    'ok',
  ],
  [
    'ddos-guard',
    { status: 403, headers: { server: 'ddos-guard' } },
    { status: 404, headers: { server: 'ddos-guard', 'set-cookie': '__ddg1_' } },
    'not-found',
  ],
  [
    'ddos-guard',
    { status: 403, html: scripted('src="/.well-known/ddos-guard/js-challenge/index.js"') },
    { status: 200, html: `${scripted('src="/.well-known/ddos-guard/check"')}${article}` },
    'ok',
  ],
  [
    'anubis',
    { status: 200, html: '<title>Making sure you’re not a bot!</title><script id="anubis_challenge">{}</script>' },
    { status: 200, html: `${scripted('src="/.within.website/x/cmd/anubis/x.js"')}${article}` },
    'ok',
  ],
  [
    'jiasule',
    { status: 521, headers: { 'set-cookie': '__jsluid_s' } },
    { status: 521, headers: { server: 'cloudflare' }, html: 'Web server is down' },
    'server-error',
  ],
  [
    'jiasule',
    { status: 512, html: scripted("document.cookie='__jsl_clearance_s='") },
    { status: 404, headers: { 'set-cookie': '__jsluid_h' } },
    'not-found',
  ],
  [
    'jiasule',
    { status: 403, headers: { server: 'jiasule-waf' } },
    { status: 404, headers: { server: 'jiasule-waf' } },
    'not-found',
  ],
  ['ruishu', { status: 412, html: scripted("$_ts=window['$_ts']") }, { status: 412, html: article }, 'blocked'],
  [
    'ruishu',
    { status: 202, headers: { 'set-cookie': 'FSSBBIl1UgzbN7NO' }, html: scripted('(function(){})()') },
    { status: 202, headers: { 'set-cookie': 'JSESSIONID' }, html: scripted('(function(){})()') },
    'unexpected-status',
  ],
  [
    'aliyun-challenge',
    { status: 200, html: scripted("setCookie('acw_sc__v2', x)") },
    { status: 404, headers: { 'set-cookie': 'acw_tc' } },
    'not-found',
  ],
  [
    'aliyun-waf',
    { status: 405, html: '<img src="https://errors.aliyun.com/images/405.png">' },
    { status: 405, headers: { 'set-cookie': 'acw_tc' } },
    'blocked',
  ],
  [
    'tencent-waf',
    { status: 403, html: '<p>腾讯云Web应用防火墙</p>' },
    { status: 200, html: `<p>腾讯云Web应用防火墙评测</p>${article}` },
    'ok',
  ],
  [
    'huawei-waf',
    { status: 418, headers: { server: 'HuaweiCloudWAF' } },
    { status: 404, headers: { server: 'HuaweiCloudWAF', 'set-cookie': 'HWWAFSESID' } },
    'not-found',
  ],
  [
    'huawei-waf',
    { status: 403, html: '<img src="https://res.hwclouds.com/x.png">' },
    { status: 200, html: `<a href="https://www.hwclouds.com/">cloud</a>${article}` },
    'ok',
  ],
  [
    'baidu-cloud-waf',
    { status: 403, headers: { server: 'yunjiasu-nginx' } },
    { status: 404, headers: { server: 'yunjiasu-nginx' } },
    'not-found',
  ],
  [
    'baidu-cloud-waf',
    { status: 503, html: scripted('src="/.well-known/yunjiasu-cgi/captcha"') },
    { status: 200, html: `${scripted('src="/.well-known/yunjiasu-cgi/x"')}${article}` },
    'ok',
  ],
  ['qihoo-waf', { status: 493 }, { status: 494 }, 'unexpected-status'],
  [
    'qihoo-waf',
    { status: 403, html: '<img src="/wzws-waf-cgi/x.png">' },
    { status: 200, html: `<p>/wzws-waf-cgi/</p>${article}` },
    'ok',
  ],
  [
    'qihoo-waf',
    { status: 403, headers: { server: 'qianxin-waf' } },
    { status: 404, headers: { server: 'qianxin-waf' } },
    'not-found',
  ],
  [
    'chuangyu-waf',
    { status: 403, html: '<a href="https://help.365cyd.com/cyd-error-help.html?code=403">?</a>' },
    { status: 200, html: `<a href="https://help.365cyd.com/">help</a>${article}` },
    'ok',
  ],
  [
    'knownsec-waf',
    { status: 403, html: '<img src="/ks-waf-error.png">' },
    { status: 200, html: `<p>ks-waf-error</p>${article}` },
    'ok',
  ],
  [
    'safeline-waf',
    { status: 403, html: '<!-- event id: 0123 --><p>403</p>' },
    { status: 404, html: '<!-- event id: 0123 --><p>404</p>' },
    'not-found',
  ],
  [
    'yunsuo-waf',
    { status: 200, html: scripted("document.cookie='yunsuo_session_verify=x'") },
    { status: 404, headers: { 'set-cookie': 'yunsuo_session_verify' } },
    'not-found',
  ],
  [
    'yundun-waf',
    { status: 403, html: 'Blocked by YUNDUN Cloud WAF' },
    { status: 200, html: `<p>Blocked by YUNDUN Cloud WAF</p>${article}` },
    'ok',
  ],
  [
    'anyu-waf',
    { status: 403, html: 'Sorry! your access has been intercepted by AnYu' },
    { status: 200, html: `<p>Your access has been intercepted by AnYu</p>${article}` },
    'ok',
  ],
  [
    'safedog-waf',
    { status: 403, html: '<a href="http://404.safedog.cn/sitedog_stat.html">x</a>' },
    { status: 200, html: `<a href="http://www.safedog.cn/">x</a>${article}` },
    'ok',
  ],
  [
    'bytedance-challenge',
    { status: 200, html: scripted('document.cookie="__ac_signature="+s') },
    { status: 200, html: `${scripted('window.byted_acrawler')}${article}` },
    'ok',
  ],
  [
    'baidu-verify',
    { status: 200, html: '<title>百度安全验证</title>' },
    { status: 200, html: `<title>百度安全验证怎么办</title>${article}` },
    'ok',
  ],
  [
    'baidu-verify',
    { status: 200, html: '网络不给力，请稍后重试' },
    { status: 200, html: `网络不给力，请稍后重试 ${article}` },
    'ok',
  ],
  [
    'baidu-verify',
    { status: 200, html: scripted('src="https://wappass.baidu.com/static/captcha"') },
    { status: 200, html: `${scripted('src="https://wappass.baidu.com/"')}${article}` },
    'ok',
  ],
  [
    'wechat-verify',
    { status: 200, html: '<h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p>' },
    { status: 200, html: `<h1>环境异常的城市</h1>${article}` },
    'ok',
  ],
  [
    'google-unusual-traffic',
    { status: 429, html: 'Our systems have detected unusual traffic from your computer network.' },
    { status: 200, html: `<p>Our systems have detected unusual traffic from your computer network.</p>${article}` },
    'ok',
  ],
  [
    'sina-visitor',
    { status: 200, html: '<title>Sina Visitor System</title>' },
    { status: 200, html: `<title>Sina Visitor System explained</title>${article}` },
    'ok',
  ],
  [
    'reddit-block',
    { status: 403, html: 'You’ve been blocked by network security.' },
    { status: 200, html: `<p>blocked by network security</p>${article}` },
    'ok',
  ],
  [
    'reddit-verify',
    { status: 200, html: '<title>Reddit - Please wait for verification</title>' },
    { status: 200, html: `<title>Please wait for verification</title>${article}` },
    'ok',
  ],
  [
    'captcha',
    { status: 403, html: '<div class="h-captcha"></div><script src="https://hcaptcha.com/1/api.js"></script>' },
    { status: 404, html: '<p>Not here</p><script src="https://www.google.com/recaptcha/api.js"></script>' },
    'not-found',
  ],
];

it.each(rows)('%s: a wall, and the nearest thing to it that is none (%#)', (id, wall, nearMiss, missReason) => {
  const { status, evidence } = verdictOf(wall);
  expect([status, evidence.map(({ code }) => code)]).toEqual(['unsure', expect.arrayContaining([id])]);
  const missed = verdictOf(nearMiss);
  expect(missed.reason).toBe(missReason);
  expect(missed.evidence.map(({ code }) => code)).not.toContain(id);
});

it('has a row here for every decisive signature', () => {
  const tabled = new Set(rows.map(([id]) => id));
  const decisive = new Set(signatures.filter(({ means }) => means !== 'supporting').map(({ id }) => id));
  const missing = [...decisive].filter((id) => !tabled.has(id));
  expect(missing).toEqual([]);
});

const bystanders = signatures.filter(({ means }) => means === 'supporting');
it.each(bystanders.map(({ id, headers }) => [id, headers] as const))(
  '%s in front of a page that is gone proves no wall (%#)',
  (id, headers = {}) => {
    const examples: Readonly<Record<string, string>> = {
      server: 'cloudflare AkamaiGHost ddos-guard',
      'set-cookie': '_abck, visid_incap_1, _px3, __jsluid_h, acw_tc, HWWAFSESID',
      'x-cache': 'Error from cloudfront',
      'x-cdn': 'Incapsula',
    };
    const values = Object.keys(headers).flatMap((name) =>
      (examples[name] ?? 'x').split(name === 'server' ? ' ' : '\n').map((value) => ({ [name]: value })),
    );
    for (const value of values) expect(verdictOf({ status: 404, headers: value }).reason).toBe('not-found');
    const refusals = values.map((value) => verdictOf({ status: 400, headers: value }));
    expect(refusals.some(({ evidence }) => evidence.some(({ code }) => code === id))).toBe(true);
  },
);
