import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { reportSchema } from '../../src/formats/report-schema.ts';
import { type Reason, reasons } from '../../src/model/reasons.ts';
import type { Report } from '../../src/model/report.ts';
import {
  answered,
  archived,
  article,
  capture,
  cited,
  failed,
  notAsked,
  originalOf,
  reportOf,
  seen,
  targetOf,
} from './sample-report.ts';

const surface = { columns: 100, colour: 0, verbose: false, quiet: false } as const;
const textOf = (report: Report): string => [...formats.json(report, surface)].join('');
const dataOf = (report: Report) => JSON.parse(textOf(report));

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(reportSchema);
const complaints = (data: unknown): unknown => (validate(data) ? [] : validate.errors);

const url = 'https://a.example/b';
const problem = { code: 'not-utf-8', detail: 'Save it as UTF-8.' } as const;

describe('json', () => {
  test('names the day that was doubted, and says nothing of it where none was', () => {
    const told = { path: 'article.md', links: 1 };
    const doubted = { date: '2021-01-06', basis: 'text' } as const;
    const documents: Report['documents'] = [
      { ...told, cited: { date: '2022-01-06', basis: 'links', doubted } },
      { ...told, cited: { date: '2022-01-06', basis: 'git' } },
    ];
    const parsed = dataOf(reportOf([targetOf(url, 'alive', 'ok')], { documents }));
    expect(complaints(parsed)).toEqual([]);
    expect(parsed.documents).toEqual([
      { ...told, citedAt: '2022-01-06', citedAtBasis: 'links', citedAtDoubted: doubted },
      { ...told, citedAt: '2022-01-06', citedAtBasis: 'git' },
    ]);
  });

  test('has the shape of the contract', () => {
    const target = targetOf(url, 'dead', 'not-found', {
      outlook: 'recoverable',
      why: '404 to GET, twice',
      observation: seen(
        answered(url, 404, { attempts: 2, durationMs: 400, title: 'Not here' }),
        failed(url, 'timeout', '', { purpose: 'confirm', durationMs: 100 }),
      ),
      archive: archived(capture(url, '2022-01-07', { daysFromCitation: 1, fit: 'near' })),
      links: [cited(url, { heading: ['A', 'B'] })],
    });
    expect(textOf(reportOf([target]))).toMatchInlineSnapshot(`
      "{
        "schemaVersion": 1,
        "tool": {
          "name": "audit-links",
          "version": "1.2.3"
        },
        "startedAt": "2026-01-02T03:04:05.000Z",
        "finishedAt": "2026-01-02T03:04:17.400Z",
        "complete": true,
        "mode": "audit",
        "summary": {
          "documents": 1,
          "links": 1,
          "targets": 1,
          "status": {
            "alive": 0,
            "moved": 0,
            "suspect": 0,
            "dead": 1,
            "unsure": 0,
            "skipped": 0
          },
          "archive": {
            "captured": 1,
            "none": 0,
            "unusable": 0,
            "excluded": 0,
            "unknown": 0,
            "not-asked": 0
          },
          "outlook": {
            "safe": 0,
            "at-risk": 0,
            "recoverable": 1,
            "lost": 0,
            "unchecked": 0
          },
          "findings": {
            "error": 1,
            "warning": 0,
            "note": 0
          }
        },
        "documents": [
          {
            "path": "article.md",
            "citedAt": "2022-01-06",
            "citedAtBasis": "front-matter",
            "links": 1
          }
        ],
        "targets": [
          {
            "url": "https://a.example/b",
            "status": "dead",
            "reason": "not-found",
            "outlook": "recoverable",
            "evidence": [
              {
                "code": "not-found",
                "detail": "404 to GET, twice"
              }
            ],
            "observation": {
              "at": "2026-01-02T03:04:05Z",
              "from": "wire",
              "attempts": 3,
              "durationMs": 500,
              "hops": [
                {
                  "url": "https://a.example/b",
                  "status": 404
                }
              ],
              "finalUrl": "https://a.example/b",
              "httpStatus": 404,
              "contentType": "text/html",
              "title": "Not here",
              "failure": null
            },
            "archive": {
              "state": "captured",
              "asked": [
                {
                  "archive": "wayback",
                  "answer": "captured",
                  "detail": ""
                }
              ],
              "captures": [
                {
                  "archive": "wayback",
                  "url": "https://web.archive.org/web/20220107081500/https://a.example/b",
                  "capturedAt": "2022-01-07T08:15:00Z",
                  "httpStatus": 200,
                  "daysFromCitation": 1,
                  "usable": true,
                  "fit": "near"
                }
              ]
            },
            "links": [
              {
                "path": "article.md",
                "line": 1,
                "column": 1,
                "endLine": 1,
                "endColumn": 11,
                "offset": 1001,
                "kind": "link",
                "text": "a link",
                "heading": "A > B",
                "href": "https://a.example/b"
              }
            ]
          }
        ],
        "findings": [
          {
            "code": "dead-link",
            "severity": "error",
            "path": "article.md",
            "line": 1,
            "column": 1,
            "url": "https://a.example/b",
            "message": "https://a.example/b is dead: 404 to GET, twice; cite the capture of 2022-01-07 instead: https://web.archive.org/web/20220107081500/https://a.example/b",
            "fix": {
              "replace": "https://a.example/b",
              "with": "https://web.archive.org/web/20220107081500/https://a.example/b"
            },
            "paste": {
              "markdown": "[a link](https://web.archive.org/web/20220107081500/https://a.example/b)",
              "robustLink": "<a href=\\"https://web.archive.org/web/20220107081500/https://a.example/b\\" data-originalurl=\\"https://a.example/b\\" data-versionurl=\\"https://web.archive.org/web/20220107081500/https://a.example/b\\" data-versiondate=\\"2022-01-07\\">a link</a>",
              "wikipedia": "|archive-url=https://web.archive.org/web/20220107081500/https://a.example/b |archive-date=2022-01-07 |url-status=dead"
            }
          }
        ],
        "notices": []
      }
      "
    `);
  });

  test.each<[string, Report]>([
    ['an article with everything in it', reportOf(article)],
    ['an empty run', reportOf([])],
    ['a list', reportOf(article, { mode: 'list', findings: [] })],
    ['an interrupted run', reportOf(article.slice(0, 2), { complete: false, notices: ['wayback rests'] })],
    ['a document that could not be read', reportOf([], { documents: [{ path: 'a.md', links: 0, problem }] })],
    [
      'every reason there is',
      reportOf(
        (Object.keys(reasons) as Reason[]).flatMap((reason) =>
          reasons[reason].statuses.map((status) => targetOf(`${url}?${status}-${reason}`, status, reason)),
        ),
      ),
    ],
    [
      'hostile text',
      reportOf([
        targetOf(url, 'suspect', 'parked', {
          outlook: 'unchecked',
          why: '\u001B[2J\u202E __proto__',
          links: [cited(url, { text: '\uD800\u009B"</script>', path: '\u2028.md' })],
        }),
      ]),
    ],
  ])('keeps its schema with %s', (_name, report) => {
    expect(complaints(dataOf(report))).toEqual([]);
  });

  test('has a schema that asks for what must be there, and knows the statuses', () => {
    const data = dataOf(reportOf(article));
    const { evidence: _, ...withoutEvidence } = data.targets[0];
    expect(complaints({ ...data, targets: [withoutEvidence] })).not.toEqual([]);
    expect(complaints({ ...data, targets: [{ ...data.targets[0], status: 'broken' }] })).not.toEqual([]);
    expect(complaints({ ...data, mode: 'list' })).not.toEqual([]);
    expect(complaints({ ...data, schemaVersion: 2 })).not.toEqual([]);
  });

  test('is the same text for the same report', () => {
    expect(textOf(reportOf(article))).toBe(textOf(structuredClone(reportOf(article))));
  });

  test('prints no password, in whatever field it stands', () => {
    const href = 'https:\\\\me:hunter2@a.example/b?token=hunter2';
    const target = targetOf(url, 'moved', 'permanent-redirect', {
      replacement: 'https://b.example/?session=hunter2',
      why: 'leads to https://me:hunter2@b.example/',
      observation: seen(answered('https://b.example/?session=hunter2', 200, { title: 'https://x:hunter2@c.example' })),
      archive: archived(capture('https://me:hunter2@a.example/', '2022-01-01')),
      links: [cited(href, { credentials: true, text: 'https://me:hunter2@a.example' })],
    });
    const text = textOf(reportOf([target]));
    expect(text).not.toContain('hunter2');
    expect(text).toContain('https:\\\\\\\\***@a.example/b?token=***');
  });

  test('lists links without a word on whether they live', () => {
    const data = dataOf(reportOf(article, { mode: 'list', findings: [] }));
    expect(data.summary).toEqual({ documents: 1, links: 15, targets: 14 });
    expect(data.targets.map(({ status, reason }: Record<string, string>) => [status, reason])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      ['dead', 'malformed'],
      ...Array.from({ length: 9 }, () => [undefined, undefined]),
      ['skipped', 'scheme'],
      ['skipped', 'relative'],
    ]);
    expect(textOf(reportOf(article, { mode: 'list', findings: [] }))).not.toMatch(/"(evidence|archive|outlook)"/);
  });
});

describe('a cited copy in json', () => {
  const copy = 'https://www.webcitation.org/5abc?url=https://a.example/b';
  const target = { type: 'web', url: copy, archived: { archive: 'webcite', url } } as const;
  const original = originalOf('https://me:pw@a.example/b?token=abc', 'dead', 'not-found');
  const text = 'see https://me:pw@a.example/b?access_token=abc*def and </a>\u202e';
  const report = reportOf([
    targetOf(copy, 'dead', 'no-host', {
      target,
      original,
      archive: archived(capture('https://a.example/b?token=abc', '2022-01-07')),
      links: [cited(copy, { text })],
    }),
  ]);
  const { targets, findings } = dataOf(report);

  test('fits its schema', () => {
    expect(complaints(dataOf(report))).toEqual([]);
  });

  test('has what became of its original beside it', () => {
    expect(targets[0]?.original).toEqual({
      url: 'https://***@a.example/b?token=***',
      status: 'dead',
      reason: 'not-found',
    });
  });

  test('has what to paste, without a secret that escapes could hide', () => {
    const capturedAt = 'https://web.archive.org/web/20220107081500/https://a.example/b?token=***';
    expect(findings.map(({ code }: { code: string }) => code)).toEqual(['dead-link', 'deprecated-archive']);
    expect(findings[0]?.paste).toEqual({
      markdown: `[see https://\\*\\*\\*@a.example/b?access\\_token\\=\\*\\*\\* and \\</a\\>](<${capturedAt}>)`,
      robustLink: `<a href="${capturedAt}" data-originalurl="https://a.example/b" data-versionurl="${capturedAt}" data-versiondate="2022-01-07">see https://***@a.example/b?access_token=*** and &lt;/a&gt;</a>`,
      wikipedia: `|archive-url=${capturedAt} |archive-date=2022-01-07 |url-status=dead`,
    });
  });

  test('is whole where the text is an address with a secret', () => {
    const leaky = 'https://a.example/b?token=abc';
    const bare = reportOf([
      targetOf(leaky, 'dead', 'gone', {
        archive: archived(capture(leaky, '2022-01-07')),
        links: [cited(leaky, { text: leaky })],
      }),
    ]);
    expect(dataOf(bare).findings[0].paste.markdown).toBe(
      '[https://a.example/b?token\\=\\*\\*\\*](<https://web.archive.org/web/20220107081500/https://a.example/b?token=***>)',
    );
  });

  test('keeps a secret of the run out of what is to be pasted, however it is escaped', () => {
    const secret = 'ab_cd*ef[gh]';
    const leaky = reportOf([
      targetOf(url, 'dead', 'gone', {
        archive: archived(capture(url, '2022-01-07')),
        links: [cited(url, { text: `key ${secret}` })],
      }),
    ]);
    const said = [...formats.json(leaky, { ...surface, secrets: [secret] })].join('');
    expect(said).toContain('[key \\\\*\\\\*\\\\*]');
    expect(said).not.toMatch(/cd|gh/);
  });
});

describe('an observation in json', () => {
  const observed = (...looks: Parameters<typeof seen>) =>
    dataOf(reportOf([targetOf(url, 'unsure', 'timeout', { observation: seen(...looks), archive: notAsked })]))
      .targets[0].observation;

  test('tells of the look that told most, and counts all of them', () => {
    expect(
      observed(answered(url, 404), failed(url, 'reset', 'ECONNRESET', { purpose: 'confirm', attempts: 3 })),
    ).toMatchObject({ httpStatus: 404, failure: null, attempts: 4, durationMs: 240, hops: [{ url, status: 404 }] });
  });

  test('says why nothing came', () => {
    expect(observed(failed(url, 'timeout', 'after 20 s'))).toEqual({
      at: '2026-01-02T03:04:05Z',
      from: 'wire',
      attempts: 1,
      durationMs: 120,
      hops: [],
      failure: { code: 'timeout', detail: 'after 20 s' },
    });
  });

  test('does not hide a bad certificate behind the answer that came in spite of it', () => {
    const looks = [
      failed(url, 'certificate', 'CERT_HAS_EXPIRED'),
      answered(url, 200, { purpose: 'unverified-tls' }),
    ] as const;
    expect(observed(...looks)).toMatchObject({ httpStatus: 200, failure: { code: 'certificate' } });
  });

  test('forgets a failure that a second look made good', () => {
    const looks = [failed(url, 'http2-required', ''), answered(url, 200, { purpose: 'http2' })] as const;
    expect(observed(...looks)).toMatchObject({ httpStatus: 200, failure: null });
  });

  test('tells the status of a chain that led nowhere', () => {
    const look = {
      ...failed(url, 'timeout', ''),
      end: { type: 'chain', problem: 'loop', detail: url, status: 302 },
    } as const;
    expect(observed(look)).toMatchObject({ httpStatus: 302, failure: null });
  });
});
