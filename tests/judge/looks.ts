import type {
  Answer,
  BodyFacts,
  FailureCode,
  Hop,
  Look,
  LookEnd,
  LookPurpose,
  Observation,
  PageFacts,
} from '../../src/model/observation.ts';

export const cited = 'https://site.example/2022/01/story-of-a-day';

type Chain = Extract<LookEnd, { type: 'chain' }>;

const look = (end: LookEnd, hops: readonly Hop[] = [], purpose: LookPurpose = 'first'): Look => ({
  purpose,
  at: '2022-01-06T00:00:00Z',
  durationMs: 10,
  attempts: 1,
  hops,
  end,
});

/** An ordinary article, or what differs from one. */
export const page = (facts: Partial<PageFacts> = {}): PageFacts => ({
  charset: 'utf-8',
  charsetFrom: 'header',
  text: facts.text ?? 'It was a day like any other in the city. '.repeat(40),
  textLength: facts.text?.length ?? 2_000,
  scripts: 2,
  passwordField: false,
  marks: [],
  ...facts,
});

/** A page with a title and next to nothing else. */
export const thin = (title: string, facts: Partial<PageFacts> = {}): PageFacts =>
  page({ title, text: title, ...facts });

interface Answered extends Partial<Omit<Answer, 'body'>> {
  readonly body?: Partial<BodyFacts>;
  /** The addresses before the last, and how each sent us on: a status, or `refresh`. */
  readonly via?: readonly (readonly [url: string, by: number | 'refresh'])[];
}

/** One look that got an answer. An HTML page comes with a success unless said otherwise. */
export function got(status: number, { via = [], body, ...answer }: Answered = {}): Look {
  const url = answer.url ?? cited;
  const urls = [...via.map(([address]) => address), url];
  const hops: Hop[] = via.map(([address, by], index) => ({
    url: address,
    status: by === 'refresh' ? 200 : by,
    next: { by: by === 'refresh' ? 'refresh' : 'location', url: urls[index + 1] ?? url },
  }));
  const { contentType = 'text/html' } = answer;
  const served =
    contentType === 'text/html' && body?.bytes !== 0 ? { page: answer.page ?? page({ title: 'A day' }) } : {};
  return look(
    {
      type: 'answer',
      answer: {
        headers: {},
        ...served,
        ...answer,
        contentType,
        url,
        status,
        body: { bytes: 9_000, end: 'complete', coding: 'ok', ...body },
      },
    },
    [...hops, { url, status }],
  );
}

/** One look that was redirected from the cited address to another, and served there. */
export const led = (to: string, by: number | 'refresh' = 301, answer: Answered = {}): Look =>
  got(200, { url: to, via: [[cited, by]], ...answer });

/** One look that got none. */
export const failed = (code: FailureCode, { url = cited, hops = [] as readonly Hop[], detail = '' } = {}): Look =>
  look({ type: 'failure', failure: { code, detail }, url }, hops);

/** One look whose redirects went wrong. */
export const chained = (problem: Chain['problem'], hops: readonly Hop[] = [{ url: cited, status: 302 }]): Look =>
  look({ type: 'chain', problem, detail: 'somewhere', status: 302 }, hops);

/** The same as a second look. */
export const again = (made: Look, purpose: LookPurpose = 'confirm'): Look => ({ ...made, purpose });

export const seen = (first: Look, ...others: readonly Look[]): Observation => ({
  from: 'wire',
  looks: [first, ...others],
  nameServiceProven: true,
});
