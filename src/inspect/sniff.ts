import type { BodyFacts } from '../model/observation.ts';

/** What the detectors look at: file-type's own sample size. Nothing is decoded, whatever size an image claims to have. */
const sampleBytes = 4100;

/** Tells from its first bytes what a body is, and how large a picture. */
export async function sniff(body: Uint8Array): Promise<Pick<BodyFacts, 'sniffed' | 'pixels'>> {
  const sniffed = await mediaType(body.subarray(0, sampleBytes));
  const pixels = sniffed?.startsWith('image/') === true ? await pixelsOf(body) : undefined;
  return { ...(sniffed === undefined ? {} : { sniffed }), ...(pixels === undefined ? {} : { pixels }) };
}

async function mediaType(sample: Uint8Array): Promise<string | undefined> {
  const markup = markupType(sample);
  if (markup !== undefined) return markup;
  try {
    // Most answers are pages, and the detector takes as long to load as the first of them to come.
    const { fileTypeFromBuffer } = await import('file-type');
    return (await fileTypeFromBuffer(sample))?.mime;
  } catch {
    // A file cut off inside its header is not recognised.
    return undefined;
  }
}

/** The tags that make an unlabelled body HTML (https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type). */
const html =
  /^(?:<!doctype html|<(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)|<!--)(?=[\s>]|$)/i;

/** Markup has no magic number, so the detector of files leaves it to us. */
function markupType(sample: Uint8Array): string | undefined {
  const text = Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength)
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, '');
  // What may stand before the root element of an SVG file.
  const root = text.replace(/^(?:<\?xml[^>]*>|<!--.*?-->|<!doctype svg[^>]*>|\s+)*/is, '');
  if (/^<svg[\s>]/i.test(root)) return 'image/svg+xml';
  return html.test(text) || /^(?:<!doctype html|<html)[\s>]/i.test(root) ? 'text/html' : undefined;
}

async function pixelsOf(body: Uint8Array): Promise<BodyFacts['pixels']> {
  const { imageDimensionsFromData } = await import('image-dimensions');
  try {
    const dimensions = imageDimensionsFromData(body);
    return dimensions && { width: dimensions.width, height: dimensions.height };
  } catch {
    // Its header points outside of what was read.
    return undefined;
  }
}
