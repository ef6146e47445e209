import type { MarkId } from '../extract/marks.ts';
import { isHome } from './naming.ts';
import { saying, statement } from './phrases.ts';
import { isSameSite } from './same-site.ts';
import { type Check, type Seen, type Sign, sign, together } from './sign.ts';

/** Where domains are sold or parked. */
const parkingHosts =
  /(?:^|\.)(?:sedo|sedoparking|bodis|dan|undeveloped|hugedomains|afternic|buydomains|domainmarket|cashparking|above|uniregistry|smartname|namefind|skenzo|voodoo|dynadot|epik|squadhelp|atom)\.com$|(?:^|\.)(?:parkingcrew\.(?:com|net)|fastpark\.net|ndparking\.com|ibspark\.com|ztomy\.com|cnomy\.com|park\.do|uniregistrymarket\.link|domainparking-dnspod\.cn)$|^parkingpage\.namecheap\.com$|^failed-whois-verification\.namecheap\.com$|^(?:comingsoon|expired)\.namebright\.com$|^(?:overdue|expired)\.aliyun\.com$/iu;
/** Shops for domains inside of sites that sell other things too. */
const parkingPath =
  /^(?:www\.)?(?:godaddy\.com\/(?:forsale|domainsearch)|4\.cn\/|mi\.aliyun\.com\/|west\.cn\/(?:ykj|domain))/iu;
/** `ww25.example.com`: the host that parking services put before a name of theirs. */
const numberedHost = /^ww\d{1,2}\./iu;
/** The page that a registrar's own lander lives at. */
const landerPath = /^\/lander\/?$/iu;
const parkingMarks: readonly MarkId[] = ['parking-adblock-key', 'parking-lander', 'parking-ads'];
const forSale =
  /(?:this |the )?(?:premium )?domain(?: name)?(?: [\w.-]{1,60})?,? (?:is|may be|might be|has been|has) (?:for sale|available for (?:purchase|sale)|expired|parked|listed for sale)|buy (?:this|the) domain|(?:inquire about|make an offer (?:on|for)) this domain|[\w.-]{1,60}\.[a-z]{2,10} is for sale|此(?:域名|網域)(?:名称)?(?:正在|可)?(?:出售|转让|轉讓|待售)|(?:该|此|您访问的)域名(?:已|已经)?(?:过期|停靠|到期)|域名(?:转让|出售|停靠|已过期|已到期)|(?:此|該)?網域(?:名稱)?(?:已過期|出售|待售|停放)|このドメインは(?:売り出し中|販売中|お名前\.com)|이 도메인은 (?:판매|만료)|diese domain (?:steht zum verkauf|ist zu verkaufen|kaufen)|(?:ce|le) (?:nom de )?domaine est (?:à vendre|en vente|expiré)|este dominio (?:está en venta|ha expirado|está à venda)|questo dominio è in vendita|домен (?:продаётся|продается|выставлен на продажу|припаркован)|هذا النطاق (?:للبيع|معروض للبيع)/iu;
/** Bytes of a page that does nothing but jump. */
const tinyPage = 500;
/** What the buyers of expired names most often put there. */
const takeoverWords =
  /博彩|体育投注|體育投注|棋牌|百家乐|百家樂|真人娱乐|真人娛樂|彩票平台|老虎机|老虎機|娱乐城|娛樂城|赌场|賭場|成人(?:视频|視頻|影片|网站|網站)|色情|slot (?:gacor|online)|situs (?:slot|judi)|judi (?:online|bola)|togel|\bcasino\b|sportsbook|คาสิโน|บาคาร่า|nhà cái|카지노|바카라|토토사이트|онлайн[- ]казино|porn|\bxxx\b/iu;

/** Recognises domains that are parked or for sale: by where they lead, how the page is built, and what it says. */
export const parked: Check = (seen) =>
  isParking(seen.cited) ? undefined : together([leadsAway(seen), builtForIt(seen), saysSo(seen)], 'usurped');

const isParking = ({ hostname, pathname }: URL): boolean =>
  parkingHosts.test(hostname) || parkingPath.test(`${hostname}${pathname}`);

function leadsAway({ cited, final }: Seen): Sign | undefined {
  if (isParking(final)) return sign('suspect', 'parked', 'redirect-to-parking', `leads to ${final.host}`);
  if (numberedHost.test(final.hostname) && !numberedHost.test(cited.hostname)) {
    return sign('suspect', 'parked', 'parking-host', `leads to ${final.host}`);
  }
  return landerPath.test(final.pathname) && !landerPath.test(cited.pathname)
    ? sign('suspect', 'parked', 'redirect-to-lander', `leads to ${final.host}${final.pathname}`)
    : undefined;
}

function builtForIt({ answer, page }: Seen): Sign | undefined {
  const mark = parkingMarks.find((id) => page?.marks.includes(id));
  if (mark !== undefined) return sign('suspect', 'parked', mark, 'the page is built by a domain-parking service');
  return answer.body.bytes <= tinyPage && page?.marks.includes('parking-jump' satisfies MarkId) === true
    ? sign('suspect', 'parked', 'parking-jump', 'the page only jumps to a parking page')
    : undefined;
}

function saysSo({ page }: Seen): Sign | undefined {
  const says = page === undefined ? undefined : statement(page, forSale);
  return says === undefined ? undefined : sign('suspect', 'parked', 'domain-for-sale', saying(says));
}

/**
 * Recognises a site that became another: it leads off its site or to its front door, and what stands there is gambling or
 * pornography, which the address was not about. A word proves little: it is a reason for a person to look.
 */
export const takenOver: Check = ({ cited, final, page }) => {
  const hasChanged = !isSameSite(cited, final) || (isHome(final) && !isHome(cited));
  const title = `${page?.title ?? ''} ${page?.h1 ?? ''}`;
  const words = hasChanged && !takeoverWords.test(cited.href) ? takeoverWords.exec(title)?.[0] : undefined;
  return words === undefined
    ? undefined
    : sign('suspect', 'parked', 'other-business', `leads to ${final.host}, whose title has “${words}”`);
};
