import { type Check, type Seen, type Sign, sign, together } from './sign.ts';

/** Types whose first bytes tell them: what claims to be one of these and does not begin like any is something else. */
const recognisable: ReadonlySet<string> = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/jpg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/tiff',
  'image/heic',
]);
/** Fewer bytes tell no type. */
const enoughBytes = 12;
/** Fewer bytes hold no picture that anybody would cite. */
const tinyImage = 100;
/** So many addresses of one host that serve the same bytes show them to be nobody's own. */
const standInFrom = 3;
/** Names of stand-ins that image hosts redirect to. */
const standInPath =
  /\/(?:removed|404|(?:file[-_]?)?not-?found|(?:image|img|photo|file)[-_]?(?:not[-_]?found|removed|deleted|missing|unavailable|expired|error)|no[-_]?(?:photo|image|img|pic|picture|hotlink(?:ing)?)|(?:anti|hot)[-_]?(?:hot)?link(?:ing)?|placeholder|default[-_]?(?:image|img|pic)|deleted|expired|forbidden|missing|unavailable|blank|spacer|1x1)\.(?:png|gif|jpe?g|webp|svg)$/iu;

/** Recognises what is served where an image should be, and is none or a stand-in. */
export const image: Check = (seen) => {
  const { answer, kinds } = seen;
  if (!kinds.includes('image')) return undefined;
  const { body, contentType = '', page } = answer;
  const isPicture = body.sniffed?.startsWith('image/') === true;
  const standIn = together([leadsToStandIn(seen), isPicture ? isStandIn(seen) : undefined], 'placeholder-image');
  if (standIn !== undefined) return standIn;
  if (body.bytes === 0 || body.coding !== 'ok' || isPicture) return undefined;
  if (body.end === 'broken' && body.sniffed === undefined) return undefined;
  // SVG is text, and begins as any XML does.
  if (contentType === 'image/svg+xml' && page === undefined) return undefined;
  if (body.sniffed !== undefined) {
    return sign('suspect', 'not-an-image', 'first-bytes', `its first bytes are those of ${body.sniffed}`);
  }
  if (page !== undefined) return sign('suspect', 'not-an-image', 'web-page', 'a web page is served in its place');
  if (!contentType.startsWith('image/')) {
    return sign(
      'suspect',
      'not-an-image',
      'content-type',
      `served as ${contentType === '' ? 'nothing in particular' : contentType}`,
    );
  }
  return recognisable.has(contentType) && body.bytes >= enoughBytes
    ? sign(
        'suspect',
        'not-an-image',
        'first-bytes',
        `served as ${contentType}, and its first bytes are those of no image`,
      )
    : undefined;
};

const leadsToStandIn = ({ cited, final }: Seen): Sign | undefined =>
  standInPath.test(final.pathname) && !standInPath.test(cited.pathname)
    ? sign('suspect', 'placeholder-image', 'redirect-to-stand-in', `leads to ${final.host}${final.pathname}`)
    : undefined;

function isStandIn({ answer: { body }, shared }: Seen): Sign | undefined {
  const { pixels, bytes, end, sniffed } = body;
  if (pixels !== undefined && pixels.width <= 1 && pixels.height <= 1) {
    return sign('suspect', 'placeholder-image', 'one-pixel', `${pixels.width} × ${pixels.height} pixels`);
  }
  if (pixels === undefined && end === 'complete' && bytes < tinyImage && sniffed !== 'image/svg+xml') {
    return sign('suspect', 'placeholder-image', 'tiny-image', `a picture of ${bytes} bytes`);
  }
  const { image: count = 1 } = shared;
  return count >= standInFrom
    ? sign('suspect', 'placeholder-image', 'shared-image', `${count} addresses of this host serve the same picture`)
    : undefined;
}
