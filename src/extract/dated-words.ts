/**
 * The words around a date by which a line is known to be about it, as alternatives for a regular expression; letters in
 * any case. Each language in a row.
 */
const oneOf = (...rows: readonly string[]): string => `(?:${rows.join('|')})`;

const toChinese = '(?:时间|時間|日期|于|於|在)?';
const inJapanese = '(?:日時?)?';

/** That the text was published or written on that day. Not what may as well be the day of an event. */
export const publishedWords = oneOf(
  '(?:first |originally )?(?:published|posted|written|created|issued)|dated?|(?:publication|publish|pub) ?date|date (?:of publication|published)',
  `发[布表文]${toChinese}|發[布佈表文]${toChinese}|刊[登发發]${toChinese}|首[发發]${toChinese}|创建${toChinese}|建立${toChinese}`,
  '日期|发稿时间|發稿時間|成文(?:日期|于|於)|[写寫撰作](?:于|於)',
  `(?:公開|投稿|掲載|作成|配信|発行|執筆)${inJapanese}|日付`,
  '(?:기사)?입력|(?:게시|작성|등록|발행)일?|날짜',
  'veröffentlicht|publiziert|erstellt|verfasst|datum',
  'publiée?|postée?|rédigée?|écrit|date(?: de publication)?|mis en ligne',
  'publicado|escrito|creado|fecha(?: de publicación)?',
);

/** That the text was changed on that day. */
export const updatedWords = oneOf(
  '(?:last )?(?:updated?|modified|revised|edited|reviewed)|(?:date|last) (?:updated|modified)',
  `(?:最[后後近])?(?:更新|修[改订訂])${toChinese}`,
  `(?:最終)?(?:更新|改訂)${inJapanese}`,
  '(?:최종 ?)?(?:수정|업데이트)일?',
  '(?:zuletzt )?(?:aktualisiert|geändert)|stand',
  '(?:dernière )?mise à jour|mis à jour|modifiée?',
  'actualizado|(?:última )?actualización|modificado',
);

/** What stands between such a word and its date. */
export const datePreposition = oneOf('on', '于|於|在', 'am|vom|den', 'le', 'el');

export const weekdayWords = oneOf(
  '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?',
  '(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|mo|di|mi|do|fr|sa|so',
  '(?:lun|mar|mercre|jeu|vendre|same)di|dimanche',
  'lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo',
);

/** A weekday that follows its date. */
export const laterWeekday = oneOf(
  ` ?\\(?${weekdayWords}\\)?`,
  ' ?(?:星期|[周週])[一二三四五六日天]',
  ' ?\\(?[月火水木金土日](?:曜日?)?\\)?',
  ' ?\\(?[월화수목금토일](?:요일)?\\)?',
);

/** A time of day that follows its date, with what may stand before and after it. */
export const timeOfDay = [
  '(?:[T ,-]|at|um|à|a las|上午|下午|午前|午後|오전|오후)*',
  '\\d{1,2} ?[:h时時点點시] ?\\d{2}(?:[:分]\\d{2}(?:[.,]\\d+)?)?[分秒분]?',
  '(?: ?(?:[ap]\\.?m\\.?|uhr|h))?(?: ?(?:Z|[a-z]{3,4}|[+-]\\d\\d:?\\d\\d))?(?: ?\\([a-z]{2,5}\\))?',
].join('');

/** Before the name of who wrote the text. */
export const bylineWords = oneOf('(?:by|von|par|por) ', '(?:作者|撰稿|撰文|文|编辑|編輯|记者|記者) ?[:/] ?');

/** A name of a person or a place, its words with a capital letter each, but for those between them. Letters in their case. */
export const properName =
  "\\p{Lu}[\\p{L}.'’-]*(?: (?:\\p{Lu}[\\p{L}.'’-]*|de|del|la|van|von|der|den|and|und|et|y|&)){0,5}";

/** The same in a script without capitals: a few letters, but no word that makes the date another thing's. */
export const shortName =
  '(?!.*(?:时间|時間|日期|期限|截[止至]|生日))[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}/]{2,12}';
