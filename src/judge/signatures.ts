import type { MarkId } from './marks.ts';

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
  { id: 'cloudflare-block', vendor: 'Cloudflare', means: 'blocked', title: /^attention required! \| cloudflare/iu },
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
  { id: 'perimeterx', vendor: 'HUMAN', means: 'challenged', marks: ['perimeterx-captcha'] },
  { id: 'perimeterx', vendor: 'HUMAN', means: 'blocked', text: /because we believe you are using automation tools/iu },
  { id: 'incapsula', vendor: 'Imperva', means: 'challenged', marks: ['incapsula-incident'] },
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
  { id: 'sucuri-block', vendor: 'Sucuri', means: 'blocked', headers: { 'x-sucuri-block': /./u } },
  { id: 'sucuri-block', vendor: 'Sucuri', means: 'blocked', title: /sucuri website firewall/iu },
  {
    id: 'ddos-guard',
    vendor: 'DDoS-Guard',
    means: 'challenged',
    statuses: [403],
    headers: { server: /^ddos-guard/iu },
  },
  { id: 'anubis', vendor: 'Anubis', means: 'challenged', marks: ['anubis-challenge'] },
  {
    id: 'jiasule',
    vendor: 'Jiasule',
    means: 'challenged',
    statuses: [512, 521],
    headers: { 'set-cookie': /__jsluid/iu },
  },
  { id: 'jiasule', vendor: 'Jiasule', means: 'challenged', marks: ['jiasule-challenge'] },
  { id: 'aliyun-waf', vendor: 'Alibaba Cloud', means: 'blocked', marks: ['aliyun-waf'] },
  { id: 'tencent-waf', vendor: 'Tencent Cloud', means: 'blocked', marks: ['tencent-waf'] },
  {
    id: 'huawei-waf',
    vendor: 'Huawei Cloud',
    means: 'blocked',
    statuses: [403, 405, 418],
    headers: { server: /^huaweicloudwaf/iu },
  },
  { id: 'baidu-cloud-waf', vendor: 'Baidu Cloud', means: 'blocked', marks: ['baidu-cloud-waf'] },
  { id: 'qihoo-waf', vendor: '360', means: 'blocked', statuses: [493] },
  { id: 'qihoo-waf', vendor: '360', means: 'blocked', marks: ['qihoo-waf'] },
  { id: 'chuangyu-waf', vendor: 'Chuangyu', means: 'blocked', marks: ['chuangyu-waf'] },
  { id: 'knownsec-waf', vendor: 'Knownsec', means: 'blocked', marks: ['knownsec-waf'] },
  { id: 'safedog-waf', vendor: 'Safedog', means: 'blocked', marks: ['safedog-waf'] },
  { id: 'baidu-verify', vendor: 'Baidu', means: 'challenged', marks: ['baidu-verify'] },
  { id: 'baidu-verify', vendor: 'Baidu', means: 'challenged', title: /^百度安全验证/u },
  { id: 'sina-visitor', vendor: 'Sina', means: 'challenged', title: /^sina visitor system/iu },
  { id: 'reddit-block', vendor: 'Reddit', means: 'blocked', text: /blocked by network security/iu },
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
  { id: 'sucuri-in-front', vendor: 'Sucuri', means: 'supporting', headers: { 'x-sucuri-id': /./u } },
];
