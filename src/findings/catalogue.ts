import type { Severity } from '../model/finding.ts';

interface Rule<Data> {
  readonly severity: Severity;
  /** One sentence: what it means for the reader. For `--help`-like lists and machine formats' rule tables. */
  readonly summary: string;
  /** One finding, in a sentence. Its data are strangers' text: a format sanitises the result. */
  readonly message: (data: Data) => string;
}
const rule = <Data>(entry: Rule<Data>): Rule<Data> => entry;

/** What a person should know about a link with this verdict. */
interface VerdictData {
  readonly url: string;
  readonly reason: string;
  readonly why: string;
  /** The better address, where there is one: the new one, or a usable capture. */
  readonly replacement?: string;
}

/** Every finding there is: a code, never renamed, its severity, and its sentence. */
export const catalogue = {
  'dead-link': rule<VerdictData>({
    severity: 'error',
    summary: 'The cited resource is gone.',
    message: ({ url, why, replacement }) =>
      `${url} is dead: ${why}${replacement === undefined ? '' : `; cite ${replacement} instead`}`,
  }),
  'malformed-link': rule<{ url: string; problem: string; replacement?: string }>({
    severity: 'error',
    summary: 'What is written there is not a usable address.',
    message: ({ url, problem, replacement }) =>
      `“${url}” is no usable address: ${problem}${replacement === undefined ? '' : `; probably meant: ${replacement}`}`,
  }),
  'suspect-link': rule<VerdictData>({
    severity: 'warning',
    summary: 'Something answers, but signs say that it is no longer what was cited: a person should look.',
    message: ({ url, why }) => `${url} is suspect: ${why}`,
  }),
  'insecure-link': rule<VerdictData>({
    severity: 'warning',
    summary: 'The page is there, behind a certificate that browsers refuse.',
    message: ({ url, why }) => `${url} answers only insecurely: ${why}`,
  }),
  'moved-link': rule<VerdictData>({
    severity: 'note',
    summary: 'The page has moved for good.',
    message: ({ url, replacement }) => `${url} has moved for good; link ${replacement ?? 'its new address'} instead`,
  }),
  'unsure-link': rule<VerdictData>({
    severity: 'note',
    summary: 'It could not be judged: the site refused us, or the network failed.',
    message: ({ url, why }) => `${url} could not be judged: ${why}`,
  }),
  'at-risk': rule<{ url: string; archives: string }>({
    severity: 'note',
    summary: 'No archive that was asked holds a usable copy: save one now.',
    message: ({ url, archives }) => `no capture of ${url} on record at ${archives}: save one now`,
  }),
  'credentials-in-link': rule<{ url: string }>({
    severity: 'warning',
    summary: 'The address carries a user name or password. They are never sent.',
    message: ({ url }) => `${url} carries a user name or password: take it out, it is readable to all`,
  }),
} as const satisfies Record<string, Rule<never>>;

export type FindingCode = keyof typeof catalogue;
type DataOf<Code extends FindingCode> = Parameters<(typeof catalogue)[Code]['message']>[0];

/** A code and its data, never a finished sentence. */
export type FindingFact = { [Code in FindingCode]: { readonly code: Code; readonly data: DataOf<Code> } }[FindingCode];
