import { compareFindings, diagnose } from '../../src/findings/diagnose.ts';
import type { ArchiveAnswer, ArchiveRecord, Capture } from '../../src/model/capture.ts';
import { severities } from '../../src/model/finding.ts';
import type { FailureCode, Look, Observation } from '../../src/model/observation.ts';
import type { Outlook } from '../../src/model/outcome.ts';
import { type Reason, type Status, statuses } from '../../src/model/reasons.ts';
import type { CitedLink, Report, ReportDocument, ReportTarget } from '../../src/model/report.ts';
import type { Target } from '../../src/model/target.ts';

/** Small constructors of report parts: a test says what matters to it, and the rest is filled in. */

export const cited = (href: string, more: Partial<CitedLink> & { at?: readonly [number, number] } = {}): CitedLink => {
  const { at: [line, column] = [1, 1], ...rest } = more;
  const offset = line * 1000 + column;
  return {
    kind: 'link',
    syntax: 'inline',
    href,
    text: 'a link',
    heading: [],
    sentence: '',
    place: { line, column, offset, endLine: line, endColumn: column + 10, endOffset: offset + 10 },
    path: 'article.md',
    credentials: false,
    ...rest,
  };
};

const look = (end: Look['end'], hops: Look['hops'], more: Partial<Look> = {}): Look => ({
  purpose: 'first',
  at: '2026-01-02T03:04:05Z',
  durationMs: 120,
  attempts: 1,
  hops,
  end,
  ...more,
});

export const answered = (url: string, status = 200, more: Partial<Look> & { title?: string } = {}): Look => {
  const { title, ...rest } = more;
  const facts = { charset: 'utf-8', charsetFrom: 'header', textLength: 9, text: 'some text', scripts: 0 } as const;
  const page = title === undefined ? {} : { page: { ...facts, title, passwordField: false, marks: [] } };
  const body = { bytes: 9, end: 'complete', coding: 'ok' } as const;
  const answer = { url, status, headers: {}, contentType: 'text/html', body, ...page };
  return look({ type: 'answer', answer }, [{ url, status }], rest);
};

export const failed = (url: string, code: FailureCode, detail: string, more: Partial<Look> = {}): Look =>
  look({ type: 'failure', failure: { code, detail }, url }, [], more);

export const seen = (...looks: readonly [Look, ...Look[]]): Observation => ({ from: 'wire', looks });

export const capture = (url: string, day: string, more: Partial<Capture> = {}): Capture => ({
  archive: 'wayback',
  url: `https://web.archive.org/web/${day.replaceAll('-', '')}081500/${url}`,
  capturedAt: `${day}T08:15:00Z`,
  httpStatus: 200,
  usable: true,
  ...more,
});

export const archived = (...captures: readonly Capture[]): ArchiveRecord => ({
  state: 'captured',
  asked: [{ archive: 'wayback', answer: 'captured', detail: '' }],
  captures,
});

export const archiveSaid = (answer: ArchiveAnswer['answer'], detail = ''): ArchiveRecord => ({
  state: answer,
  asked: [{ archive: 'wayback', answer, detail }],
  captures: [],
});

export const notAsked: ArchiveRecord = { state: 'not-asked', asked: [], captures: [] };

interface TargetParts {
  readonly target?: Target;
  readonly outlook?: Outlook;
  readonly archive?: ArchiveRecord;
  readonly observation?: Observation;
  readonly why?: string;
  readonly replacement?: string;
  readonly links?: readonly [CitedLink, ...CitedLink[]];
  readonly original?: ReportTarget['original'];
}

/** What is told of the original of a cited copy. */
export const originalOf = (url: string, status: Status, reason: Reason, replacement?: string) => ({
  url,
  verdict: {
    status,
    reason,
    evidence: [{ code: reason, detail: `evidence of ${reason}` }],
    ...(replacement === undefined ? {} : { replacement }),
  } as const,
});

export const targetOf = (url: string, status: Status, reason: Reason, parts: TargetParts = {}): ReportTarget => ({
  target: parts.target ?? { type: 'web', url },
  verdict: {
    status,
    reason,
    evidence: [{ code: reason, detail: parts.why ?? `evidence of ${reason}` }],
    ...(parts.replacement === undefined ? {} : { replacement: parts.replacement }),
  },
  archive: parts.archive ?? notAsked,
  ...(parts.outlook === undefined ? {} : { outlook: parts.outlook }),
  ...(parts.observation === undefined ? {} : { observation: parts.observation }),
  ...(parts.original === undefined ? {} : { original: parts.original }),
  links: parts.links ?? [cited(url)],
});

const countBy = <Key extends string>(keys: readonly Key[], values: readonly (Key | undefined)[]): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, values.filter((value) => value === key).length])) as Record<Key, number>;

/** A report of these targets, its findings diagnosed and its sums summed. */
export function reportOf(targets: readonly ReportTarget[], more: Partial<Report> = {}): Report {
  const links = targets.flatMap((target) => target.links);
  const paths = [...new Set(links.map(({ path }) => path))].toSorted();
  const documents: readonly ReportDocument[] =
    more.documents ??
    paths.map((path) => ({
      path,
      cited: { date: '2022-01-06', basis: 'front-matter' },
      links: links.filter((link) => link.path === path).length,
    }));
  const findings =
    more.findings ??
    targets.flatMap((target) => diagnose(target, Date.parse('2026-01-02T03:04:05Z'))).toSorted(compareFindings);
  return {
    version: '1.2.3',
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:04:17.400Z',
    complete: true,
    mode: 'audit',
    summary: {
      documents: documents.length,
      links: links.length,
      targets: targets.length,
      status: countBy(
        statuses,
        targets.map(({ verdict }) => verdict.status),
      ),
      archive: countBy(
        ['captured', 'none', 'unusable', 'excluded', 'unknown', 'not-asked'],
        targets.map(({ archive }) => archive.state),
      ),
      outlook: countBy(
        ['safe', 'at-risk', 'recoverable', 'lost', 'unchecked'],
        targets.map(({ outlook }) => outlook),
      ),
      findings: countBy(
        severities,
        findings.map(({ severity }) => severity),
      ),
    },
    documents,
    targets,
    findings,
    notices: [],
    ...more,
  };
}

const path = 'posts/2022-01-06-城市更新的十年.md';
const at = (line: number, column: number, text: string, more: Partial<CitedLink> = {}) =>
  ({ at: [line, column], path, text, heading: ['城市更新的十年', '旧城'], ...more }) as const;

/** An article with every status and every outlook in it, in Chinese, Japanese, Arabic and English. */
export const article: readonly ReportTarget[] = [
  targetOf('http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm', 'dead', 'not-found', {
    outlook: 'recoverable',
    why: '404 to GET, twice',
    observation: seen(
      answered('http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm', 404),
      answered('http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm', 404, {
        purpose: 'confirm',
      }),
    ),
    archive: archived(
      capture('http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm', '2022-01-14', {
        daysFromCitation: 8,
      }),
    ),
    links: [
      cited(
        'http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm',
        at(18, 42, '国务院“旧城改造”文件——全文'),
      ),
    ],
  }),
  targetOf('http://www.wanbao.example/html/2014/03/12/', 'dead', 'no-host', {
    outlook: 'lost',
    why: 'the name server says that www.wanbao.example does not exist (NXDOMAIN), twice',
    observation: seen(failed('http://www.wanbao.example/html/2014/03/12/', 'name-not-found', 'NXDOMAIN')),
    archive: archiveSaid('none'),
    links: [cited('http://www.wanbao.example/html/2014/03/12/', at(31, 5, '某某晚报：旧城改造纪实'))],
  }),
  targetOf('https:///plan.jpg', 'dead', 'malformed', {
    target: {
      type: 'malformed',
      url: 'https:///plan.jpg',
      problem: 'there is no host in it',
      repair: 'https://plan.example/plan.jpg',
    },
    outlook: 'unchecked',
    links: [cited('https:///plan.jpg', at(40, 1, '图 2：规划示意图', { kind: 'image' }))],
  }),
  targetOf('https://mp.example/s/AbCdEf', 'suspect', 'soft-404', {
    outlook: 'recoverable',
    why: 'the page says "该内容已被发布者删除"',
    observation: seen(answered('https://mp.example/s/AbCdEf', 200, { title: '该内容已被发布者删除' })),
    archive: archived(capture('https://mp.example/s/AbCdEf', '2022-01-05', { daysFromCitation: -1 })),
    links: [cited('https://mp.example/s/AbCdEf', at(25, 10, '公众号长文'))],
  }),
  targetOf('http://mohurd.example/2018', 'moved', 'permanent-redirect', {
    outlook: 'at-risk',
    replacement: 'https://www.mohurd.example/tj/2018.html',
    observation: seen(answered('https://www.mohurd.example/tj/2018.html', 200, { title: '统计公报' })),
    archive: archiveSaid('unusable'),
    links: [cited('http://mohurd.example/2018#b2', at(36, 77, '住建部统计公报', { fragment: 'b2' }))],
  }),
  targetOf('https://old.example/', 'alive', 'insecure', {
    outlook: 'safe',
    why: 'its certificate expired on 2021-09-30',
    observation: seen(
      failed('https://old.example/', 'certificate', 'CERT_HAS_EXPIRED'),
      answered('https://old.example/', 200, { purpose: 'unverified-tls' }),
    ),
    archive: archived(capture('https://old.example/', '2019-04-28', { daysFromCitation: -984 })),
    links: [cited('https://old.example/', at(38, 2, '県誌編纂室'))],
  }),
  targetOf('https://www.zhihu.example/question/1/answer/2', 'unsure', 'blocked', {
    outlook: 'recoverable',
    why: '403 to GET',
    observation: seen(answered('https://www.zhihu.example/question/1/answer/2', 403)),
    archive: archived(capture('https://www.zhihu.example/question/1/answer/2', '2022-01-27', { daysFromCitation: 21 })),
    links: [cited('https://www.zhihu.example/question/1/answer/2', at(44, 3, '知乎回答（需登录）'))],
  }),
  targetOf('https://xianzhi.example/', 'unsure', 'timeout', {
    outlook: 'unchecked',
    why: 'no answer within 20 s, three times',
    observation: seen(failed('https://xianzhi.example/', 'timeout', '', { attempts: 3, durationMs: 60_000 })),
    archive: archiveSaid('unknown', 'timeout'),
    links: [cited('https://xianzhi.example/', at(46, 8, '县志办'))],
  }),
  targetOf('https://akhbar.example/news', 'alive', 'ok', {
    outlook: 'at-risk',
    observation: seen(answered('https://akhbar.example/news', 200, { title: 'أخبار' })),
    archive: archiveSaid('none'),
    links: [cited('https://akhbar.example/news', at(50, 1, 'أخبار المدينة'))],
  }),
  targetOf('https://xn--fsqu00a.xn--0zwm56d/', 'alive', 'ok', {
    outlook: 'safe',
    observation: seen(answered('https://xn--fsqu00a.xn--0zwm56d/')),
    archive: archived(capture('https://xn--fsqu00a.xn--0zwm56d/', '2022-01-07', { daysFromCitation: 1 })),
    links: [cited('https://例子.测试/', at(52, 1, '例子'))],
  }),
  targetOf('https://editor@wiki.example/', 'alive', 'ok', {
    target: { type: 'web', url: 'https://wiki.example/' },
    outlook: 'safe',
    observation: seen(answered('https://wiki.example/')),
    archive: archived(capture('https://wiki.example/', '2022-03-06', { daysFromCitation: 59 })),
    links: [cited('https://editor:hunter2@wiki.example/', at(54, 1, 'Wiki', { credentials: true }))],
  }),
  targetOf('https://doi.example/10.1000/182', 'alive', 'ok', {
    outlook: 'safe',
    observation: seen(answered('https://doi.example/10.1000/182')),
    archive: archived(capture('https://doi.example/10.1000/182', '2022-01-06', { daysFromCitation: 0 })),
    links: [
      cited('https://doi.example/10.1000/182', at(12, 3, 'Urban Renewal in China')),
      cited('https://doi.example/10.1000/182', at(60, 3, 'same paper')),
    ],
  }),
  targetOf('mailto:a@b.example', 'skipped', 'scheme', {
    target: { type: 'skipped', url: 'mailto:a@b.example', reason: 'scheme', detail: 'mailto:' },
    links: [cited('mailto:a@b.example', at(70, 1, 'write to us'))],
  }),
  targetOf('../about.md', 'skipped', 'relative', {
    target: { type: 'skipped', url: '../about.md', reason: 'relative', detail: '' },
    links: [cited('../about.md', at(71, 1, 'about'))],
  }),
];
