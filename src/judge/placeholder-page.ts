import { saying, statement } from './phrases.ts';
import { type Check, sign } from './sign.ts';

const suspendedPath = /\/(?:cgi-sys\/suspendedpage\.cgi|suspended\.page)(?:\/|$)/iu;

/** Pages that a web server or a hosting company serves where a site should be. */
const standIn =
  /(?:this )?(?:account|website|site|web site) (?:has been |is |was )?(?:temporarily )?suspended|account suspended|bandwidth limit exceeded|welcome to (?:nginx|openresty|tengine|caddy|centos)!?|apache2? (?:\w+ )?(?:default|test) page(?:: it works)?|test page for the (?:apache|nginx)(?: http)? server|^it works!?$|iis windows(?: server)?|^iis\d+$|default (?:plesk|web ?site|parallels|server) page|web server['’]s default page|site not (?:published|configured|found)|恭喜[，,]?站点创建成功|没有找到站点|^站点已暂停$|网站(?:已)?(?:暂停|停止)访问|该?网站已(?:被)?(?:暂停|关闭|關閉)/iu;
const farewell =
  /(?:has|have|is|are|was) (?:permanently )?(?:shut(?:ting)? down|closed down|been discontinued|ceased (?:operations?|publication))|(?:website|site|service) (?:is|has) (?:now )?(?:closed|ended)|サービス(?:は|を)?終了(?:しました|いたしました|のお知らせ)?|(?:已|已经|已經|正式)(?:停止(?:运营|運營|服务|服務|营运|營運)|停运|停刊|关站|關站|下线)|서비스(?:가|를)? ?종료/iu;

/** Recognises stand-ins for a whole site: a suspended account, a farewell, a web server with nothing in it. */
export const placeholderPage: Check = ({ cited, final, page }) => {
  if (suspendedPath.test(final.pathname)) {
    return sign('suspect', 'placeholder-page', 'redirect-to-suspended', `leads to ${final.host}${final.pathname}`);
  }
  if (page === undefined) return undefined;
  const stands = statement(page, standIn);
  if (stands !== undefined) return sign('suspect', 'placeholder-page', 'default-page', saying(stands));
  const parts = statement(page, farewell);
  if (parts !== undefined && parts.where === 'text')
    return sign('suspect', 'placeholder-page', 'farewell', saying(parts));
  // A listing of the root, where something below it was cited.
  const listsRoot = page.title?.trim() === 'Index of /' && cited.pathname !== '/';
  return listsRoot
    ? sign('suspect', 'placeholder-page', 'lists-root', 'lists the top folder of the server')
    : undefined;
};
