// Whatever stands where an address is expected, to a target and on to the terminal.

import * as fc from 'fast-check';
import { recogniseArchived } from '../../dist/archived/recognise.js';
import { createSanitiser } from '../../dist/formats/sanitise.js';
import { readRefresh } from '../../dist/extract/refresh.js';
import { nextAddress } from '../../dist/inspect/next-address.js';
import { resolve } from '../../dist/resolve.js';
import { address, text } from './fragments.js';
import { fuzzTarget, must } from './target.js';

const { cleanAddress } = createSanitiser();

export const addresses = fuzzTarget({
  inputs: fc.tuple(
    fc.oneof(
      address,
      fc.array(fc.oneof(address, text), { maxLength: 4 }).map((parts) => parts.join('')),
    ),
    fc.constantFrom('inline', 'bare', 'html'),
  ),
  batch: 1,
  check([href, syntax]) {
    const { target } = resolve({ href, syntax });
    recogniseArchived(href);
    readRefresh(href);
    must(!/\p{Cc}|\p{Cf}|\p{Cs}/u.test(cleanAddress(target.url)), 'it is shown clean');
    if (target.type !== 'web') return;
    const url = new URL(target.url);
    must(url.protocol === 'http:' || url.protocol === 'https:', 'its scheme is one of the web');
    must(`${url.username}${url.password}${url.hash}` === '', 'it holds nothing that is not sent');
    const again = resolve({ href: target.url, syntax: 'inline' }).target;
    must(again.type === 'web' && again.url === target.url, `${target.url} is itself normal`);
    const next = nextAddress(href, target.url);
    must(next === undefined || URL.canParse(next), `${next} is an address`);
  },
});
