import { expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.ts';
import type { PageFacts } from '../../src/model/observation.ts';
import { cited, got, led, page, seen } from './looks.ts';

const saysNotFound = (facts: Partial<PageFacts>, url = cited): boolean =>
  judge(seen(got(200, { url, page: page(facts) })), { url, kinds: ['link'] }).evidence.some(
    ({ code }) => code === 'says-not-found',
  );

/** A site’s name, menu and news around what a title says, as real pages have them. */
const dressings: readonly ((title: string) => string)[] = [
  (title) => title,
  (title) => `${title} | Example News`,
  (title) => `Example - ${title}`,
  (title) => `${title}_例子网`,
];

const missing: Readonly<Record<string, readonly string[]>> = {
  'zh-Hans': [
    '页面不存在',
    '您访问的页面不存在',
    '抱歉，您访问的页面不存在或已被删除',
    '很抱歉，您要查看的文章不存在',
    '页面没有找到',
    '找不到网页',
    '页面走丢了',
    '该内容已被发布者删除',
    '此内容已被作者删除',
    '该文章已下线',
    '视频已失效',
    '404错误',
    '404 页面',
    '提示信息：指定的主题不存在或已被删除',
    '没有找到您要访问的页面',
    '对不起，该链接已失效',
  ],
  'zh-Hant': [
    '頁面不存在',
    '找不到網頁',
    '找不到您要的頁面',
    '抱歉，您所要瀏覽的頁面不存在',
    '文章已被刪除',
    '該內容已被作者刪除',
    '查無此頁',
    '連結失效',
    '無法找到該頁面',
    '此影片已被移除',
  ],
  ja: [
    'ページが見つかりません',
    'ページが見つかりませんでした',
    'お探しのページは見つかりませんでした',
    'お探しのページは存在しません',
    'このページは存在しません',
    '指定されたページは存在しません',
    '記事が見つかりません',
    'この記事は削除されました',
    'ご指定のページは見つかりません',
  ],
  ko: [
    '페이지를 찾을 수 없습니다',
    '요청하신 페이지를 찾을 수 없습니다',
    '존재하지 않는 페이지입니다',
    '삭제된 게시물입니다',
    '해당 기사가 존재하지 않습니다',
    '게시글이 삭제되었습니다',
    '찾으시는 페이지가 없습니다',
  ],
  en: [
    'Page not found',
    'Page Not Found!',
    '404',
    'Error 404',
    '404 Error',
    '404 Not Found',
    '404: Page not found',
    'Error: Page Not Found',
    'Oops! That page can’t be found.',
    'Oops! Page not found',
    'Sorry, this page isn’t available',
    'Sorry, the page you are looking for could not be found',
    'The page you requested was not found',
    'The page you’re looking for doesn’t exist',
    'This page does not exist',
    'This page no longer exists',
    'This video is no longer available',
    'This article has been removed',
    'We can’t find the page you’re looking for',
    'We couldn’t find that page',
    'The requested URL was not found',
    'File or directory not found',
    'Article not found',
    'Nothing found here',
  ],
  de: [
    'Seite nicht gefunden',
    'Die Seite wurde nicht gefunden',
    'Die angeforderte Seite konnte nicht gefunden werden',
    'Die von Ihnen gesuchte Seite ist nicht mehr verfügbar',
    'Diese Seite existiert nicht',
    'Der Artikel ist nicht mehr verfügbar',
    'Fehler 404',
  ],
  fr: [
    'Page introuvable',
    'Page non trouvée',
    'Cette page n’existe plus',
    'La page que vous recherchez est introuvable',
    'La page demandée n’existe pas',
    'Erreur 404',
    'Contenu introuvable',
  ],
  es: [
    'Página no encontrada',
    'La página que buscas no existe',
    'La página solicitada no se encontró',
    'No se encontró la página',
    'Error 404',
    'Contenido no disponible',
  ],
  pt: ['Página não encontrada', 'A página que você procura não existe', 'Não encontramos a página', 'Erro 404'],
  it: ['Pagina non trovata', 'La pagina richiesta non esiste', 'La pagina che stai cercando non è disponibile'],
  ru: [
    'Страница не найдена',
    'Запрашиваемая страница не найдена',
    'К сожалению, страница не существует',
    'Такой страницы не существует',
    'Материал удалён',
    'Ошибка 404',
  ],
  ar: [
    'الصفحة غير موجودة',
    'عذراً، الصفحة المطلوبة غير موجودة',
    'الصفحة التي تبحث عنها غير متوفرة',
    'لم يتم العثور على الصفحة',
    'المحتوى غير متاح',
    'خطأ 404',
  ],
  tr: ['Sayfa bulunamadı', 'Aradığınız sayfa bulunamadı', 'Aradığınız sayfa mevcut değil'],
  vi: ['Không tìm thấy trang', 'Trang không tồn tại', 'Trang bạn yêu cầu không tồn tại'],
};

for (const [language, sentences] of Object.entries(missing)) {
  it.each(sentences)(`hears “%s” (${language}) in a title, a heading and a short text`, (sentence) => {
    const titles = dressings.filter((dress) => !saysNotFound({ title: dress(sentence), textLength: 1_500 }));
    expect(titles.map((dress) => dress(sentence))).toEqual([]);
    expect(saysNotFound({ title: 'Example News', h1: sentence, textLength: 1_500 })).toBe(true);
    // “404” by itself is not heard in a text: it may be a price or a room.
    if (/\p{Letter}/u.test(sentence.replace(/error/iu, ''))) {
      expect(saysNotFound({ title: 'Example News', text: `Example News. ${sentence}. © 2022` })).toBe(true);
    }
  });
}

const articles: readonly (readonly [title: string, text?: string])[] = [
  // Reports of pages that were taken away.
  ['财新网一篇文章已被删除引发关注'],
  ['“该内容已被发布者删除”：微信公众号的消失'],
  ['网络审查：那些页面不存在的日子里我们失去了什么'],
  ['一天', '记者发现该文章已被删除，编辑部没有回应。城市的人们仍在谈论它。'],
  ['一天', '点击链接后，页面显示“该内容已被发布者删除”。'],
  ['一天', '目前，财新网上的这篇文章已被删除引发网友热议。'],
  ['一天', '他说那个网站的页面不存在这种问题。'],
  ['消えた記事を追って', '取材に対し、同社は問題の記事は削除されましたと説明した経緯を語った。'],
  ['사라진 글을 찾아서', '그는 블로그에서 그 글이 삭제되었습니다라고 말했다고 전했다.'],
  ['The page that could not be printed'],
  ['Why your page was not found by search engines, and what to do about it'],
  ['How to fix “404 Not Found” errors in nginx and live'],
  ['404 Not Found: what it means and how to fix it on your own server'],
  ['A day', 'It turned out that the page was not found, and that the editor had known it for years.'],
  ['A day', 'Officials confirmed the video was removed by the company after complaints from several readers.'],
  ['Ein Tag', 'Er schrieb, dass die Seite nicht gefunden wurde, als er sie zuletzt suchte.'],
  ['Un jour', 'Il a constaté que la page est introuvable depuis le mois de mai.'],
  ['День', 'Он сказал, что страница не найдена, и пожал плечами.'],
  // Numbers and names.
  ['arXiv: [2404.07917] A paper'],
  ['[2404.07917] A paper on pages'],
  ['Room 404 is a hotel'],
  ['Site | 404 Media'],
  ['Peugeot 404 | Cars of the sixties'],
  ['BWV 404 – Bach Cantatas'],
  ['HTTP status codes'],
  ['Lost and Not Found: a novel'],
  ['页面设计入门'],
  ['内容为王'],
  ['链接的历史'],
  ['ページの歴史'],
  ['페이지 디자인'],
  ['Pages perdues : une histoire'],
  ['Seitenweise Glück'],
  ['La página del lector'],
  ['Страница истории'],
  ['الصفحة الأولى'],
  ['Sayfa düzeni'],
  ['Trang chủ'],
];

for (const [title, text] of articles) {
  it(`does not mistake “${title}”${text === undefined ? '' : `: ${text}`}`, () => {
    expect(saysNotFound({ title, ...(text === undefined ? { textLength: 1_500 } : { text }) })).toBe(false);
  });
}

it('hears nothing in a long page, whatever its title', () => {
  expect(saysNotFound({ title: '404 Not Found', textLength: 20_000 })).toBe(false);
});

it('counts an East Asian letter as three: a news flash of 250 is no short text', () => {
  const sentence = '该文章已被删除。';
  const flash = `${'城市更新是一个漫长的过程，涉及许多居民。'.repeat(12)}${sentence}`;
  expect([saysNotFound({ title: '一天', text: flash }), saysNotFound({ title: '一天', text: sentence })]).toEqual([
    false,
    true,
  ]);
});

it('leaves pages about 404 alone, and not those whose number has 404 in it', () => {
  const about = ['https://site.example/wiki/HTTP_404', 'https://site.example/?q=404', 'https://site.example/not-found'];
  expect(about.map((url) => saysNotFound({ title: '404 Not Found' }, url))).toEqual([false, false, false]);
  expect(saysNotFound({ title: '404 Not Found' }, 'https://site.example/news/1404213')).toBe(true);
});

it('tells both that it leads to an error page and what that page says', () => {
  const look = led('https://site.example/404.html', 302, { page: page({ title: 'Page not found' }) });
  const { status, reason, evidence } = judge(seen(look), { url: cited, kinds: ['link'] });
  expect([status, reason, ...evidence.map(({ code }) => code)]).toEqual([
    'suspect',
    'soft-404',
    'http-200',
    'redirect-to-error-page',
    'says-not-found',
  ]);
});
