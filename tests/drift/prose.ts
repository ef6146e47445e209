import { among, type Chance, oneOf, places } from './chance.ts';

/** Makes articles that never were: sentences of a small grammar with a large vocabulary. */
export interface Prose {
  readonly sentence: (chance: Chance) => string;
  readonly title: (chance: Chance) => string;
  readonly site: string;
  /** What stands between two sentences of one paragraph. */
  readonly gap: string;
  readonly labels: Labels;
}

/** The furniture of a site, in its language. */
export interface Labels {
  readonly menu: readonly string[];
  readonly related: string;
  readonly comments: string;
  readonly cookies: string;
  readonly newsletter: string;
  readonly footer: string;
  readonly notFound: { readonly title: string; readonly text: string };
  readonly parked: { readonly title: string; readonly text: string };
}

const words = (text: string): readonly string[] => text.trim().split(/\s*[|\n]\s*/u);

const english = {
  places: words(
    `the old harbour | Kestrel Bay | the northern depot | Aldmoor | the customs shed | the river mouth | Tarn Street | the upper market | Veldhaven | the ferry landing | the county archive | the glass works | Pinmouth | the tram yard | the salt marsh | the signal tower | the lower lock | Corrin Hill | the grain exchange | the lighthouse | the parish hall | the quarry road | Ostrey | the mill pond`,
  ),
  people: words(
    `the harbour master | two retired pilots | Councillor Amery | a group of students | the night porter | engineers from the water board | Mrs Halloran | the ferry company | a visiting surveyor | the fire brigade | three witnesses | the shop owners | Dr Lindqvist | volunteers | a court clerk | the bakers' guild | the night shift | residents | an insurance adjuster | the editor | dock workers | the choir | a spokeswoman | inspectors`,
  ),
  verbs: words(
    `counted | repaired | refused to open | described | measured | photographed | disputed | rebuilt | inherited | emptied | catalogued | inspected | defended | carried away | reported | painted over | abandoned | searched | insured | cleared | dismantled | surveyed | paid for | lost sight of | demanded | postponed | recorded | examined`,
  ),
  qualities: words(
    `rusting | forgotten | borrowed | half-finished | waterlogged | narrow | disputed | wooden | costly | empty | illegal | painted | frozen | unsigned | heavy | broken | imported | temporary | ancient | unmarked | leaking | second | sealed | foreign`,
  ),
  things: words(
    `barges | ledgers | iron gates | crates of tea | bridge cables | window frames | fishing permits | paving stones | church bells | timber | rail carriages | photographs | fuel tanks | pumps | maps | grain sacks | boats | letters | copper pipes | warehouses | street lamps | tools | contracts | drainage channels | greenhouses | archives | engines | fences`,
  ),
  times: words(
    `before dawn | late in the autumn | on the second evening | after the storm | during the spring tide | for the third time this year | within a week | at short notice | shortly after noon | over the winter | on market day | while the bridge was closed | once the water had fallen | in the first hours | ahead of the vote | without warning | at the end of the month | in heavy fog`,
  ),
  links: words(
    `because | although | so that | while | even as | before | since | and later | as if | until | but | after`,
  ),
};

const chinese = {
  places: words(
    `旧码头 | 北山镇 | 河口仓库 | 青石巷 | 东门市场 | 盐田车站 | 南桥渡口 | 云溪县 | 玻璃厂旧址 | 西郊水库 | 老邮局 | 灯塔附近 | 电车总站 | 梅岭林场 | 县档案馆 | 粮食交易所 | 下游船闸 | 采石场路 | 临湖小学 | 柳湾村 | 钟楼广场 | 货运编组站 | 白沙滩 | 磨坊池塘`,
  ),
  people: words(
    `港务主任 | 两名退休领航员 | 副县长顾明远 | 一批大学生 | 值夜的门卫 | 水务局工程师 | 店主们 | 轮渡公司 | 外地测绘员 | 消防队 | 三位目击者 | 面包师行会 | 林医生 | 志愿者 | 法院书记员 | 夜班工人 | 附近居民 | 保险公估人 | 报社编辑 | 装卸工 | 合唱团成员 | 女发言人 | 检查组 | 渔民代表`,
  ),
  verbs: words(
    `清点了 | 修好了 | 拒绝移交 | 详细描述了 | 测量了 | 拍下了 | 质疑 | 重建了 | 继承了 | 腾空了 | 登记了 | 检查了 | 极力维护 | 运走了 | 上报了 | 重新粉刷了 | 放弃了 | 搜查了 | 投保了 | 清理了 | 拆除了 | 勘察了 | 出资购买了 | 追回了 | 索要 | 推迟交付 | 记录了 | 抽查了`,
  ),
  qualities: words(
    `生锈的 | 被遗忘的 | 借来的 | 尚未完工的 | 浸水的 | 狭窄的 | 有争议的 | 木制的 | 昂贵的 | 空置的 | 违规的 | 上漆的 | 冻结的 | 未签字的 | 沉重的 | 破损的 | 进口的 | 临时的 | 古旧的 | 无标识的 | 渗漏的 | 第二批 | 封存的 | 外国的`,
  ),
  things: words(
    `驳船 | 账册 | 铁闸门 | 成箱茶叶 | 桥梁缆索 | 窗框 | 捕捞许可证 | 铺路石 | 教堂铜钟 | 木料 | 铁路车厢 | 照片底片 | 油罐 | 抽水机 | 地图 | 粮袋 | 渔船 | 信件 | 铜管 | 货栈 | 路灯 | 工具 | 合同文本 | 排水渠 | 温室 | 旧档案 | 发动机 | 围栏`,
  ),
  times: words(
    `天亮之前 | 深秋时节 | 第二天傍晚 | 暴风雨过后 | 春潮期间 | 今年第三次 | 一周之内 | 仓促之间 | 午后不久 | 整个冬天 | 赶集那天 | 大桥封闭时 | 水位回落后 | 最初几个小时 | 表决前夕 | 毫无预兆地 | 月底 | 浓雾之中`,
  ),
  links: words(`因为 | 尽管 | 以便 | 当时 | 据说 | 直到 | 随后 | 与此同时 | 不过 | 在此之前 | 于是 | 但是`),
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const englishLabels: Labels = {
  menu: words(
    'Home | World | Politics | Business | Science | Culture | Sport | Weather | Archive | Subscribe | Contact',
  ),
  related: 'More on this story',
  comments: 'Comments',
  cookies: 'We use cookies to improve your visit. Accept all cookies or manage your choices in the privacy settings.',
  newsletter: 'Sign up for our newsletter and get the best stories in your inbox every morning.',
  footer: 'About us | Terms of use | Privacy policy | Advertise with us | © Example Courier, all rights reserved',
  notFound: {
    title: 'Page not found',
    text: 'We are sorry. The page that you are looking for does not exist, or has been moved. Check the address, use the search above, or go back to our front page and browse the latest stories there.',
  },
  parked: {
    title: 'example-courier.example is for sale',
    text: 'This domain may be for sale. Make an offer today. Related searches: cheap flights, car insurance, online degrees, home loans, dental implants, web hosting, credit cards, holiday rentals, used cars, mortgage rates.',
  },
};

const chineseLabels: Labels = {
  menu: words('首页 | 国际 | 时政 | 财经 | 科技 | 文化 | 体育 | 天气 | 专题 | 视频 | 联系我们'),
  related: '相关阅读',
  comments: '网友评论',
  cookies: '本网站使用 Cookie 改善您的浏览体验，继续浏览即表示您同意我们的隐私政策。',
  newsletter: '订阅每日简报，每天清晨把最值得读的报道送到您的邮箱。',
  footer: '关于我们 | 使用条款 | 隐私政策 | 广告服务 | 版权所有 样例晨报，未经授权不得转载',
  notFound: {
    title: '页面不存在',
    text: '非常抱歉，您要访问的页面不存在，可能已被移动或删除。请检查网址是否正确，使用上方的搜索框查找，或返回首页浏览最新内容。',
  },
  parked: {
    title: '此域名正在出售',
    text: '您访问的域名正在出售，欢迎洽谈报价。相关搜索：特价机票、车辆保险、在线学历、住房贷款、网站建设、信用卡申请、度假租房、二手车、理财产品、装修公司。',
  },
};

type Vocabulary = typeof english;

/** An article speaks of a third of all that there is, and the next one of another third: so do articles of one paper. */
const topicOf = (vocabulary: Vocabulary, chance: Chance): Vocabulary => {
  const third = (all: readonly string[]): readonly string[] => {
    const chosen = places(chance, Math.ceil(all.length / 3), all.length);
    return all.filter((_, index) => chosen.has(index));
  };
  const { links, ...others } = vocabulary;
  const { places: where, people, verbs, qualities, things, times } = others;
  return {
    links,
    places: third(where),
    people: third(people),
    verbs: third(verbs),
    qualities: third(qualities),
    things: third(things),
    times: third(times),
  };
};

/** The prose of one article. */
export const proseOf = (language: 'en' | 'zh', chance: Chance): Prose =>
  language === 'en' ? englishProse(topicOf(english, chance)) : chineseProse(topicOf(chinese, chance));

const englishProse = ({ links, people, places: where, qualities, things, times, verbs }: Vocabulary): Prose => ({
  site: 'Example Courier',
  gap: ' ',
  labels: englishLabels,
  title: (chance) =>
    capital(`${oneOf(chance, people)} ${oneOf(chance, verbs)} ${oneOf(chance, qualities)} ${oneOf(chance, things)}`),
  sentence(chance) {
    const some = (): string => `${oneOf(chance, qualities)} ${oneOf(chance, things)}`;
    const who = oneOf(chance, people);
    const what = `${oneOf(chance, verbs)} ${chance() < 0.5 ? `${among(chance, 2, 980)} ` : ''}${some()}`;
    const there = `near ${oneOf(chance, where)}`;
    const when = oneOf(chance, times);
    const why = `${oneOf(chance, links)} ${oneOf(chance, people)} ${oneOf(chance, verbs)} ${some()} ${oneOf(chance, times)}`;
    return oneOf(chance, [
      `${capital(who)} ${what} ${there} ${when}, ${why}.`,
      `${capital(when)}, ${who} ${what} ${there}.`,
      `According to ${who}, the ${oneOf(chance, things)} ${there} were ${oneOf(chance, qualities)} ${when}, ${why}.`,
      `${capital(who)} ${what}, ${why}.`,
      `“We never saw ${some()} ${there},” said ${who}, ${why}.`,
    ]);
  },
});

const chineseProse = ({ links, people, places: where, qualities, things, times, verbs }: Vocabulary): Prose => ({
  site: '样例晨报',
  gap: '',
  labels: chineseLabels,
  title: (chance) =>
    `${oneOf(chance, people)}${oneOf(chance, verbs)}${oneOf(chance, qualities)}${oneOf(chance, things)}`,
  sentence(chance) {
    const some = (): string => `${oneOf(chance, qualities)}${oneOf(chance, things)}`;
    const who = oneOf(chance, people);
    const what = `${oneOf(chance, verbs)}${chance() < 0.5 ? `${among(chance, 2, 980)}件` : ''}${some()}`;
    const there = oneOf(chance, where);
    const when = oneOf(chance, times);
    const why = `${oneOf(chance, links)}${oneOf(chance, people)}${oneOf(chance, times)}${oneOf(chance, verbs)}${some()}`;
    return oneOf(chance, [
      `${when}，${who}在${there}${what}，${why}。`,
      `${who}${what}，地点就在${there}。`,
      `据${who}介绍，${there}的${oneOf(chance, things)}大多是${oneOf(chance, qualities)}，${why}。`,
      `${why}，${who}于是${what}。`,
      `“我们在${there}从没见过${some()}，”${who}说，${why}。`,
    ]);
  },
});
