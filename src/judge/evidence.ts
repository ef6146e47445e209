import type { Reason } from '../model/reasons.ts';
import { sites } from '../sites/index.ts';
import { type Signature, signatures } from './signatures.ts';

/** A code of evidence, or with `…` at its end a family of codes, and one sentence that says what was seen. */
export interface EvidenceEntry {
  readonly code: string;
  readonly says: string;
}

const entry = (code: string, says: string): EvidenceEntry => ({ code, says });

const status = entry('http-…', 'The answer had this status.');
const site = entry('site-…', 'The site itself told it: the code begins with the name of the site.');
const permanent = entry('redirect-permanent', 'Every hop of the redirect is permanent.');
const sharedSink = entry('shared-sink', 'Several addresses of this host lead to the same page.');
const samePage = entry('sibling-same-page', 'An address made up beside it gets the same page.');
const captureDiffers = entry('capture-differs', 'It shows nothing of the text that was archived.');
const certificate = entry('certificate', 'The certificate is not valid.');
const obsoleteTls = entry('obsolete-tls', 'The server speaks only obsolete TLS.');
const noName = entry('nxdomain', 'The name server says that there is no such name.');
const privateAddress = entry('private-address', 'It leads into a private network.');
const badPort = entry('bad-port', 'It is on a port that is not asked.');
const loop = entry('redirect-loop', 'The redirects run in a circle.');
const tooLong = entry('redirect-too-long', 'The redirects do not end.');
const wallsThat = (means: Signature['means']): readonly EvidenceEntry[] =>
  [...new Map(signatures.filter((one) => one.means === means).map(({ id, vendor }) => [id, vendor])).entries()].map(
    ([id, vendor]) => entry(id, wallSentences[means](vendor)),
  );
const wallSentences = {
  challenged: (vendor) => `The answer has the marks by which ${vendor} asks for a proof of being human.`,
  blocked: (vendor) => `The answer has the marks by which ${vendor} refuses programs.`,
  supporting: (vendor) => `The answer passed through ${vendor}.`,
} as const satisfies Record<Signature['means'], (vendor: string) => string>;

const toLogin = entry('redirect-to-login', 'It leads to an address where readers sign in.');
const loginPage = entry('login-page', 'The page asks for a password, and says nothing else.');
const toPaywall = entry('redirect-to-paywall', 'It leads to an address where readers pay.');
const toConsent = entry('redirect-to-consent', 'It leads to an address where readers consent to cookies.');
const gates: readonly EvidenceEntry[] = [toLogin, loginPage, toPaywall, toConsent];
const maintenance = entry('says-maintenance', 'The page says that the site is under maintenance.');

const parking: readonly EvidenceEntry[] = [
  entry('redirect-to-parking', 'It leads to a host where domains are sold or parked.'),
  entry('parking-host', 'It leads to a numbered host (ww25.…), as parking services use them.'),
  entry('redirect-to-lander', 'It leads to the landing page of a registrar.'),
  entry('parking-adblock-key', 'The page has the key by which parking services pass ad blockers.'),
  entry('parking-lander', 'The page is built by the script of a parking service.'),
  entry('parking-ads', 'The page loads the advertisements made for parked domains.'),
  entry('parking-jump', 'The page only jumps to the landing page of a registrar.'),
  entry('domain-for-sale', 'The page says that the domain is for sale, parked or expired.'),
];

const rule = (reason: Reason): readonly EvidenceEntry[] => [entry(`rule-${reason}`, 'A rule left it out beforehand.')];

/** What can lead to each reason: for the README's section, for `--explain`, and for a test that nothing else does. */
export const evidenceOf: Readonly<Record<Reason, readonly EvidenceEntry[]>> = {
  ok: [
    entry('served', 'It was served at the address as cited.'),
    entry('redirect-back', 'The redirects lead back to the address as cited.'),
    entry('redirect-temporary', 'It leads elsewhere, and not for good.'),
    entry('redirect-to-http', 'It leads from https to http, which is no better address.'),
    entry('capture-same', 'It shows the text that was archived, whatever else speaks against it.'),
    entry('redirect-with-credentials', 'It leads to an address with a user name or password, which is none to cite.'),
    site,
  ],
  paywalled: [entry('says-not-free', 'Its schema.org data say that it is not free to read.')],
  insecure: [certificate, obsoleteTls],
  truncated: [entry('broken-off', 'The transfer broke off before its end.')],
  undecodable: [
    entry('coding-unknown-coding', 'It came in a content coding that is not known here.'),
    entry('coding-corrupt', 'Its bytes do not fit its content coding.'),
  ],
  'permanent-redirect': [permanent],
  'https-upgrade': [permanent],
  'soft-404': [
    entry('says-not-found', 'Title, first heading or short text of the page say that it was not found.'),
    entry('redirect-to-error-page', 'It leads to the address of an error page.'),
    entry('deep-to-section', 'It leads to a section above the page.'),
    sharedSink,
    samePage,
    entry('sibling-same-end', 'An address made up beside it leads to the same end.'),
    captureDiffers,
    site,
  ],
  'redirected-home': [entry('deep-to-home', 'A deep address leads to the home page.'), sharedSink, site],
  parked: [
    ...parking,
    entry('other-business', 'It leads to another site or its home page, whose title is about gambling or pornography.'),
  ],
  drifted: [entry('text-replaced', 'Next to nothing is left of the text that was archived.')],
  'placeholder-image': [
    entry('redirect-to-stand-in', 'It leads to a picture by whose name images are replaced.'),
    entry('one-pixel', 'The picture has one pixel.'),
    entry('tiny-image', 'The picture has too few bytes to show anything.'),
    entry('shared-image', 'Several addresses of this host serve the same picture.'),
    entry('hotlink-refused', 'It is served by itself, and refused to the page that embeds it.'),
    entry('hotlink-differs', 'The page that embeds it gets something else.'),
  ],
  'placeholder-page': [
    entry('redirect-to-suspended', 'It leads to the page of a suspended account.'),
    entry('default-page', 'The page is that of a bare server, or of a suspended account.'),
    entry('farewell', 'The page says that the site or service has ended.'),
    entry('lists-root', 'It lists the top folder of the server.'),
  ],
  'not-an-image': [
    entry('first-bytes', 'Its first bytes are not those of an image.'),
    entry('web-page', 'A web page is served in place of the image.'),
    entry('content-type', 'It is served as another type than an image.'),
    site,
  ],
  'wrong-type': [entry('page-for-file', 'A web page is served in place of a file, and does not name it.')],
  empty: [
    entry('no-content', 'Its status has no content by definition.'),
    entry('no-bytes', 'It is a success without a byte in it.'),
  ],
  'bad-capture': [
    entry('capture-of-error', 'What the archive holds there is an error page.'),
    ...wallsThat('challenged'),
    ...wallsThat('blocked'),
    ...gates,
    maintenance,
    status,
    site,
  ],
  'geo-notice': [entry('says-not-here', 'The page says that it is not available in this country or region.')],
  'bad-redirect': [
    entry('redirect-no-location', 'A redirect has no address.'),
    entry('redirect-unusable-location', 'A redirect has an address that can not be followed.'),
    entry('redirect-into-private-address', 'It redirects into a private network.'),
    loop,
    tooLong,
    privateAddress,
    badPort,
  ],
  'not-found': [status, entry('no-capture', 'The archive says that it holds no capture at the cited address.'), site],
  gone: [status],
  removed: [site, entry('archive-excluded', 'The archive says that the site is excluded from it, to every reader.')],
  'no-host': [noName],
  usurped: parking,
  'redirect-loop': [loop],
  'too-many-redirects': [tooLong],
  malformed: [entry('malformed-address', 'There is no usable address in what is written.')],
  // Told where the places of a page are looked up.
  'no-anchor': [],
  blocked: [
    status,
    ...wallsThat('blocked'),
    entry('archive-robots', 'A robots.txt keeps the archive from showing the copy.'),
    site,
  ],
  challenged: [...wallsThat('challenged'), site],
  'rate-limited': [status, entry('held-too-long', 'The host asks for a longer wait than this run may make.'), site],
  'login-wall': [status, toLogin, loginPage, site],
  paywall: [status, toPaywall],
  'consent-wall': [toConsent, site],
  'app-shell': [entry('script-only', 'The page has next to no text, and a script to make the rest.'), samePage],
  maintenance: [maintenance],
  legal: [status, site],
  'server-error': [status, entry('archive-failed', 'The archive failed by its own account.'), site],
  timeout: [entry('timeout', 'No answer came in time.'), status],
  dns: [
    noName,
    entry('name-without-address', 'The name exists and has no address.'),
    entry('name-server-failed', 'The name server failed.'),
    entry('name-timeout', 'The name server did not answer in time.'),
    entry('name-service-unproven', 'No name server was seen to answer anything in this run.'),
  ],
  refused: [
    entry('refused', 'The connection was refused.'),
    entry('unreachable', 'There is no way to the host.'),
    entry('host-given-up', 'The host failed again and again, and was not asked any more.'),
    entry('local', 'A fault on this side kept it from being asked.'),
  ],
  reset: [entry('reset', 'The connection broke off.')],
  tls: [certificate, obsoleteTls, entry('tls', 'No secure connection could be made.')],
  protocol: [
    entry('protocol', 'The answer breaks the rules of HTTP.'),
    entry('http2-required', 'The server wants HTTP/2 and nothing else.'),
  ],
  'unexpected-status': [
    status,
    entry('without-capture', 'The archive answered with a page of its own, not with a capture.'),
    site,
  ],
  excluded: rule('excluded'),
  scheme: rule('scheme'),
  relative: rule('relative'),
  'private-address': [...rule('private-address'), privateAddress],
  'bad-port': [...rule('bad-port'), badPort],
  budget: [...rule('budget'), entry('not-looked-at', 'Only the links were listed.')],
  'not-kept': [entry('nothing-kept', 'Nobody was asked, and no earlier run left what it saw.')],
};

/** What is told beside the evidence for a reason, and leads to none by itself. */
export const besides: readonly EvidenceEntry[] = [
  ...wallsThat('supporting'),
  entry('capture', 'The archive served a capture, of this day.'),
  entry('second-vantage', 'An archive that was asked to save it found otherwise than we did.'),
  captureDiffers,
  entry('text-changed', 'Much of the text that was archived is not there any more.'),
  entry('image-differs', 'The picture has another shape than the archived one.'),
  entry('thin-text', 'The page has next to no text.'),
  entry('site-unanswered', 'The site was asked, and its answer could not be had.'),
  entry('sibling-not-found', 'An address made up beside it is honestly not found.'),
  entry('sibling-differs', 'An address made up beside it gets another page.'),
  entry('sibling-led-here', 'An address made up beside it leads to the cited page by another way.'),
  entry('sibling-barred', 'An address made up beside it gets an answer that tells nothing.'),
  entry('sibling-silent', 'An address made up beside it got no answer.'),
];

/** Finds what a code of a verdict's evidence says; `…-again` is the same sign of a later look. */
export function entryOf(code: string, entries: readonly EvidenceEntry[] = everyEntry): EvidenceEntry | undefined {
  const base = code.replace(/-again$/u, '');
  const family = /^http-\d{3}$/u.test(base)
    ? status
    : sites.some(({ name }) => base.startsWith(`${name}-`))
      ? site
      : undefined;
  return entries.find((one) => one.code === base || one === family);
}

const everyEntry: readonly EvidenceEntry[] = [...Object.values(evidenceOf).flat(), ...besides];
