import type { MarkId } from '../extract/marks.ts';

/** How a wall is recognised. Every condition that is given must hold; of several marks, any. */
export interface Signature {
  readonly id: string;
  readonly vendor: string;
  /**
   * `challenged`: it asks for a proof of being human. `blocked`: it refuses. `supporting`: the vendor stands in front,
   * which explains a refusal but proves none: an ordinary page has the same cookie and the same `Server`.
   */
  readonly means: 'challenged' | 'blocked' | 'supporting';
  readonly statuses?: readonly number[];
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, RegExp>>;
  readonly marks?: readonly MarkId[];
  readonly title?: RegExp;
  /** The page has next to no text, and a script. */
  readonly scripted?: true;
  /** In the visible text of a page that has little else in it. */
  readonly text?: RegExp;
}

/** Statuses that walls answer with. A body's words count only with one of these, with 202, or on a page with next to no text. */
export const wallStatuses: ReadonlySet<number> = new Set([
  202, 401, 403, 405, 406, 412, 418, 429, 444, 493, 498, 503, 512, 521, 999,
]);

/** Decisive ones first, so that they name the wall. */
export const signatures: readonly Signature[] = [
  { id: 'cloudflare-challenge', vendor: 'Cloudflare', means: 'challenged', headers: { 'cf-mitigated': /challenge/iu } },
  { id: 'cloudflare-challenge', vendor: 'Cloudflare', means: 'challenged', marks: ['cloudflare-challenge'] },
  { id: 'cloudflare-challenge', vendor: 'Cloudflare', means: 'challenged', title: /^just a moment\W*$/iu },
  {
    // The same address serves a script that watches ordinary pages, error pages among them.
    id: 'cloudflare-challenge',
    vendor: 'Cloudflare',
    means: 'challenged',
    statuses: [403, 429, 503],
    marks: ['cloudflare-platform'],
  },
  { id: 'cloudflare-block', vendor: 'Cloudflare', means: 'blocked', title: /^attention required! \| cloudflare/iu },
  { id: 'cloudflare-block', vendor: 'Cloudflare', means: 'blocked', statuses: [403], text: /error code: 10\d\d\b/iu },
  { id: 'vercel-challenge', vendor: 'Vercel', means: 'challenged', headers: { 'x-vercel-mitigated': /challenge/iu } },
  { id: 'vercel-challenge', vendor: 'Vercel', means: 'challenged', title: /^vercel security checkpoint/iu },
  {
    id: 'aws-waf-challenge',
    vendor: 'AWS WAF',
    means: 'challenged',
    headers: { 'x-amzn-waf-action': /challenge|captcha/iu },
  },
  { id: 'aws-waf-challenge', vendor: 'AWS WAF', means: 'challenged', marks: ['aws-waf-challenge'] },
  {
    id: 'datadome',
    vendor: 'DataDome',
    means: 'challenged',
    statuses: [401, 403, 405, 429],
    headers: { 'x-dd-b': /./u },
  },
  {
    id: 'datadome',
    vendor: 'DataDome',
    means: 'challenged',
    statuses: [401, 403, 405, 429],
    headers: { 'x-datadome-cid': /./u },
  },
  { id: 'datadome', vendor: 'DataDome', means: 'challenged', marks: ['datadome-captcha'] },
  {
    id: 'datadome',
    vendor: 'DataDome',
    means: 'challenged',
    text: /please enable js and disable any ad blocker/iu,
  },
  { id: 'perimeterx', vendor: 'HUMAN', means: 'challenged', marks: ['perimeterx-captcha'] },
  {
    id: 'perimeterx-block',
    vendor: 'HUMAN',
    means: 'blocked',
    text: /because we believe you are using automation tools/iu,
  },
  { id: 'incapsula', vendor: 'Imperva', means: 'challenged', marks: ['incapsula-incident'] },
  {
    id: 'cloudfront-block',
    vendor: 'CloudFront',
    means: 'blocked',
    statuses: [403],
    text: /the request could not be satisfied/iu,
  },
  { id: 'kasada', vendor: 'Kasada', means: 'challenged', statuses: [403, 429], headers: { 'x-kpsdk-ct': /./u } },
  { id: 'kasada', vendor: 'Kasada', means: 'challenged', marks: ['kasada-challenge'] },
  { id: 'akamai-block', vendor: 'Akamai', means: 'blocked', statuses: [403], headers: { server: /^akamaighost/iu } },
  {
    id: 'akamai-block',
    vendor: 'Akamai',
    means: 'blocked',
    statuses: [403],
    title: /^access denied/iu,
    text: /reference #\d+\.[\da-f]/iu,
  },
  {
    id: 'akamai-block',
    vendor: 'Akamai',
    means: 'blocked',
    statuses: [403],
    headers: { 'akamai-cache-status': /^error/iu },
  },
  {
    id: 'akamai-block',
    vendor: 'Akamai',
    means: 'blocked',
    statuses: [403],
    headers: { 'x-akamai-session-info': /./u },
  },
  { id: 'sucuri-block', vendor: 'Sucuri', means: 'blocked', headers: { 'x-sucuri-block': /./u } },
  { id: 'sucuri-block', vendor: 'Sucuri', means: 'blocked', title: /sucuri website firewall/iu },
  { id: 'sucuri-block', vendor: 'Sucuri', means: 'blocked', text: /sucuri website firewall - access denied/iu },
  {
    id: 'ddos-guard',
    vendor: 'DDoS-Guard',
    means: 'challenged',
    statuses: [403],
    headers: { server: /^ddos-guard/iu },
  },
  { id: 'ddos-guard', vendor: 'DDoS-Guard', means: 'challenged', marks: ['ddos-guard-challenge'] },
  { id: 'anubis', vendor: 'Anubis', means: 'challenged', marks: ['anubis-challenge'] },
  {
    id: 'jiasule',
    vendor: 'Jiasule',
    means: 'challenged',
    statuses: [512, 521],
    headers: { 'set-cookie': /__jsluid/iu },
  },
  { id: 'jiasule', vendor: 'Jiasule', means: 'challenged', marks: ['jiasule-challenge'] },
  {
    id: 'jiasule',
    vendor: 'Jiasule',
    means: 'challenged',
    statuses: [403, 512, 521],
    headers: { server: /^jiasule-waf/iu },
  },
  { id: 'ruishu', vendor: 'Ruishu', means: 'challenged', statuses: [202, 400, 412], marks: ['ruishu-challenge'] },
  {
    // Its cookie has a name of chance, whose last letter tells what it is for.
    id: 'ruishu',
    vendor: 'Ruishu',
    means: 'challenged',
    statuses: [202, 400, 412],
    headers: { 'set-cookie': /\b(?=\w*\d)(?=\w*[a-z])\w{8,20}[OPST]\b/u },
    scripted: true,
  },
  { id: 'aliyun-challenge', vendor: 'Alibaba Cloud', means: 'challenged', marks: ['aliyun-challenge'] },
  { id: 'aliyun-waf', vendor: 'Alibaba Cloud', means: 'blocked', marks: ['aliyun-waf'] },
  { id: 'tencent-waf', vendor: 'Tencent Cloud', means: 'blocked', marks: ['tencent-waf'] },
  {
    id: 'huawei-waf',
    vendor: 'Huawei Cloud',
    means: 'blocked',
    statuses: [403, 405, 418],
    headers: { server: /^huaweicloudwaf/iu },
  },
  { id: 'huawei-waf', vendor: 'Huawei Cloud', means: 'blocked', statuses: [403, 405, 418], marks: ['huawei-waf'] },
  {
    id: 'baidu-cloud-waf',
    vendor: 'Baidu Cloud',
    means: 'blocked',
    statuses: [403, 405, 429, 503],
    headers: { server: /^yunjiasu/iu },
  },
  { id: 'baidu-cloud-waf', vendor: 'Baidu Cloud', means: 'blocked', marks: ['baidu-cloud-waf'] },
  { id: 'qihoo-waf', vendor: '360', means: 'blocked', statuses: [493] },
  { id: 'qihoo-waf', vendor: '360', means: 'blocked', marks: ['qihoo-waf'] },
  {
    id: 'qihoo-waf',
    vendor: '360',
    means: 'blocked',
    statuses: [403, 405, 429],
    headers: { server: /^(?:qianxin|wzws)-waf/iu },
  },
  { id: 'chuangyu-waf', vendor: 'Chuangyu', means: 'blocked', marks: ['chuangyu-waf'] },
  { id: 'knownsec-waf', vendor: 'Knownsec', means: 'blocked', marks: ['knownsec-waf'] },
  { id: 'safeline-waf', vendor: 'SafeLine', means: 'blocked', statuses: [403, 405, 429], marks: ['safeline-waf'] },
  { id: 'yunsuo-waf', vendor: 'Yunsuo', means: 'challenged', marks: ['yunsuo-challenge'] },
  { id: 'yundun-waf', vendor: 'YunDun', means: 'blocked', text: /blocked by yundun cloud waf/iu },
  { id: 'anyu-waf', vendor: 'AnYu', means: 'blocked', text: /your access has been intercepted by anyu/iu },
  { id: 'safedog-waf', vendor: 'Safedog', means: 'blocked', marks: ['safedog-waf'] },
  { id: 'bytedance-challenge', vendor: 'ByteDance', means: 'challenged', marks: ['bytedance-challenge'] },
  { id: 'baidu-verify', vendor: 'Baidu', means: 'challenged', marks: ['baidu-verify'] },
  { id: 'baidu-verify', vendor: 'Baidu', means: 'challenged', title: /^百度安全验证/u },
  { id: 'baidu-verify', vendor: 'Baidu', means: 'challenged', text: /网络不给力，请稍后重试/u },
  { id: 'wechat-verify', vendor: 'WeChat', means: 'challenged', text: /环境异常[^]{0,40}完成验证后即可继续访问/u },
  {
    id: 'google-unusual-traffic',
    vendor: 'Google',
    means: 'challenged',
    text: /our systems have detected unusual traffic from your computer network/iu,
  },
  { id: 'sina-visitor', vendor: 'Sina', means: 'challenged', title: /^sina visitor system/iu },
  { id: 'reddit-block', vendor: 'Reddit', means: 'blocked', text: /blocked by network security/iu },
  { id: 'reddit-verify', vendor: 'Reddit', means: 'challenged', title: /please wait for verification/iu },
  { id: 'captcha', vendor: 'a captcha', means: 'challenged', statuses: [401, 403, 429, 503], marks: ['captcha'] },

  { id: 'cloudflare-in-front', vendor: 'Cloudflare', means: 'supporting', headers: { server: /^cloudflare/iu } },
  {
    id: 'cloudfront-in-front',
    vendor: 'CloudFront',
    means: 'supporting',
    headers: { 'x-cache': /error from cloudfront/iu },
  },
  { id: 'akamai-in-front', vendor: 'Akamai', means: 'supporting', headers: { server: /^akamai/iu } },
  { id: 'datadome-in-front', vendor: 'DataDome', means: 'supporting', headers: { 'x-datadome': /./u } },
  { id: 'incapsula-in-front', vendor: 'Imperva', means: 'supporting', headers: { 'x-iinfo': /./u } },
  {
    id: 'incapsula-in-front',
    vendor: 'Imperva',
    means: 'supporting',
    headers: { 'x-cdn': /^(?:incapsula|imperva)/iu },
  },
  {
    id: 'incapsula-in-front',
    vendor: 'Imperva',
    means: 'supporting',
    headers: { 'set-cookie': /\b(?:incap_ses_|visid_incap_|reese84\b)/iu },
  },
  {
    id: 'akamai-in-front',
    vendor: 'Akamai',
    means: 'supporting',
    headers: { 'set-cookie': /(?:^|, )(?:_abck|bm_sz|ak_bmsc)(?:$|,)/iu },
  },
  {
    id: 'perimeterx-in-front',
    vendor: 'HUMAN',
    means: 'supporting',
    headers: { 'set-cookie': /(?:^|, )_px(?:3|hd|vid)/iu },
  },
  { id: 'ddos-guard-in-front', vendor: 'DDoS-Guard', means: 'supporting', headers: { server: /^ddos-guard/iu } },
  { id: 'jiasule-in-front', vendor: 'Jiasule', means: 'supporting', headers: { 'set-cookie': /__jsluid/iu } },
  {
    id: 'aliyun-in-front',
    vendor: 'Alibaba Cloud',
    means: 'supporting',
    headers: { 'set-cookie': /(?:^|, )acw_tc/iu },
  },
  { id: 'huawei-in-front', vendor: 'Huawei Cloud', means: 'supporting', headers: { 'set-cookie': /hwwafses/iu } },
  { id: 'sucuri-in-front', vendor: 'Sucuri', means: 'supporting', headers: { 'x-sucuri-id': /./u } },
];
