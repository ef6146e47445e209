import { bilibili } from './bilibili.ts';
import { doi } from './doi.ts';
import { facebook } from './facebook.ts';
import { gettr } from './gettr.ts';
import { github } from './github.ts';
import { googleConsent } from './google-consent.ts';
import { googleImages } from './google-images.ts';
import { imgur } from './imgur.ts';
import { instagram } from './instagram.ts';
import { linkedin } from './linkedin.ts';
import { reddit } from './reddit.ts';
import type { Site } from './site.ts';
import { telegram } from './telegram.ts';
import { tiktok } from './tiktok.ts';
import { wechat } from './wechat.ts';
import { weibo } from './weibo.ts';
import { wikimedia } from './wikimedia.ts';
import { x } from './x.ts';
import { youtube } from './youtube.ts';

/** The sites we know something of. The first that knows an address counts; no two know the same. */
export const sites: readonly Site[] = [
  bilibili,
  doi,
  facebook,
  gettr,
  github,
  googleConsent,
  googleImages,
  imgur,
  instagram,
  linkedin,
  reddit,
  telegram,
  tiktok,
  wechat,
  weibo,
  wikimedia,
  x,
  youtube,
];

export const siteFor = (url: URL): Site | undefined => sites.find((site) => site.matches(url));
