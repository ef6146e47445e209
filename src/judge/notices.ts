import { saying, statement } from './phrases.ts';
import { type Check, sign } from './sign.ts';

const maintenanceWords =
  /(?:down for |under(?:going)? |scheduled |site |system )maintenance|(?:temporarily|currently) (?:unavailable|offline|down)(?: for maintenance)?|be (?:right )?back (?:soon|shortly)|(?:系统|系統|网站|網站|服务器|伺服器|站点)(?:正在)?(?:维护|維護|升级|升級)(?:中|升级)?|(?:维护|維護|升级维护)中|メンテナンス中|(?:ただいま|現在)メンテナンス|점검 ?중|wartungsarbeiten|wartungsmodus|(?:site )?en (?:cours de )?maintenance|(?:sitio )?en mantenimiento|технические работы|техническое обслуживание|تحت الصيانة/iu;
const geoWords =
  /(?:not|no longer) available (?:in|from|to users in) your (?:country|region|location|area|territory)|unavailable in your (?:country|region|location|area)|(?:is|are) (?:geo-?blocked|region-?locked)|blocked access from your country|(?:您|你)?所在的?(?:国家|國家|地区|地區|区域|區域)(?:或地区)?[^。]{0,12}(?:无法|無法|不支持|不可|不能|暂不)|(?:お住まいの|ご利用の)(?:国|地域)(?:では|からは)|日本国外からは|해당 (?:국가|지역)에서는|in (?:ihrem|deinem) land nicht verfügbar|pas disponible dans votre (?:pays|région)|no está disponible en (?:su|tu) (?:país|región)|недоступ(?:ен|на|но) в (?:вашем|вашей) (?:стране|регионе)/iu;

/** Recognises a site that says it is down for maintenance. */
export const maintenance: Check = ({ page }) => {
  const says = page === undefined ? undefined : statement(page, maintenanceWords);
  return says === undefined ? undefined : sign('unsure', 'maintenance', 'says-maintenance', saying(says));
};

/** Recognises a page that says it may not be seen from here. */
export const geoNotice: Check = ({ page }) => {
  const says = page === undefined ? undefined : statement(page, geoWords);
  return says === undefined ? undefined : sign('suspect', 'geo-notice', 'says-not-here', saying(says));
};
