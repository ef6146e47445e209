import { isOn } from './reading/host.ts';
import { says } from './reading/says.ts';
import type { Site } from './site.ts';

/** UTF-16 units of visible text above which a page holds more than one statement: a living post may repeat a deleted one. */
const shortText = 300;
const gone = /该微博(?:不存在|已被作者删除)/u;
const notForAll = /暂无查看权限|仅展示|半年内|仅粉丝|登录后/u;

/** Weibo, which leads programs to a “visitor system”, and says on a page with status 200 that a post is gone. */
export const weibo: Site = {
  name: 'weibo',
  matches: (url) => isOn(url, 'weibo.com', 'weibo.cn'),
  read({ url, status, page }) {
    if (new URL(url).hostname.startsWith('passport.') || page?.title === 'Sina Visitor System') {
      return says('unsure', 'blocked', 'weibo-visitor-system', 'Weibo sends programs to its visitor system');
    }
    if (status !== 200 || page === undefined || page.textLength > shortText) return undefined;
    if (notForAll.test(page.text)) {
      return says('unsure', 'login-wall', 'weibo-not-for-all', 'Weibo says that the post is not there for everybody');
    }
    return gone.test(page.text)
      ? says('dead', 'removed', 'weibo-removed', 'Weibo says that the post does not exist or was deleted')
      : undefined;
  },
};
