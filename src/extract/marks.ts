interface Mark {
  readonly id: string;
  /** Any of these in the markup, in lower case. Plain strings: a stranger's page must not meet a pattern that can run away. */
  readonly any: readonly [string, ...string[]];
}

/**
 * What to look for in the markup of a page. `page.ts` notes which of them it holds while it has the bytes, so
 * that an observation can be judged without keeping them; what a mark means is said in the tables of `judge/`.
 */
export const marks = [
  { id: 'cloudflare-challenge', any: ['_cf_chl_opt'] },
  { id: 'cloudflare-platform', any: ['/cdn-cgi/challenge-platform/'] },
  { id: 'datadome-captcha', any: ['captcha-delivery.com'] },
  { id: 'perimeterx-captcha', any: ['captcha.px-cdn.net', 'perimeterx.com/whywasiblocked', 'window._pxappid'] },
  { id: 'incapsula-incident', any: ['incapsula incident id', '/_incapsula_resource', 'powered by incapsula'] },
  { id: 'aws-waf-challenge', any: ['.awswaf.com/', 'awswafintegration', 'aws-waf-token'] },
  { id: 'kasada-challenge', any: ['__kasada', 'x-kpsdk-'] },
  { id: 'ddos-guard-challenge', any: ['/.well-known/ddos-guard/'] },
  { id: 'anubis-challenge', any: ['id="anubis_challenge"', '/.within.website/x/cmd/anubis/'] },
  { id: 'jiasule-challenge', any: ['__jsl_clearance', 'notice-jiasule'] },
  { id: 'ruishu-challenge', any: ['$_ts=window', '$_ts = window', "window['$_ts']", 'window["$_ts"]', 'window.$_ts'] },
  { id: 'aliyun-challenge', any: ['acw_sc__v2'] },
  { id: 'aliyun-waf', any: ['errors.aliyun.com', 'blocked as it may cause potential threats'] },
  { id: 'tencent-waf', any: ['waf.tencent-cloud.com', 'waf.tencent.com', '腾讯云web应用防火墙'] },
  { id: 'huawei-waf', any: ['hwclouds.com'] },
  { id: 'baidu-cloud-waf', any: ['/.well-known/yunjiasu-cgi/'] },
  { id: 'qihoo-waf', any: ['wzws-waf-cgi'] },
  { id: 'chuangyu-waf', any: ['365cyd.com/cyd-error-help'] },
  { id: 'knownsec-waf', any: ['/ks-waf-error.png'] },
  { id: 'safeline-waf', any: ['<!-- event id:', '<!-- event_id:'] },
  { id: 'yunsuo-challenge', any: ['yunsuo_session'] },
  { id: 'safedog-waf', any: ['404.safedog.cn'] },
  { id: 'bytedance-challenge', any: ['__ac_signature', 'byted_acrawler'] },
  { id: 'baidu-verify', any: ['wappass.baidu.com'] },
  {
    id: 'captcha',
    any: ['google.com/recaptcha', 'recaptcha.net/recaptcha', 'hcaptcha.com', 'challenges.cloudflare.com/turnstile'],
  },

  { id: 'parking-adblock-key', any: ['data-adblockkey='] },
  { id: 'parking-lander', any: ['window.lander_system', 'footer_domain_parking', 'window.park ='] },
  { id: 'parking-ads', any: ['google.com/adsense/domains/caf.js'] },
  { id: 'parking-jump', any: ['window.location.href="/lander"', "window.location.href='/lander'"] },

  {
    id: 'app-root',
    any: [
      'id="app"',
      "id='app'",
      'id=app>',
      'id="root"',
      "id='root'",
      'id=root>',
      'id="__next"',
      'id="__nuxt"',
      '<app-root',
    ],
  },
] as const satisfies readonly Mark[];

export type MarkId = (typeof marks)[number]['id'];

/** Any of them. An alternative of plain strings can't run away either, and says in one go that a page holds none: most do. */
const anyMark = new RegExp(
  marks
    .flatMap(({ any }) => any)
    .map((words) => words.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))
    .join('|'),
);

/** The marks that some markup holds. */
export function marksIn(markup: string): readonly MarkId[] {
  const lower = markup.toLowerCase();
  if (!anyMark.test(lower)) return [];
  return marks.filter(({ any }) => any.some((words) => lower.includes(words))).map(({ id }) => id);
}
