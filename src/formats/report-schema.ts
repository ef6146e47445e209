import { catalogue } from '../findings/catalogue.ts';
import type { ArchiveAnswer, ArchiveState, CaptureFit } from '../model/capture.ts';
import { citedAtBases, type DocumentProblem } from '../model/document.ts';
import { driftBands } from '../model/drift.ts';
import { severities } from '../model/finding.ts';
import type { LinkKind } from '../model/link.ts';
import type { Outlook } from '../model/outcome.ts';
import { reasons, statuses } from '../model/reasons.ts';
import type { Saving } from '../model/saving.ts';

const text = { type: 'string' } as const;
const amount = { type: 'integer', minimum: 0 } as const;
const position = { type: 'integer', minimum: 1 } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const day = { type: 'string', format: 'date' } as const;
const httpStatus = { type: 'integer', minimum: 100, maximum: 999 } as const;

const oneOf = (values: readonly string[], description?: string) => ({
  enum: values,
  ...(description === undefined ? {} : { description }),
});
const listOf = <Items extends object>(items: Items) => ({ type: 'array', items }) as const;

/** An object in which every property is required but those named. */
const record = <Properties extends Record<string, object>>(
  properties: Properties,
  optional: readonly (keyof Properties & string)[] = [],
) => ({
  type: 'object' as const,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const countsOf = (names: readonly string[]) => record(Object.fromEntries(names.map((name) => [name, amount])));

/** The members of a union, all of them: the compiler asks for a missing one. */
const membersOf = <Member extends string>(members: Readonly<Record<Member, true>>): readonly string[] =>
  Object.keys(members);

const outlooks = membersOf<Outlook>({ safe: true, 'at-risk': true, recoverable: true, lost: true, unchecked: true });
const answers = membersOf<ArchiveAnswer['answer']>({
  captured: true,
  none: true,
  unusable: true,
  excluded: true,
  unknown: true,
});
const archiveStates = [...answers, 'not-asked' satisfies ArchiveState];
const fits = membersOf<CaptureFit>({ near: true, far: true, 'after-death': true });
const kinds = membersOf<LinkKind>({ link: true, image: true, frame: true, media: true });
const problemCodes = membersOf<DocumentProblem['code']>({
  unreadable: true,
  'too-large': true,
  'not-utf-8': true,
  'parse-timeout': true,
  'parse-memory': true,
  'parse-failed': true,
});

const doubtedBases = citedAtBases.filter((basis) => basis !== 'option' && basis !== 'links');

const link = record({
  path: text,
  line: position,
  column: { ...position, description: 'UTF-16 units, as editors count' },
  endLine: position,
  endColumn: { ...position, description: 'exclusive' },
  offset: { ...amount, description: 'UTF-16 units from the start of the document' },
  kind: oneOf(kinds),
  text,
  heading: { ...text, description: 'the headings above it, outermost first, with " > " between' },
  href: { ...text, description: 'as written; secrets are ***' },
});
const links = { ...listOf(link), minItems: 1 };

const observation = record(
  {
    at: instant,
    from: oneOf(['wire', 'cache'], '"cache": seen by an earlier run, and kept since'),
    unchangedAt: { ...instant, description: 'the server said then that the page is still as it was seen' },
    attempts: { ...amount, description: 'requests of all looks, retries included, redirects not' },
    durationMs: { type: 'integer', minimum: 0 },
    hops: listOf(record({ url: text, status: httpStatus })),
    finalUrl: text,
    httpStatus,
    contentType: text,
    title: text,
    failure: {
      description: 'why no answer came, or none that can be trusted; null where one did',
      anyOf: [{ type: 'null' }, record({ code: text, detail: text })],
    },
  },
  ['unchangedAt', 'finalUrl', 'httpStatus', 'contentType', 'title'],
);

const capture = record(
  {
    archive: text,
    url: text,
    capturedAt: instant,
    httpStatus,
    daysFromCitation: { type: 'integer', description: 'negative before the day of citation' },
    usable: { type: 'boolean' },
    fit: oneOf(fits, 'of a usable one: how well it suits the citation'),
    problem: { type: 'string', description: 'of one that is not usable: what it holds instead of the page' },
  },
  ['httpStatus', 'daysFromCitation', 'fit', 'problem'],
);

const archive = record({
  state: oneOf(archiveStates, '"none": asked, and the negative was confirmed; "unknown": asked, no answer'),
  asked: listOf(
    record(
      {
        archive: text,
        answer: oneOf(answers),
        detail: text,
        from: oneOf(['cache'], 'answered in an earlier run, and kept since'),
      },
      ['from'],
    ),
  ),
  captures: { ...listOf(capture), description: 'best first' },
});

const saving = record({
  state: oneOf(membersOf<Saving['state']>({ saved: true, failed: true, left: true }), 'with --save: what came of it'),
  detail: { ...text, description: 'why it was not saved; empty where it was' },
});

const status = oneOf(statuses);
const reason = oneOf(Object.keys(reasons));
const evidence = { ...listOf(record({ code: text, detail: text })), minItems: 1 };

const original = {
  ...record({ url: text, status, reason }),
  description: 'of an archive’s address: the state of the address that it is a copy of',
};
const paste = {
  ...record({
    markdown: text,
    robustLink: { ...text, description: 'HTML with the attributes of robustlinks.org/spec' },
    wikipedia: { ...text, description: 'archive-url, archive-date and url-status for a citation template' },
  }),
  description: 'the citation with its capture, where a usable one is known; secrets are ***',
};

const share = { type: 'number', minimum: 0, maximum: 1 } as const;
const bands = oneOf(driftBands, 'from "says the same" to "says something else"');
const picture = record({ mediaType: text, bytes: amount, width: amount, height: amount, sha256: text }, [
  'bytes',
  'width',
  'height',
  'sha256',
]);
const drift = {
  description: 'how far what is served now has moved from the capture; only with --drift',
  oneOf: [
    record(
      {
        type: { const: 'text' },
        band: bands,
        score: { ...share, description: '0: the same, 1: nothing in common' },
        containment: { ...share, description: 'how much of the archived text is still there' },
        jaccard: { ...share, description: 'what both say, of all that either says' },
        title: share,
        partial: { const: true, description: 'a page was longer than what was read of it' },
        quotes: listOf(record({ text, archived: { type: 'boolean' }, live: { type: 'boolean' } })),
        capture: { ...text, description: 'the capture that was compared' },
      },
      ['title', 'partial'],
    ),
    record({ type: { const: 'image' }, band: bands, archived: picture, live: picture, capture: text }),
  ],
};

const auditedTarget = record(
  {
    url: text,
    status,
    reason,
    outlook: oneOf(outlooks),
    evidence,
    observation,
    archive,
    saving,
    original,
    drift,
    links,
  },
  ['outlook', 'observation', 'saving', 'original', 'drift'],
);
const listedTarget = record(
  {
    url: text,
    status: oneOf(['skipped', 'dead'], 'only where it is known without asking anybody'),
    reason,
    links,
  },
  ['status', 'reason'],
);

const sizes = { documents: amount, links: amount, targets: amount };

/**
 * The JSON Schema (2020-12) of `--format json`, published with the package. Made from the lists of the code, so that
 * it knows every status and reason. Objects are open: fields may be added to version 1.
 */
export const reportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'audit-links report, version 1',
  description: 'Optional fields are left out where there is nothing to say. Ignore fields that you do not know.',
  ...record(
    {
      schemaVersion: { const: 1 },
      tool: record({ name: { const: 'audit-links' }, version: text }),
      startedAt: instant,
      finishedAt: instant,
      complete: { type: 'boolean', description: 'false when the run was interrupted' },
      mode: oneOf(['audit', 'list'], '"list": links were taken out, and nobody was asked about them'),
      shard: {
        ...record({ index: position, count: position }),
        description:
          'of a run with --shard: its share of the hosts, and besides what audit-links merge makes one report of',
      },
      summary: { type: 'object' },
      notices: { ...listOf(text), description: 'said once for the whole run' },
      documents: listOf(
        record(
          {
            path: text,
            title: text,
            citedAt: day,
            citedAtBasis: oneOf(citedAtBases),
            citedAtDoubted: {
              ...record({ date: day, basis: oneOf(doubtedBases) }),
              description: 'what would have told the day, if the cited addresses did not carry later ones',
            },
            links: amount,
            problem: record({ code: oneOf(problemCodes), detail: text }),
          },
          ['title', 'citedAt', 'citedAtBasis', 'citedAtDoubted', 'problem'],
        ),
      ),
      targets: { type: 'array' },
      findings: listOf(
        record(
          {
            code: oneOf(Object.keys(catalogue)),
            severity: oneOf(severities),
            path: text,
            line: position,
            column: position,
            url: text,
            message: text,
            fix: record({ replace: text, with: text }),
            paste,
          },
          ['fix', 'paste'],
        ),
      ),
    },
    ['shard'],
  ),
  oneOf: [
    {
      properties: {
        mode: { const: 'audit' },
        summary: record({
          ...sizes,
          status: countsOf(statuses),
          archive: countsOf(archiveStates),
          outlook: countsOf(outlooks),
          findings: countsOf(severities),
        }),
        targets: listOf(auditedTarget),
      },
    },
    {
      properties: {
        mode: { const: 'list' },
        summary: record(sizes),
        targets: listOf(listedTarget),
        findings: { type: 'array', maxItems: 0 },
      },
    },
  ],
} as const;
