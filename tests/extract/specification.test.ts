import { tests as examples } from 'commonmark-spec';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';

/** What the specification's HTML links to and shows, in its order. */
const addressesIn = (html: string): string[] => {
  const found: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.ChildNode): void => {
    if (!('tagName' in node)) return;
    const wanted = { a: 'href', img: 'src' }[node.tagName];
    found.push(...node.attrs.filter(({ name }) => name === wanted).map(({ value }) => value));
    node.childNodes.forEach(visit);
  };
  parseFragment(html.trimEnd()).childNodes.forEach(visit);
  return found;
};

/** HTML percent-encodes what Markdown writes as it is. */
const comparable = (address: string): string => {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
};

/** The examples in which we find more than CommonMark does, on purpose. */
const differences: Readonly<Record<number, { readonly more: readonly string[]; readonly why: string }>> = {
  602: { more: ['https://foo.bar/baz'], why: 'no autolink, because of the space; the bare address is one by GFM §6.9' },
  606: {
    more: ['mailto:foo+@bar.example.com'],
    why: 'no autolink, because of the backslash; a bare e-mail address by GFM §6.9',
  },
  608: { more: ['https://foo.bar'], why: 'no autolink, because of the spaces; a bare address by GFM §6.9' },
  611: { more: ['https://example.com'], why: 'a bare address by GFM §6.9' },
  612: { more: ['mailto:foo@bar.example.com'], why: 'a bare e-mail address by GFM §6.9' },
};

describe('the examples of the CommonMark specification', () => {
  test.each(examples.map(({ number, section, markdown, html }) => ({ number, section, markdown, html })))(
    '$number ($section)',
    ({ number, markdown, html }) => {
      // A definition that nothing uses is no link in HTML, and an address that an author gave.
      const links = extract(markdown.replaceAll('→', '\t')).links.filter(({ syntax }) => syntax !== 'definition');
      const expected = [...addressesIn(html.replaceAll('→', '\t')), ...(differences[number]?.more ?? [])];
      expect(links.map(({ href }) => comparable(href)).toSorted()).toEqual(expected.map(comparable).toSorted());
    },
  );
});
