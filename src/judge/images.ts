import { type Check, sign } from './sign.ts';

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
/** Names of stand-ins that image hosts redirect to. */
const standInPath =
  /\/(?:removed|404|not-?found|image[-_]?not[-_]?found|no[-_]?(?:photo|image|img|pic)|(?:photo|image)[-_]?unavailable|placeholder|default[-_]?(?:image|img)|deleted|blank|spacer|1x1)\.(?:png|gif|jpe?g|webp|svg)$/iu;

/** Recognises what is served where an image should be, and is none or a stand-in. */
export const image: Check = ({ cited, final, answer, kinds }) => {
  if (!kinds.includes('image')) return undefined;
  if (standInPath.test(final.pathname) && !standInPath.test(cited.pathname)) {
    return sign('suspect', 'placeholder-image', 'redirect-to-stand-in', `leads to ${final.host}${final.pathname}`);
  }
  const { body, contentType = '', page } = answer;
  if (body.bytes === 0 || body.coding !== 'ok') return undefined;
  if (body.end === 'broken' && body.sniffed === undefined) return undefined;
  if (body.pixels !== undefined && body.pixels.width <= 1 && body.pixels.height <= 1) {
    return sign('suspect', 'placeholder-image', 'one-pixel', `${body.pixels.width} × ${body.pixels.height} pixels`);
  }
  if (body.sniffed?.startsWith('image/') === true) return undefined;
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
