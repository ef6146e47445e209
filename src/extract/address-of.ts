import type { Definition, Image, Link } from 'mdast';
import type { Span } from '../model/link.ts';

/** Where the address of a construct stands in the source; `undefined` where it has none. */
export const addressOf = (node: Link | Image | Definition | undefined): Span | undefined => {
  const address = node?.data?.address;
  const start = node?.position?.start.offset;
  return address === undefined || start === undefined
    ? undefined
    : { offset: start + address.from, endOffset: start + address.to };
};
