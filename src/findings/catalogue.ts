import type { ArchiveRecord, Capture } from '../model/capture.ts';
import type { DataOf, FindingCode, FindingFact, Severity } from '../model/finding.ts';
import { archiveSays, captureDay, livingOriginal, usableCapture } from './rescue.ts';

interface Rule<Data> {
  readonly severity: Severity;
  /** One sentence: what it means for the reader. For lists of all codes and the rule tables of machine formats. */
  readonly summary: string;
  /** What is, this time. */
  readonly what: (data: Data) => string;
  /** What to do about it, this time. */
  readonly advice: (data: Data) => string;
}

/** Each finding's severity, and its sentence in two halves. */
export const catalogue: { readonly [Code in FindingCode]: Rule<DataOf<Code>> } = {
  'dead-link': {
    severity: 'error',
    summary: 'The cited resource is gone.',
    what: ({ url, why }) => `${url} is dead: ${why}`,
    advice: ({ archive, original }) => {
      const living = livingOriginal(original);
      if (archive.state !== 'captured' && living !== undefined) return citeOriginal(living);
      switch (archive.state) {
        case 'captured':
          return citeCapture(archive);
        case 'unknown':
          return `${archiveSays(archive)}: ask again later`;
        case 'not-asked':
          return `${archiveSays(archive)}: look for a capture, or cite another source`;
        case 'none':
        case 'unusable':
        case 'excluded':
          return `${archiveSays(archive)}: cite another source, or say in the text that it is gone`;
        default:
          return archive.state satisfies never;
      }
    },
  },
  'malformed-link': {
    severity: 'error',
    summary: 'What is written there is not a usable address.',
    what: ({ url, problem }) => `"${url}" is not a usable address: ${problem}`,
    advice: ({ repair }) => (repair === undefined ? 'correct it, or take it out' : `probably meant: ${repair}`),
  },
  'suspect-link': {
    severity: 'warning',
    summary: 'Something answers, but signs say that it is no longer what was cited: a person should look.',
    what: ({ url, why }) => `${url} may no longer be what was cited: ${why}`,
    advice: ({ archive, original }) => {
      if (archive.state === 'captured') return `look at it; if it has changed, ${citeCapture(archive)}`;
      const living = livingOriginal(original);
      return `look at it; ${living === undefined ? archiveSays(archive) : citeOriginal(living)}`;
    },
  },
  'insecure-link': {
    severity: 'warning',
    summary: 'The page is there, behind a certificate that browsers refuse.',
    what: ({ url, why }) => `${url} is served, but browsers refuse its certificate: ${why}`,
    advice: ({ archive }) =>
      archive.state === 'captured'
        ? `tell the site, or ${citeCapture(archive)}`
        : `tell the site; ${archiveSays(archive)}`,
  },
  'moved-link': {
    severity: 'note',
    summary: 'The page has moved for good.',
    what: ({ url }) => `${url} has moved for good`,
    advice: ({ replacement }) => (replacement === undefined ? 'link its new address' : `link ${replacement} instead`),
  },
  'quote-lost': {
    severity: 'warning',
    summary: 'What the sentence quotes stood on the page when it was archived, and is not there any more.',
    what: ({ url, quotes }) => `${url} no longer has what is quoted: ${quotes.map((quote) => `“${quote}”`).join(', ')}`,
    advice: ({ archive }) => citeCapture(archive),
  },
  'changed-page': {
    severity: 'note',
    summary: 'Much of what was archived is not on the page any more.',
    what: ({ url, left }) => `${url} has changed: ${Math.round(100 * left)} % of its archived text is still there`,
    advice: ({ archive }) => `see that it still says what is cited, or ${citeCapture(archive)}`,
  },
  'unsure-link': {
    severity: 'note',
    summary: 'It could not be judged: the site refused us, or the network failed. That is no proof of death.',
    what: ({ url, why }) => `${url} could not be judged: ${why}`,
    advice: ({ archive }) => {
      const capture = usableCapture(archive);
      return `open it in a browser; ${archiveSays(archive)}${capture === undefined ? '' : `: ${capture.url}`}`;
    },
  },
  'at-risk': {
    severity: 'note',
    summary: 'It is there today, and no archive that was asked holds a usable copy.',
    what: ({ url, archive }) => `${url} is there today, and ${archiveSays(archive)}`,
    advice: ({ archive, saving }) => {
      if (archive.state === 'excluded') return 'keep a copy of your own';
      if (saving === undefined) return 'save a copy now, while it can be had: --save asks the Internet Archive to';
      return saving.state === 'failed'
        ? `keep a copy of your own, as the Internet Archive could not save it: ${saving.detail}`
        : `save a copy soon, as there is none yet: ${saving.detail}`;
    },
  },
  'expiring-link': {
    severity: 'warning',
    summary: 'The address is signed for a time that is over, or will be within a year.',
    what: ({ url, day, past }) =>
      past ? `the signature of ${url} expired on ${day}` : `${url} is signed, and stops working on ${day}`,
    advice: ({ archive }) =>
      archive.state === 'captured' ? citeCapture(archive) : `link an address of it that lasts; ${archiveSays(archive)}`,
  },
  'deprecated-archive': {
    severity: 'warning',
    summary: 'The citation rests on an archive that has closed, or whose copies cannot be trusted.',
    what: ({ url, name, reproach }) => `${url} rests on ${name}, ${reproach}`,
    advice: ({ archive, original }) => {
      if (archive.state === 'captured') return citeCapture(archive);
      if (original === undefined) {
        return 'its address does not tell what it is a copy of: open it, and cite that page, or a copy elsewhere';
      }
      const living = livingOriginal(original);
      return living === undefined
        ? `${archiveSays(archive)}: look for a copy elsewhere, or cite another source`
        : citeOriginal(living);
    },
  },
  'cited-before-published': {
    severity: 'warning',
    summary: 'The document says that it is older than what it cites: a date in it is wrong, or it was edited since.',
    what: ({ url, published, cited, by }) => `${url} is of ${published}, but ${by} dates the document ${cited}`,
    advice: ({ published }) =>
      `${published} is taken for the day of citation: correct the date, or name the right day with --cited-at`,
  },
  'credentials-in-link': {
    severity: 'warning',
    summary: 'The address carries a user name or password. They are never sent.',
    what: ({ url }) => `the address of ${url} is written with a user name or password, for everybody to read`,
    advice: () => 'take them out, and change the password',
  },
};

const citeCapture = (archive: ArchiveRecord): string => {
  const capture = usableCapture(archive);
  return capture === undefined
    ? `cite the capture; ${archiveSays(archive)}`
    : `cite the capture of ${captureDay(capture)} instead${late(capture)}: ${capture.url}`;
};

/** Of whatever stood at the address after the page, nobody can say that it is what was cited. */
const late = ({ fit }: Capture): string =>
  fit === 'after-death' ? ', after a look at it (it is from after the page was first seen gone)' : '';

const citeOriginal = (address: string): string => `the original is still there: cite ${address}`;

/** What to do about it, in half a sentence. Made of strangers' text, as is the message: a format cleans it. */
export const adviceOf = (fact: FindingFact): string => ruleOf(fact).advice(fact.data);

/** A finding in one sentence: what is, then what to do. */
export const messageOf = (fact: FindingFact): string => `${ruleOf(fact).what(fact.data)}; ${adviceOf(fact)}`;

/** TypeScript does not see that the data of a fact belong to the rule of its code. */
const ruleOf = ({ code }: FindingFact): Rule<FindingFact['data']> => catalogue[code] as Rule<FindingFact['data']>;
