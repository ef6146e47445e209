import { describe, expect, test } from 'vitest';
import { inShort, reading } from './answers.ts';

type Row = readonly [what: string, told: Parameters<typeof reading>[1], expected: string];

const check = (cited: string, rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, told, expected) => {
    expect(inShort(reading(cited, told))).toBe(expected);
  });
};

/** An error page as any server in between makes it. */
const errorPage = '<!doctype html><title>Error</title><h1>Error 404 (Not Found)</h1>';
const embedding = { version: '1.0', type: 'rich', html: '<blockquote>A flood</blockquote>' };

describe('GETTR tells of a post', () => {
  const xresp = (data: unknown) => ({ _t: 'xresp', rc: 'OK', result: { data, aux: {} } });
  check('https://gettr.com/post/p1abcde', [
    ['public', { json: xresp({ _t: 'post', txt: 'A flood', vis: 'p' }) }, 'alive ok gettr-public'],
    ['deleted', { json: xresp({ _t: 'post', vis: 'd' }) }, 'dead removed gettr-deleted'],
    ['not found', { json: xresp({ nfound: true }) }, 'dead removed gettr-not-found'],
    ['not found, in words', { json: xresp({ txt: 'Content Not Found' }) }, 'dead removed gettr-not-found'],
    [
      'not found, though its words are a post about it',
      { json: xresp({ vis: 'p', txt: 'It said: Content Not Found' }) },
      'alive ok gettr-public',
    ],
    ['with a visibility of which we know nothing', { json: xresp({ vis: 'x' }) }, 'unsure login-wall gettr-not-public'],
    [
      'an error that names what is missing',
      { status: 404, json: { rc: 'ERR', error: { code: 'E_POST_NOTFOUND', emsg: 'gone' } } },
      'dead removed gettr-not-found',
    ],
    [
      'any other error',
      { status: 400, json: { rc: 'ERR', error: { code: 'E_METHOD_NOTFOUND', emsg: 'no' } } },
      'unsure blocked gettr-error',
    ],
    ['an answer of another shape', { json: { data: { vis: 'd' } } }, 'unsure unexpected-status gettr-unreadable'],
    ['no visibility', { json: xresp({ txt: 'A flood' }) }, 'unsure unexpected-status gettr-unreadable'],
    ['a list', { json: xresp([{ vis: 'd' }]) }, 'unsure unexpected-status gettr-unreadable'],
    ['no JSON', { text: '<html>vis: d</html>' }, 'unsure unexpected-status gettr-unreadable'],
    ['a 404 without a word', { status: 404, text: errorPage }, 'unsure unexpected-status gettr-unreadable'],
    ['too many questions', { status: 429, json: xresp({ vis: 'd' }) }, 'unsure rate-limited gettr-429'],
    ['a bad day', { status: 502, json: xresp({ nfound: true }) }, 'unsure server-error gettr-502'],
  ]);
});

describe('GETTR tells of a user', () => {
  const xresp = (data: unknown) => ({ _t: 'xresp', rc: 'OK', result: { data } });
  check('https://gettr.com/user/someone', [
    ['who exists', { json: xresp({ _t: 'uinf', username: 'someone' }) }, 'alive ok gettr-user'],
    [
      'who does not',
      { status: 400, json: { rc: 'ERR', error: { code: 'E_USER_NOTFOUND' } } },
      'dead removed gettr-not-found',
    ],
    ['nothing we know', { json: xresp({}) }, 'unsure unexpected-status gettr-unreadable'],
  ]);
});

describe('YouTube tells of a video', () => {
  check('https://www.youtube.com/watch?v=abcdefghijk', [
    ['that it is there', { json: { ...embedding, type: 'video' } }, 'alive ok youtube-oembed-ok'],
    ['that it is gone', { status: 404, text: 'Not Found' }, 'dead removed youtube-oembed-404'],
    ['that it is private', { status: 403, text: 'Forbidden' }, 'unsure login-wall youtube-oembed-403'],
    [
      'that it may not be embedded, which many living ones may not',
      { status: 401, text: 'Unauthorized' },
      'unsure login-wall youtube-oembed-401',
    ],
    [
      'nothing, of a whole identity',
      { status: 400, text: 'Bad Request' },
      'unsure unexpected-status youtube-oembed-400',
    ],
    [
      '“Forbidden” as a success, as it once did',
      { text: 'Forbidden' },
      'unsure unexpected-status youtube-oembed-unreadable',
    ],
    [
      'nothing: the endpoint itself is gone',
      { status: 404, text: errorPage },
      'unsure unexpected-status youtube-oembed-unreadable',
    ],
    [
      'nothing: the question was led elsewhere',
      { status: 404, text: 'Not Found', url: 'https://www.youtube.com/error' },
      'unsure unexpected-status youtube-oembed-unreadable',
    ],
    ['that we ask too often', { status: 429, text: 'Not Found' }, 'unsure rate-limited youtube-oembed-429'],
    ['that it is unwell', { status: 503, text: errorPage }, 'unsure server-error youtube-oembed-503'],
    ['JSON that is no embedding', { json: { error: 'gone' } }, 'unsure unexpected-status youtube-oembed-unreadable'],
  ]);
  check('https://youtu.be/abc', [
    ['that its identity cannot be one', { status: 400, text: 'Bad Request' }, 'suspect soft-404 youtube-bad-id'],
  ]);
});

describe('X tells of a post', () => {
  check('https://x.com/someone/status/1480000000000000001', [
    ['that it is there', { json: embedding }, 'alive ok x-oembed-ok'],
    [
      'that it is there, from its other name',
      { json: embedding, url: 'https://publish.x.com/oembed?url=a' },
      'alive ok x-oembed-ok',
    ],
    [
      'that it is gone',
      { status: 404, json: { error: 'Sorry, that page does not exist' } },
      'dead removed x-oembed-404',
    ],
    [
      'that it is protected',
      { status: 403, json: { error: 'Sorry, you are not authorized to see this status.' } },
      'unsure login-wall x-oembed-403',
    ],
    [
      'that it is restricted, which is not gone',
      { status: 404, json: { error: 'This post is from a restricted account' } },
      'unsure login-wall x-oembed-restricted',
    ],
    ['nothing: a page says 404', { status: 404, text: errorPage }, 'unsure unexpected-status x-oembed-unreadable'],
    ['nothing: 404 without a word', { status: 404, text: '' }, 'unsure unexpected-status x-oembed-unreadable'],
    ['that we ask too often', { status: 429, json: {} }, 'unsure rate-limited x-oembed-429'],
  ]);
});

describe('Telegram tells of a post', () => {
  const widget = (inside: string) => `<!doctype html><body class="widget_frame_base">${inside}</body>`;
  const missing = '<div class="tgme_widget_message_error">Post not found</div>';
  check('https://t.me/rivernews/123', [
    [
      'that it is there',
      { text: widget('<div class="tgme_widget_message js-widget" data-post="rivernews/123">A flood</div>') },
      'alive ok telegram-post',
    ],
    [
      'that it is not there',
      { text: widget(`<div class="tgme_widget_message">${missing}</div>`) },
      'dead removed telegram-post-not-found',
    ],
    [
      'that there is no such channel, which may have become private',
      {
        text: widget('<div class="tgme_widget_message_error">Channel with username <b>@rivernews</b> not found</div>'),
      },
      'suspect soft-404 telegram-channel-not-found',
    ],
    [
      'that it is shown in its programs only',
      { text: widget('<div class="tgme_widget_message_error">Please open Telegram to view this post</div>') },
      'unsure login-wall telegram-not-shown',
    ],
    [
      'nothing: the words stand in a script',
      { text: widget(`<script>const missing = '${missing}';</script>`) },
      'unsure unexpected-status telegram-unreadable',
    ],
    [
      'nothing: the words stand in a comment',
      { text: `<!-- ${missing} -->` },
      'unsure unexpected-status telegram-unreadable',
    ],
    [
      'that it is there, though it speaks of posts that are not',
      { text: widget('<div class="tgme_widget_message"><p>“Post not found”, it said.</p></div>') },
      'alive ok telegram-post',
    ],
    ['nothing', { text: '' }, 'unsure unexpected-status telegram-unreadable'],
    ['that we ask too often', { status: 429, text: missing }, 'unsure rate-limited telegram-429'],
  ]);
});

describe('Telegram tells of a channel', () => {
  const shell = (inside: string) => `<div class="tgme_page">${inside}</div>`;
  check('https://t.me/rivernews', [
    [
      'its name',
      { text: shell('<div class="tgme_page_title"><span>River news</span></div>') },
      'alive ok telegram-channel',
    ],
    [
      'its members',
      { text: shell('<div class="tgme_page_extra">1 234 subscribers</div>') },
      'alive ok telegram-channel',
    ],
    [
      'nothing but that it may be written to',
      {
        text: shell(
          '<div class="tgme_page_description">If you have <b>Telegram</b>, you can contact <a>@rivernews</a>.</div>',
        ),
      },
      'suspect soft-404 telegram-no-channel',
    ],
    [
      'in another shape',
      { text: '<div class="page">River news</div>' },
      'unsure unexpected-status telegram-unreadable',
    ],
  ]);
});

describe('WeChat tells of an article', () => {
  const message = (words: string) =>
    `<div class="weui-msg"><div class="weui-msg__text-area"><h2 class="weui-msg__title warn">\n ${words} </h2></div></div>`;
  check('https://mp.weixin.qq.com/s/aBcDeFgHiJkL', [
    [
      'that it is there',
      { text: '<div id="js_article"><div id="js_content">一场大水</div></div>' },
      'alive ok wechat-article',
    ],
    [
      'that it is there, though it shows a message that others were deleted',
      { text: `<div id="js_content">${message('该内容已被发布者删除')}</div>` },
      'alive ok wechat-article',
    ],
    ['that its author deleted it', { text: message('该内容已被发布者删除') }, 'dead removed wechat-deleted'],
    [
      'that its author deleted it, in English',
      { text: message('The content has been deleted by the author.') },
      'dead removed wechat-deleted',
    ],
    ['that it broke the rules', { text: message('此内容因违规无法查看') }, 'dead removed wechat-removed'],
    [
      'that somebody complained, on an older page',
      { text: '<div class="mesg-block"><p>此内容被投诉且经审核涉嫌侵权，无法查看。</p></div>' },
      'dead removed wechat-removed',
    ],
    ['that the address is not right', { text: message('参数错误') }, 'unsure unexpected-status wechat-unreadable'],
    ['that it doubts us', { text: message('环境异常') }, 'unsure challenged wechat-verify'],
    [
      'that it doubts us, in a page',
      { text: '<p>环境异常</p>', page: { text: '环境异常 去验证' } },
      'unsure challenged wechat-verify',
    ],
    [
      'that it doubts us, elsewhere',
      { url: 'https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=a', text: message('该内容已被发布者删除') },
      'unsure challenged wechat-verify',
    ],
    [
      'nothing: the words stand in a script',
      { text: `<script>'${message('该内容已被发布者删除')}'</script>` },
      'nothing',
    ],
    ['nothing: a page that a script makes', { text: '<div id="app"></div>' }, 'nothing'],
    ['nothing on a bad day', { status: 502, text: message('该内容已被发布者删除') }, 'unsure server-error wechat-502'],
  ]);
});

describe('Weibo tells of a post', () => {
  check('https://weibo.com/1234567890/AbCdEfGhI', [
    [
      'nothing to programs',
      { page: { title: 'Sina Visitor System', text: '' } },
      'unsure blocked weibo-visitor-system',
    ],
    [
      'nothing to programs, elsewhere',
      { url: 'https://passport.weibo.com/visitor/visitor?entry=miniblog', page: { text: '该微博不存在' } },
      'unsure blocked weibo-visitor-system',
    ],
    ['that its author deleted it', { page: { text: '抱歉，该微博已被作者删除。' } }, 'dead removed weibo-removed'],
    ['that it does not exist', { page: { text: '该微博不存在 返回首页' } }, 'dead removed weibo-removed'],
    [
      'that it does not exist or is not for us',
      { page: { text: '该微博不存在或暂无查看权限!' } },
      'unsure login-wall weibo-not-for-all',
    ],
    [
      'itself, with a deleted post that it repeats',
      { page: { text: `转发 @某人：该微博已被作者删除。${'大水来了，'.repeat(80)}` } },
      'nothing',
    ],
    ['an honest 404', { status: 404, page: { text: '该微博不存在' } }, 'nothing'],
    ['no page', {}, 'nothing'],
  ]);
});

describe('Bilibili tells of a video', () => {
  const code = (code: unknown) => ({ json: { code, message: 'in words', ttl: 1 } });
  check('https://www.bilibili.com/video/BV1xx411c7mD', [
    ['that it is there', { json: { code: 0, message: '0', data: { title: '大水' } } }, 'alive ok bilibili-ok'],
    [
      'that it is there, at length',
      { text: '{"code":0,"message":"0","data":{"pages":[{"cid":1' },
      'alive ok bilibili-ok',
    ],
    ['that there is none', code(-404), 'dead removed bilibili-not-found'],
    ['that it is hidden', code(62_002), 'unsure login-wall bilibili-hidden'],
    ['that it is under review', code(62_004), 'unsure login-wall bilibili-hidden'],
    ['that it is its author’s alone', code(62_012), 'unsure login-wall bilibili-hidden'],
    ['that it may not be told', code(-403), 'unsure login-wall bilibili-hidden'],
    ['that we are a program', code(-412), 'unsure blocked bilibili-risk-control'],
    ['that we are a program, by status', { status: 412, text: errorPage }, 'unsure blocked bilibili-412'],
    ['that our question is wrong', code(-400), 'unsure unexpected-status bilibili-unreadable'],
    ['a code in words', code('-404'), 'unsure unexpected-status bilibili-unreadable'],
    ['half an error', { text: '{"code":-404,"message":' }, 'unsure unexpected-status bilibili-unreadable'],
    ['a 404 of some server in between', { status: 404, ...code(-404) }, 'unsure unexpected-status bilibili-unreadable'],
  ]);
});

describe('Reddit tells of a post', () => {
  check('https://www.reddit.com/r/rivers/comments/1abc2d/a_flood/', [
    ['that it is there', { json: embedding }, 'alive ok reddit-oembed-ok'],
    ['that it is not', { status: 404, json: { message: 'Not Found', error: 404 } }, 'dead removed reddit-oembed-404'],
    [
      'that it is for members, whatever the status',
      { status: 404, json: { reason: 'private', message: 'Not Found', error: 404 } },
      'unsure login-wall reddit-members-only',
    ],
    ['nothing to programs', { status: 403, text: 'blocked by network security.' }, 'unsure blocked reddit-oembed-403'],
    ['nothing: a page says 404', { status: 404, text: errorPage }, 'unsure unexpected-status reddit-oembed-unreadable'],
    ['that we ask too often', { status: 429, text: '' }, 'unsure rate-limited reddit-oembed-429'],
  ]);
});

describe('TikTok tells of a post', () => {
  check('https://www.tiktok.com/@some.one/video/7000000000000000001', [
    ['that it is there', { json: { ...embedding, type: 'video' } }, 'alive ok tiktok-oembed-ok'],
    [
      'the same whether it is gone, private or local',
      { status: 400, json: { code: 400, message: 'Something went wrong' } },
      'unsure login-wall tiktok-oembed-400',
    ],
    ['nothing by 404', { status: 404, json: {} }, 'unsure unexpected-status tiktok-oembed-unreadable'],
  ]);
});

describe('the DOI registry tells of a DOI', () => {
  check('https://doi.org/10.1234/river.2022.01', [
    [
      'that it is registered, whatever the publisher answers',
      { json: { responseCode: 1, handle: '10.1234/river.2022.01', values: [] } },
      'alive ok doi-registered',
    ],
    ['that it is not', { status: 404, json: { responseCode: 100 } }, 'dead not-found doi-unregistered'],
    ['that it has no such values', { json: { responseCode: 200 } }, 'unsure unexpected-status doi-unreadable'],
    ['that it failed', { status: 500, json: { responseCode: 2 } }, 'unsure server-error doi-500'],
    ['a 404 without a word', { status: 404, text: errorPage }, 'unsure unexpected-status doi-unreadable'],
    ['a code beside a success', { json: { responseCode: 100 } }, 'unsure unexpected-status doi-unreadable'],
  ]);
});

describe('what stands behind a wall is never dead:', () => {
  check('https://www.facebook.com/someone/posts/123', [
    [
      'Facebook’s login',
      { url: 'https://www.facebook.com/login/?next=a', page: { title: 'Facebook' } },
      'unsure login-wall facebook-login',
    ],
    ['Facebook’s 404', { status: 404, page: { title: 'Page not found' } }, 'unsure login-wall facebook-not-for-all'],
    [
      'Facebook’s words for posts that some may see',
      { page: { title: 'This content isn’t available right now', text: 'short' } },
      'unsure login-wall facebook-nothing-shown',
    ],
    [
      'a page of Facebook without a title of its own',
      { page: { title: 'Facebook' } },
      'unsure login-wall facebook-nothing-shown',
    ],
    ['a public page of Facebook', { page: { title: 'River news | Facebook' } }, 'nothing'],
    ['Facebook’s refusal', { status: 403, page: {} }, 'nothing'],
  ]);
  check('https://www.instagram.com/p/abc/', [
    [
      'Instagram’s login',
      { url: 'https://www.instagram.com/accounts/login/?next=a', page: { title: 'Login • Instagram' } },
      'unsure login-wall instagram-login',
    ],
    [
      'Instagram’s login in place',
      { page: { title: 'Login • Instagram' } },
      'unsure login-wall instagram-nothing-shown',
    ],
    ['Instagram’s 404', { status: 404 }, 'unsure login-wall instagram-not-for-all'],
  ]);
  check('https://www.linkedin.com/in/someone', [
    ['LinkedIn’s own status', { status: 999 }, 'unsure blocked linkedin-999'],
    ['LinkedIn’s wall', { url: 'https://www.linkedin.com/authwall?trk=a' }, 'unsure login-wall linkedin-login'],
    ['LinkedIn’s 404', { status: 404 }, 'unsure login-wall linkedin-not-for-all'],
  ]);
});

describe('Wikimedia', () => {
  check('https://en.wikipedia.org/wiki/Flood', [
    ['refuses who names no contact', { status: 403 }, 'unsure blocked wikimedia-403'],
    ['holds off who asks too often', { status: 429 }, 'unsure rate-limited wikimedia-429'],
    ['is honest about a page that does not exist', { status: 404, page: { title: 'Flod - Wikipedia' } }, 'nothing'],
    ['shows a page', { page: { title: 'Flood - Wikipedia' } }, 'nothing'],
  ]);
});

describe('GitHub', () => {
  check('https://github.com/someone/something/blob/main/a.md', [
    [
      'says the same of what is gone and of what is private',
      { status: 404, page: { title: 'Page not found · GitHub' } },
      'unsure login-wall github-gone-or-private',
    ],
    [
      'is honest about a file in a repository that anybody may see',
      { status: 404, page: { title: 'File not found · GitHub' } },
      'nothing',
    ],
    ['holds off who asks too often', { status: 429 }, 'unsure rate-limited github-429'],
    ['shows a file', { page: { title: 'a.md' } }, 'nothing'],
  ]);
  check('https://raw.githubusercontent.com/someone/something/main/a.md', [
    ['says the same of raw files', { status: 404 }, 'unsure login-wall github-gone-or-private'],
  ]);
});

describe('Imgur', () => {
  check('https://i.imgur.com/aBcDeFg.jpg', [
    [
      'leads to its picture that says “removed”',
      { url: 'https://i.imgur.com/removed.png' },
      'dead removed imgur-removed',
    ],
    ['leads home', { url: 'https://imgur.com/' }, 'suspect redirected-home imgur-home'],
    ['leads elsewhere, to a picture of this name', { url: 'https://a.example/removed.png' }, 'nothing'],
    ['holds programs off', { status: 429, url: 'https://i.imgur.com/removed.png' }, 'unsure rate-limited imgur-429'],
    ['has a bad day', { status: 503 }, 'unsure rate-limited imgur-503'],
    ['shows the picture', {}, 'nothing'],
  ]);
});

describe('Google’s pictures', () => {
  check('https://lh6.googleusercontent.com/abc=w640', [
    ['are probably gone after 403', { status: 403 }, 'suspect not-an-image google-images-403'],
    ['are cited by half an address after 400', { status: 400 }, 'suspect not-an-image google-images-400'],
    ['are honest about 404', { status: 404 }, 'nothing'],
    ['are there', {}, 'nothing'],
  ]);
});

describe('Google’s consent page', () => {
  const cited = 'https://consent.google.com/ml?continue=https%3A%2F%2Fnews.google.com%2Farticles%2Fabc&gl=DE';
  check(cited, [
    ['is passed by what it leads to', { page: { title: 'A flood' } }, 'alive ok google-consent-passed'],
    [
      'stands there again',
      { url: cited, page: { title: 'Before you continue' } },
      'unsure consent-wall google-consent-wall',
    ],
    ['is all that is known after an error behind it', { status: 404 }, 'unsure consent-wall google-consent-wall'],
  ]);
  check('https://consent.google.com/ml?continue=file:///etc/passwd', [
    ['leads nowhere but on the web', { page: {} }, 'unsure consent-wall google-consent-wall'],
  ]);
});
