import type { Extraction } from '../model/document.ts';
import { parseUrl } from '../parse-url.ts';

/** Front matter keys for the address under which a document is published. Best first. */
const keys = ['canonical', 'canonical_url', 'canonicalurl', 'permalink', 'url', 'link'];

/** The site that publishes a document, where its front matter tells it: an origin with its slash, `https://site.example/`. */
export function publisherOf({ links }: Pick<Extraction, 'links'>): string | undefined {
  const told = links.filter(({ syntax, kind }) => syntax === 'front-matter' && kind === 'link');
  const hrefs = keys.flatMap((key) => told.find(({ text }) => text.toLowerCase() === key)?.href ?? []);
  const address = hrefs.map((href) => parseUrl(href)).find((url) => url !== undefined);
  return address && `${address.origin}/`;
}
