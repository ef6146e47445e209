const zhThing =
  '(?:页面|頁面|网页|網頁|文章|内容|內容|视频|視頻|影片|帖子|貼文|链接|連結|资源|資源|新闻|新聞|微博|文件|檔案|信息|資訊|主题|主題|稿件|图片|圖片|栏目)';
const zhWanted = '(?:您|你)?(?:所?要?(?:访问|訪問|查看|浏览|瀏覽|请求|請求|寻找|尋找|搜寻|搜尋|找|打开|打開|指定)?的)?';
const zhSorry = '(?:(?:很?抱歉|对不起|對不起|非常抱歉|哎呀|糟糕)[，,！!。 ]{0,2})?';
const zhGone =
  '(?:不存在|未找到|没有找到|沒有找到|找不到了?|不见了|不見了|走丢了|走丟了|丢失了?|失效|无法找到|無法找到)';
const zhTaken = '(?:删除|刪除|下架|失效|下线|下線|移除|屏蔽|撤回)';
const enThing =
  '(?:page|article|story|post|video|content|document|file|url|resource|item|link|photo|image|tweet|thread)';
const enWanted =
  "(?: (?:that )?(?:you|you[’']re|you are|you were) ?(?:(?:are|were) )?(?:looking for|requested|(?:trying|attempting) to (?:reach|access|view|find)|wanted))?";
const enSorry = "(?:(?:we[’']re sorry|sorry|oops|whoops|uh[ -]oh)[,.!…]{0,3} ?(?:but )?)?";
const enNot = "(?:could ?n[’']t|ca ?n[’']t|was ?n[’']t|is ?n[’']t|cannot|can not|could not|was not|is not|were not)";

/**
 * “This page does not exist”, by language (BCP 47). Alternatives and repetitions are bounded, so that no text can make them run
 * long. Where the words stand is judged by who uses them (`soft-404.ts`).
 */
const notFound: Readonly<Record<string, readonly string[]>> = {
  und: ['^(?:error|http|oops)?[ :!-]{0,3}404(?: error| page)?[.!]{0,3}$'],
  zh: [
    `${zhSorry}${zhWanted}(?:该|該|此|这个|這個|这篇|這篇|指定的?)?${zhThing}(?:可能)?(?:已经?|已經)?${zhGone}(?:或(?:者)?(?:已(?:经|經)?)?被?${zhTaken})?`,
    `${zhSorry}(?:该|該|此|这篇|這篇|这个|這個)?${zhThing}(?:已(?:经|經)?被?|被)(?:作者|发布者|發布者|发布方|用户|用戶|管理员|管理員)?(?:自行)?${zhTaken}`,
    `${zhSorry}(?:找不到|無法找到|无法找到|未找到|没有找到|沒有找到|查無|查无)${zhWanted}(?:该|該|此)?(?:${zhThing}|页|頁)`,
    '404 ?(?:错误|錯誤|页面|頁面|找不到)',
  ],
  ja: [
    '(?:申し訳(?:ありません|ございません)[。、 ]{0,2})?(?:お探しの|ご指定の|指定された|アクセスされた|該当する|要求された|この)?(?:ページ|記事|コンテンツ|ファイル)[はがも]?(?:すでに|既に)?(?:見つかりません|見つかりませんでした|存在しません|見当たりません|削除されました|ございません|ありません)(?:でした)?',
    'お探しの(?:ページ|記事).{0,20}(?:見つかりません|ありません|存在しません|削除)(?:でした)?',
    '(?:この)?記事(?:は|の掲載は|の公開は)(?:削除|終了)(?:されました|しました)?',
  ],
  ko: [
    '(?:죄송합니다[.,]? )?(?:요청하신 |찾으시는 |해당 |이 )?(?:페이지|게시물|게시글|글|기사|콘텐츠|문서)(?:를|을|가|이|는|은)? ?(?:찾을 수(?:가)? 없습니다|존재하지 않습니다|없습니다|삭제되었습니다|삭제되었거나)',
    '(?:존재하지 않는|삭제된|없는) (?:페이지|게시물|게시글|글|기사|콘텐츠)(?:입니다)?',
  ],
  en: [
    '(?:error )?404[ :.–—-]{0,4}(?:error|(?:page |file )?not found|page)',
    `${enSorry}(?:the |this |that |your )?(?:requested )?(?:page|file(?: or directory)?|article|story|post|document|content|url|resource) (?:was )?not found`,
    `${enSorry}(?:the |this |that |your )?(?:requested )?${enThing}${enWanted} (?:${enNot} (?:be )?(?:found|available|here)|does(?: not|n[’']t) (?:seem to )?exist|(?:is |are )?no longer (?:exists?|available|here)|(?:has been|was) (?:removed|deleted))(?: or never existed)?`,
    `${enSorry}(?:we |you )?(?:can(?:not|[’']t)|could(?: not|n[’']t)|(?:were|are) unable to) (?:seem to )?find (?:the |that |this )${enThing}${enWanted}`,
    'nothing (?:was )?found here',
  ],
  de: [
    '(?:die |diese |der |dieser |das |dieses )?(?:von (?:ihnen|dir) )?(?:angeforderte |gesuchte |gewünschte |aufgerufene )?(?:seite|artikel|beitrag|datei|inhalt|dokument)(?: wurde| konnte| ist| existiert)?(?: leider)? nicht (?:mehr )?(?:gefunden(?: werden)?|vorhanden|verfügbar)',
    '(?:die |diese )?(?:(?:gesuchte|angeforderte) )?seite existiert (?:leider )?nicht(?: mehr)?',
    'fehler 404',
  ],
  fr: [
    "(?:désolée?[,!]? )?(?:la |cette |le |cet |l[’'])?(?:page|article|contenu|document)(?: demandée?| recherchée?| que vous (?:cherchez|recherchez|avez demandée?|demandez))?(?: est| a été)? (?:introuvable|non trouvée?|inexistante?|supprimée?|n[’']existe (?:pas|plus)|n[’']est (?:pas|plus) disponible|n[’']a pas (?:été|pu être) trouvée?)",
    "(?:nous ne (?:trouvons|parvenons) pas|impossible de trouver|nous n[’']avons pas trouvé) (?:à trouver )?(?:la|cette) page",
    'erreur 404',
  ],
  es: [
    '(?:lo sentimos[,.]? )?(?:la |esta )?página (?:solicitada |que (?:buscas|busca|está buscando|estás buscando|intentas ver) )?(?:ya )?(?:no (?:fue |ha sido )?encontrada|no existe|no se (?:ha )?(?:encontr(?:ó|ado)|pudo encontrar)|no está disponible)',
    '(?:contenido|artículo|archivo|noticia) no (?:encontrad[oa]|disponible|existe)',
    'no (?:se (?:ha )?)?(?:encontr(?:ó|ado|amos)|hemos encontrado|pudimos encontrar) (?:la|esta) página',
    'error 404',
  ],
  pt: [
    '(?:a |esta |essa )?página (?:solicitada |que (?:você )?(?:procura|está procurando|procurou) )?(?:não (?:foi |pôde ser )?encontrada|não existe(?: mais)?|não está (?:mais )?disponível)',
    '(?:conteúdo|artigo|arquivo|notícia) não (?:foi )?(?:encontrad[oa]|disponível|existe)',
    'não (?:foi possível encontrar|encontramos|conseguimos encontrar) (?:a|esta|essa) página',
    'erro 404',
  ],
  it: [
    '(?:la |questa )?pagina (?:richiesta |cercata |che (?:stai cercando|cerchi|hai richiesto) )?(?:non (?:è stata )?trovata|non esiste(?: più)?|inesistente|non (?:è )?(?:più )?disponibile)',
    '(?:impossibile trovare|non (?:abbiamo trovato|riusciamo a trovare)) (?:la|questa) pagina',
    'errore 404',
  ],
  ru: [
    '(?:к сожалению, |извините, )?(?:запрашиваемая |запрошенная |эта |данная )?(?:вами )?(?:страница|статья|публикация|новость) (?:не найдена|не существует|больше не существует|недоступна)',
    '(?:страница|статья|публикация|материал|новость) (?:был[ао]? )?(?:удален[ао]?|удалён|не найден[ао]?)',
    '(?:такой|этой|запрашиваемой) страницы (?:больше )?(?:не существует|нет)',
    'ошибка 404',
  ],
  ar: [
    '(?:(?:عذر[اًا]{1,2}|عفو[اًا]{1,2})[،,!]? ?)?(?:هذه )?(?:الصفحة|المقالة) (?:المطلوبة |التي (?:تبحث عنها|طلبتها|تحاول الوصول إليها) )?(?:غير (?:موجودة|متوفرة|متاحة)|لا وجود لها|لم تعد (?:موجودة|متوفرة|متاحة))',
    '(?:لم يتم العثور على|لا يمكن العثور على|تعذر العثور على|لم نتمكن من العثور على) (?:هذه )?(?:الصفحة|المقالة|المحتوى)',
    '(?:هذا )?المحتوى غير (?:موجود|متوفر|متاح)',
    'خطأ 404',
  ],
  tr: [
    '(?:üzgünüz, )?(?:aradığınız |istenen |istediğiniz )?(?:sayfa|içerik|haber) (?:bulunamadı|bulunmuyor|bulunamamıştır|mevcut değil)',
    '(?:aradığınız )?sayfayı bulamadık',
  ],
  vi: [
    'không tìm thấy (?:trang|bài viết|nội dung)',
    'trang (?:này |bạn (?:đang )?(?:tìm|tìm kiếm|yêu cầu|truy cập) )?(?:không tồn tại|không tìm thấy|không được tìm thấy)',
  ],
};

/** What a page says that was not found, in any of these languages. */
export const notFoundWords = new RegExp(Object.values(notFound).flat().join('|'), 'iu');
