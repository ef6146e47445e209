import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { siteFor, sites } from '../../src/sites/index.ts';

const folder = new URL('../../src/sites/', import.meta.url);

describe('the list', () => {
  it('has every adapter in the folder, in the order of their names', () => {
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'site.ts' && entry.name !== 'index.ts')
      .map(({ name }) => name.replace(/\.ts$/u, ''));
    expect(sites.map(({ name }) => name)).toEqual(files.toSorted());
  });

  it('has no name twice', () => {
    expect(new Set(sites.map(({ name }) => name)).size).toBe(sites.length);
  });
});

const known: readonly (readonly [site: string, address: string, question?: string])[] = [
  [
    'bilibili',
    'https://www.bilibili.com/video/BV1xx411c7mD/?p=2',
    'https://api.bilibili.com/x/web-interface/view?bvid=BV1xx411c7mD',
  ],
  ['bilibili', 'https://m.bilibili.com/video/av170001', 'https://api.bilibili.com/x/web-interface/view?aid=170001'],
  ['doi', 'https://doi.org/10.1234/river.2022.01', 'https://doi.org/api/handles/10.1234/river.2022.01'],
  ['doi', 'http://dx.doi.org/10.1234/a%3Cb%3E;2#c', 'https://doi.org/api/handles/10.1234/a%3Cb%3E;2'],
  ['facebook', 'https://www.facebook.com/someone/posts/123'],
  ['facebook', 'https://zh-tw.facebook.com/someone'],
  ['facebook', 'https://fb.watch/abc/'],
  ['gettr', 'https://gettr.com/post/p1abcde', 'https://api.gettr.com/u/post/p1abcde?incl=poststats%7Cuserinfo'],
  ['gettr', 'https://www.gettr.com/user/someone', 'https://api.gettr.com/s/uinf/someone'],
  ['github', 'https://github.com/someone/something/blob/main/a.md'],
  ['github', 'https://raw.githubusercontent.com/someone/something/main/a.md'],
  [
    'google-consent',
    'https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk&gl=DE',
    'https://www.youtube.com/watch?v=abcdefghijk',
  ],
  [
    'google-consent',
    'https://consent.google.com/ml?continue=https%3A%2F%2Fme%3Asecret%40a.example%2F',
    'https://a.example/',
  ],
  ['google-consent', 'https://consent.google.co.jp/ml?continue=javascript:alert(1)'],
  ['google-consent', 'https://consent.google.com/ml?continue=https://consent.google.com/ml'],
  ['google-consent', 'https://consent.google.com/'],
  ['google-images', 'https://lh3.googleusercontent.com/pw/abc=w640'],
  ['google-images', 'https://blogger.googleusercontent.com/img/b/abc/s1600/a.jpg'],
  ['google-images', 'https://1.bp.blogspot.com/-a/b/c/d/s320/e.png'],
  ['google-images', 'https://yt3.ggpht.com/abc'],
  ['imgur', 'https://i.imgur.com/aBcDeFg.jpg'],
  ['imgur', 'https://imgur.com/gallery/aBcDeFg'],
  ['instagram', 'https://www.instagram.com/p/abc/'],
  ['linkedin', 'https://de.linkedin.com/in/someone'],
  [
    'reddit',
    'https://old.reddit.com/r/rivers/comments/1abc2d/a_flood/?sort=new',
    'https://www.reddit.com/oembed?url=https%3A%2F%2Fwww.reddit.com%2Fr%2Frivers%2Fcomments%2F1abc2d%2Fa_flood%2F',
  ],
  ['telegram', 'https://t.me/rivernews/123?single', 'https://t.me/rivernews/123?embed=1&mode=tme'],
  ['telegram', 'https://telegram.me/s/rivernews/123', 'https://t.me/rivernews/123?embed=1&mode=tme'],
  ['telegram', 'https://t.me/rivernews', 'https://t.me/rivernews'],
  ['telegram', 'https://t.me/s/rivernews', 'https://t.me/rivernews'],
  [
    'tiktok',
    'https://www.tiktok.com/@some.one/video/7000000000000000001?lang=en',
    'https://www.tiktok.com/oembed?url=https%3A%2F%2Fwww.tiktok.com%2F%40some.one%2Fvideo%2F7000000000000000001',
  ],
  ['wechat', 'https://mp.weixin.qq.com/s/aBcDeFgHiJkL', 'https://mp.weixin.qq.com/s/aBcDeFgHiJkL'],
  ['wechat', 'http://mp.weixin.qq.com/s?__biz=MzA=&mid=1&idx=1', 'http://mp.weixin.qq.com/s?__biz=MzA=&mid=1&idx=1'],
  ['weibo', 'https://weibo.com/1234567890/AbCdEfGhI'],
  ['weibo', 'https://m.weibo.cn/status/4700000000000000'],
  ['wikimedia', 'https://ja.wikipedia.org/wiki/%E5%B9%B2%E6%BD%9F'],
  ['wikimedia', 'https://upload.wikimedia.org/wikipedia/commons/a/a0/A.jpg'],
  [
    'x',
    'https://x.com/someone/status/1480000000000000001?s=20',
    'https://publish.twitter.com/oembed?url=https%3A%2F%2Ftwitter.com%2Fsomeone%2Fstatus%2F1480000000000000001&omit_script=1',
  ],
  [
    'x',
    'https://mobile.twitter.com/someone/statuses/20/photo/1',
    'https://publish.twitter.com/oembed?url=https%3A%2F%2Ftwitter.com%2Fsomeone%2Fstatus%2F20&omit_script=1',
  ],
  ...[
    'https://www.youtube.com/watch?list=PL1&v=abcdefghijk&t=5',
    'https://youtu.be/abcdefghijk?si=x',
    'https://m.youtube.com/shorts/abcdefghijk',
    'https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0',
    'https://youtube.com/live/abcdefghijk',
    'https://www.youtube.com/v/abcdefghijk',
  ].map(
    (address) =>
      [
        'youtube',
        address,
        'https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk&format=json',
      ] as const,
  ),
];

describe('an address', () => {
  const rows = known.map(([name, address, question]) => ({ name, address, question }));

  test.each(rows)('is known to $name alone: $address', ({ name, address }) => {
    const url = new URL(address);
    expect(sites.filter((site) => site.matches(url)).map((site) => site.name)).toEqual([name]);
  });

  test.each(rows)('has its question: $address', ({ address, question }) => {
    const url = new URL(address);
    expect(siteFor(url)?.question?.(url)).toBe(question);
  });

  test.each([
    ['a lookalike before the name', 'https://evil-youtube.com/watch?v=abcdefghijk'],
    ['the name before another', 'https://youtube.com.evil.example/watch?v=abcdefghijk'],
    ['the name in the path', 'https://evil.example/youtube.com/watch?v=abcdefghijk'],
    ['the name as a user', 'https://youtu.be@evil.example/abcdefghijk'],
    ['a lookalike of X', 'https://notx.com/someone/status/20'],
    ['a lookalike of Telegram', 'https://at.me.example/rivernews/1'],
    ['a lookalike of Telegram that ends in its name', 'https://bot.t.me.evil.example/rivernews/1'],
    ['a lookalike of GETTR', 'https://gettr.com.evil.example/post/p1abcde'],
    ['a lookalike of Facebook', 'https://facebook.com.evil.example/someone'],
    ['a lookalike of GitHub', 'https://github.com.evil.example/someone/something'],
    ['a lookalike of the consent page', 'https://consent.google.com.evil.example/?continue=https://a.example/'],
    ['a lookalike of the DOI resolver', 'https://notdoi.org/10.1234/a'],
    ['a lookalike of Wikipedia', 'https://en.wikipedia.org.evil.example/wiki/A'],
    ['a lookalike of Google’s pictures', 'https://lh3.googleusercontent.com.evil.example/a'],
    ['an archive that keeps a post', 'https://web.archive.org/web/2022/https://gettr.com/post/p1abcde'],

    ['a channel of YouTube', 'https://www.youtube.com/@someone'],
    ['the live stream of a channel', 'https://www.youtube.com/@someone/live'],
    ['a channel under its old name', 'https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv'],
    ['a playlist', 'https://www.youtube.com/playlist?list=PL1'],
    ['a playlist in a player, which looks like a video', 'https://www.youtube.com/embed/videoseries?list=PL1'],
    ['a channel in a player, which looks like a video', 'https://www.youtube.com/embed/live_stream?channel=UC1'],
    ['the home page of YouTube', 'https://www.youtube.com/'],
    ['a person on X', 'https://x.com/someone'],
    ['a nameless post on X', 'https://x.com/i/status/1480000000000000001'],
    ['an invitation to Telegram', 'https://t.me/+AbCdEf'],
    ['an old invitation to Telegram', 'https://t.me/joinchat/AbCdEf'],
    ['a post in a private group', 'https://t.me/c/123456/7'],
    ['a page of WeChat that is no article', 'https://mp.weixin.qq.com/mp/homepage?__biz=MzA='],
    ['a community of Reddit', 'https://www.reddit.com/r/rivers/'],
    ['a person on TikTok', 'https://www.tiktok.com/@some.one'],
    ['a stream on GETTR', 'https://gettr.com/streaming/p1abcde'],
    ['an account on GitHub, which is never private', 'https://github.com/someone'],
    ['the documentation of GitHub', 'https://docs.github.com/en/get-started'],
    ['pages for Facebook’s developers', 'https://developers.facebook.com/docs/graph-api'],
    ['the home page of Imgur', 'https://imgur.com/'],
    ['the picture that says “removed” itself', 'https://i.imgur.com/removed.png'],
    ['Google’s old cache', 'https://webcache.googleusercontent.com/search?q=cache:a.example'],
    ['something of Bilibili that is no video', 'https://www.bilibili.com/read/cv12345'],
    ['a handle that is no DOI', 'https://doi.org/abc'],
  ])('is left alone: %s', (_, address) => {
    expect(siteFor(new URL(address))).toBeUndefined();
  });
});
