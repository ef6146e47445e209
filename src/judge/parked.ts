import type { MarkId } from './marks.ts';
import { saying, statement } from './phrases.ts';
import { type Check, sign } from './sign.ts';

/** Where domains are sold or parked. */
const parkingHosts =
  /(?:^|\.)(?:sedo|sedoparking|bodis|dan|undeveloped|hugedomains|afternic|buydomains|domainmarket|cashparking|above|uniregistry)\.com$|(?:^|\.)parkingcrew\.(?:com|net)$|^parkingpage\.namecheap\.com$|^(?:comingsoon|expired)\.namebright\.com$|^overdue\.aliyun\.com$|(?:^|\.)domainparking-dnspod\.cn$/iu;
/** `ww25.example.com`: the host that parking services put before a name of theirs. */
const numberedHost = /^ww\d{1,2}\./iu;
const parkingMarks: readonly MarkId[] = ['parking-adblock-key', 'parking-lander', 'parking-ads'];
const forSale =
  /(?:this |the )?domain(?: name)?(?: [\w.-]{1,60})?,? (?:is|may be|might be|has been|has) (?:for sale|available for purchase|expired|parked|listed for sale)|buy this domain|[\w.-]{1,60} is for sale|此域名(?:正在)?(?:出售|转让|可以?转让)|(?:该|此|您访问的)?域名(?:已|已经)?(?:过期|停靠|到期)|域名(?:转让|出售|停靠)|このドメインは(?:売り出し中|販売中)|diese domain steht zum verkauf|ce domaine est à vendre|este dominio está en venta|домен (?:продаётся|продается)/iu;
/** Bytes of a page that does nothing but jump. */
const tinyPage = 500;

/** Recognises domains that are parked or for sale. */
export const parked: Check = ({ cited, final, answer, page }) => {
  if (parkingHosts.test(final.hostname) && !parkingHosts.test(cited.hostname)) {
    return sign('suspect', 'parked', 'redirect-to-parking', `leads to ${final.host}`);
  }
  if (numberedHost.test(final.hostname) && !numberedHost.test(cited.hostname)) {
    return sign('suspect', 'parked', 'parking-host', `leads to ${final.host}`);
  }
  if (page === undefined) return undefined;
  const mark = parkingMarks.find((id) => page.marks.includes(id));
  if (mark !== undefined) return sign('suspect', 'parked', mark, 'the page is built by a domain-parking service');
  if (answer.body.bytes <= tinyPage && page.marks.includes('parking-jump' satisfies MarkId)) {
    return sign('suspect', 'parked', 'parking-jump', 'the page only jumps to a parking page');
  }
  const says = statement(page, forSale);
  return says === undefined ? undefined : sign('suspect', 'parked', 'domain-for-sale', saying(says));
};
