import { containmentOf, titleLikeness } from '../drift/likeness.ts';
import type { Witness } from '../drift/measure-drift.ts';
import { isShort, shinglesOf } from '../drift/shingles.ts';
import type { Answer, Look, PageFacts } from '../model/observation.ts';
import type { Reason } from '../model/reasons.ts';
import type { Evidence } from '../model/verdict.ts';
import type { Known, Reading } from './reading.ts';
import { served } from './redirects.ts';
import { withEvidence } from './standing.ts';

/** Doubts about what a page shows. Who owns the domain is another question: a thief may well show the old text. */
const aboutContent: ReadonlySet<Reason> = new Set([
  'soft-404',
  'redirected-home',
  'placeholder-page',
] as const satisfies readonly Reason[]);

/** Pieces of archived text, besides the frame of the site, that are enough to tell a page by. */
const enoughShingles = 20;
/** So much of it shows the same page, and so little another one. */
const same = 0.9;
const different = 0.1;
const enoughLength = 0.8;
/** Words of a page that refuses its reader, or is not ready for him. Wanted in no language but these is a wall that nobody knows. */
const refusal =
  /denied|forbidden|block|not allowed|permission|unusual|automat|robot|captcha|verif|javascript|cookie|browser|temporar|later|mainten|频繁|頻繁|拒绝|拒絕|拦截|攔截|验证|驗證|机器人|機器人|无权|無權|禁止|稍后|稍後|维护|維護/iu;

/**
 * What an archived copy makes of a doubt about what a page shows. The same text still there means the page is, whatever signs
 * speak against it. Another text there, and for a made-up address the same other text, are two signs of death from two sides.
 * Without a copy nothing is said: an archive that is silent changes no verdict.
 */
export function weighCapture(so: Reading, page: Look, others: readonly Look[], known: Known): Reading {
  const { url, archived, site } = known;
  if (archived === undefined || page.end.type !== 'answer' || !aboutContent.has(so.reason)) return so;
  // Of a platform the page is a frame, the same for whatever was removed; its own word stands.
  if (site !== undefined) return so;
  const { answer } = page.end;
  const [was, is] = [archived.answer.page, answer.page];
  if (was === undefined || is === undefined) return so;
  const beside = others.find(({ purpose }) => purpose === 'sibling')?.end;
  const share = shareLeft(was, is, beside?.type === 'answer' ? beside.answer.page : undefined);
  if (share === undefined) return so;
  if (share >= same && isAlike(was, is)) {
    const found = served({ cited: new URL(url), final: new URL(answer.url), hops: page.hops });
    return { ...found, evidence: withEvidence(so.evidence, [shows('capture-same', 'the same text', archived)]) };
  }
  if (share > different || !isKnownWhole(is)) return so;
  const evidence = withEvidence(so.evidence, [shows('capture-differs', 'none of the text', archived)]);
  return so.reason === 'soft-404' && isAnyonesPage(so, answer)
    ? { status: 'dead', reason: 'soft-404', evidence }
    : { ...so, evidence };
}

const shows = (code: string, what: string, { capturedAt }: Witness): Evidence => ({
  code,
  detail: `it shows ${what} that was archived on ${capturedAt.slice(0, 10)}`,
});

/** Does the server show it to whoever asks for anything, and is it no refusal? */
const isAnyonesPage = ({ evidence }: Reading, { page }: Answer): boolean =>
  evidence.some(({ code }) => code === 'sibling-same-page') &&
  !refusal.test(`${page?.title ?? ''} ${page?.text ?? ''}`);

/** How much of the archived text is left, but for what a made-up address shows as well: the frame of the site. */
function shareLeft(was: PageFacts, is: PageFacts, made: PageFacts | undefined): number | undefined {
  // Like is compared with like: where either has only its beginning, the beginnings.
  const hasBoth = was.mainText !== undefined && is.wholeText !== undefined;
  const [old, now] = hasBoth ? [was.mainText, is.wholeText] : [was.text, is.text];
  const short = isShort(old) || isShort(now);
  const frame = shinglesOf(made?.text ?? '', short);
  const own = new Set([...shinglesOf(old, short)].filter((shingle) => !frame.has(shingle)));
  return own.size < enoughShingles ? undefined : containmentOf(own, shinglesOf(now, short));
}

/** Is nothing of its text unknown to us? What is not at its beginning may stand behind a long menu. */
const isKnownWhole = ({ wholeText, text, textLength }: PageFacts): boolean =>
  wholeText !== undefined || textLength <= text.length;

/** A page of the same site shares much with every other one of it: only with one title and length as well it is the same. */
function isAlike(was: PageFacts, is: PageFacts): boolean {
  const lengths = Math.min(was.textLength, is.textLength) / Math.max(was.textLength, is.textLength);
  const [heading, nowHeading] = [was.title ?? was.h1 ?? '', is.title ?? is.h1 ?? ''];
  return lengths >= enoughLength && (heading === nowHeading || titleLikeness(heading, nowHeading) >= same);
}
