import { isOn, segments } from './reading/host.ts';
import { textsOf } from './reading/markup.ts';
import { says, tellsNothing } from './reading/says.ts';
import type { Site } from './site.ts';

const captchaPath = /captcha|wappoc/u;
const deletedByAuthor = /已被发布者删除|deleted by (?:the|its) author/iu;
/** A breach of rules, a complaint, a closed account. */
const takenAway = /违规|被投诉|侵权|注销|封禁|屏蔽|violat|complain|infring/iu;
const strangeSurroundings = /环境异常|去验证/u;

/**
 * Articles of WeChat accounts answer 200 whatever became of them; the page itself tells. It is asked for once more, as what
 * tells is in its markup. `#js_content` comes first: an article may speak of articles that were deleted.
 */
export const wechat: Site = {
  name: 'wechat',
  matches: (url) => isOn(url, 'mp.weixin.qq.com') && segments(url)[0] === 's',
  question: ({ href }) => href,
  read(answer) {
    const { pathname } = new URL(answer.url);
    const { status, text = '' } = answer;
    if (captchaPath.test(pathname)) return blocked;
    if (status !== 200) return tellsNothing('wechat', 'WeChat', answer);
    const texts = textsOf(text, '#js_article', '#js_content', '.weui-msg__title', '.mesg-block');
    if (texts.has('#js_article') || texts.has('#js_content')) {
      return says('alive', 'ok', 'wechat-article', 'WeChat shows the article');
    }
    const message = texts.get('.weui-msg__title') ?? texts.get('.mesg-block');
    if (message === undefined) return strangeSurroundings.test(answer.page?.text ?? '') ? blocked : undefined;
    if (deletedByAuthor.test(message)) {
      return says('dead', 'removed', 'wechat-deleted', 'WeChat says that its author deleted the article');
    }
    if (takenAway.test(message)) {
      return says('dead', 'removed', 'wechat-removed', 'WeChat says that the article cannot be read any more');
    }
    return strangeSurroundings.test(message) ? blocked : tellsNothing('wechat', 'WeChat', answer);
  },
};

const blocked = says('unsure', 'challenged', 'wechat-verify', 'WeChat wants a proof of being human');
