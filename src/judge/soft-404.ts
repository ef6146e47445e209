import { saying, statement } from './phrases.ts';
import { type Check, sign } from './sign.ts';

const zhThing =
  '(?:页面|頁面|网页|網頁|文章|内容|內容|视频|視頻|影片|帖子|貼文|链接|連結|资源|資源|新闻|新聞|微博|文件|檔案)';
const enThing = '(?:page|article|story|post|video|content|document|file|url|resource|item)';

/** “This page does not exist”, one line a language. Alternatives are bounded, so that no text can make them run long. */
const notFound: Readonly<Record<string, readonly string[]>> = {
  any: ['^(?:error|http|oops)?[ :!-]{0,3}404(?: error)?[.!]{0,3}$'],
  zh: [
    `(?:(?:很?抱歉|对不起|對不起)[，,！!。 ]{0,2})?(?:您|你)?(?:所?要?(?:访问|訪問|查看|浏览|瀏覽|请求|請求|寻找|尋找|找|打开|打開)的)?(?:该|該|此|这个|這個|这篇|這篇)?${zhThing}(?:可能)?(?:已经?|已經)?(?:不存在|未找到|没有找到|沒有找到|找不到了?|不见了|不見了|走丢了|走丟了|丢失了?|失效)`,
    `(?:该|該|此|这篇|這篇|这个|這個)?${zhThing}(?:已(?:经|經)?被?|被)(?:作者|发布者|發布者|用户|用戶|管理员|管理員)?(?:自行)?(?:删除|刪除|下架|失效|下线|下線|移除|屏蔽|撤回)`,
    `(?:(?:很?抱歉|对不起|對不起)[，,！!。 ]{0,2})?(?:找不到|無法找到|无法找到|未找到|没有找到|沒有找到)(?:您|你)?(?:所?要?(?:找|查看|訪問|访问|请求|請求|寻找|尋找)的)?(?:该|該|此)?${zhThing}`,
    '404 ?(?:错误|錯誤|页面|頁面|找不到)',
  ],
  ja: [
    '(?:お探しの|ご指定の|指定された|アクセスされた|該当する)?(?:ページ|記事|コンテンツ)[はが]?(?:見つかりません|見つかりませんでした|存在しません|見当たりません|削除されました|ございません)(?:でした)?',
    'お探しのページ.{0,20}(?:見つかりません|ありません|存在しません|削除)(?:でした)?',
    '(?:この)?記事(?:は|の掲載は|の公開は)(?:削除|終了)(?:されました|しました)?',
  ],
  ko: [
    '(?:요청하신 |찾으시는 |해당 )?(?:페이지|게시물|게시글|글|기사|콘텐츠)(?:를|을|가|이|는|은)? ?(?:찾을 수 없습니다|존재하지 않습니다|존재하지 않는|삭제되었습니다|삭제된)',
  ],
  en: [
    '(?:error )?404[ :.–—-]{0,4}(?:error|(?:page |file )?not found|page)',
    '(?:page|file|article|story|post|document) not found',
    `(?:sorry[,.!]? )?(?:the |this |that )?(?:requested )?${enThing}(?: you[’']?(?:re| are| were)? ?(?:looking for|requested|(?:are )?trying to (?:reach|access|view)))? (?:(?:could|can|was|is)(?: ?not|n[’']t) (?:be )?(?:found|available)|does(?: not|n[’']t) exist|(?:is |are )?no longer (?:exists?|available)|(?:has been|was) (?:removed|deleted))(?: or never existed)?`,
    `(?:sorry[,.!]? )?(?:we |you )?(?:can(?:not|[’']t)|could(?: not|n[’']t)|(?:were|are) unable to) find (?:the |that |this )${enThing}(?: you[’']?(?:re| are| were)? looking for)?`,
    'nothing (?:was )?found here',
  ],
  de: [
    '(?:die |diese |der |dieser )?(?:angeforderte |gesuchte |gewünschte )?(?:seite|artikel|beitrag|datei)(?: wurde| konnte| ist| existiert)?(?: leider)? nicht (?:mehr )?(?:gefunden(?: werden)?|vorhanden|verfügbar)',
    '(?:die |diese )?seite existiert nicht',
  ],
  fr: [
    "(?:la |cette )?(?:page|article|contenu)(?: demandée?)?(?: est)? (?:introuvable|non trouvée?|n[’']existe (?:pas|plus)|n[’']a pas (?:été|pu être) trouvée?)",
  ],
  es: [
    '(?:la )?página (?:solicitada |que buscas )?(?:no encontrada|no existe|no se (?:ha )?encontr(?:ó|ado)|no está disponible)',
    'no (?:se (?:ha )?)?encontr(?:ó|ado|amos) la página',
  ],
  ru: [
    '(?:запрашиваемая |эта )?(?:страница|статья) не (?:найдена|существует)',
    '(?:страница|статья|публикация|материал) (?:была? )?(?:удалена|удалён|удален)',
  ],
  ar: [
    '(?:عذر[اًا]{1,2}[،,]? ?)?(?:هذه )?الصفحة (?:المطلوبة |التي تبحث عنها )?(?:غير موجودة|غير متوفرة|لا وجود لها)',
    'لم يتم العثور على (?:هذه )?الصفحة',
  ],
};
const notFoundPattern = new RegExp(Object.values(notFound).flat().join('|'), 'iu');

/** Addresses of error pages. */
const errorPath =
  /\/(?:404|404-?error|error-?404|40[34]_?page|error|errors|errorpage|not-?found|page-?not-?found|sorry|pagenotfound)(?:\.[a-z]{2,5})?\/?$/iu;
const speaksOf404 = /404|not[-_]?found/iu;

/** Recognises a page that says it was not found, with a status that says success. */
export const soft404: Check = ({ cited, final, page }) => {
  if (errorPath.test(final.pathname) && !errorPath.test(cited.pathname)) {
    return sign('suspect', 'soft-404', 'redirect-to-error-page', `leads to ${final.host}${final.pathname}`);
  }
  // Who cites a page about 404 is served a page about 404.
  if (page === undefined || speaksOf404.test(cited.pathname)) return undefined;
  const says = statement(page, notFoundPattern);
  return says === undefined ? undefined : sign('suspect', 'soft-404', 'says-not-found', saying(says));
};
