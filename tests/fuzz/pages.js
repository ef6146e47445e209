// Pages as bytes, to the facts that a judge reads.

import * as fc from 'fast-check';
import { pageFacts } from '../../dist/extract/page.js';
import { html, text } from './fragments.js';
import { fuzzTarget, must } from './target.js';

/** @type {readonly BufferEncoding[]} */
const encodings = ['utf8', 'utf8', 'utf8', 'latin1', 'utf16le'];

export const pages = fuzzTarget({
  inputs: fc.record({
    markup: fc.array(html, { maxLength: 3 }).map((parts) => parts.join('')),
    times: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.nat(200)),
    encoding: fc.constantFrom(...encodings),
    charset: fc.oneof(
      fc.constantFrom('', 'utf-8', 'gbk', 'big5', 'shift_jis', 'utf-7', 'iso-2022-kr', 'utf-16be'),
      text,
    ),
  }),
  batch: 1,
  check({ markup, times, encoding, charset }) {
    const body = Buffer.from(markup.repeat(times), encoding);
    const contentType = charset === '' ? undefined : `text/html; charset=${charset}`;
    const facts = pageFacts(body, { url: 'https://a.example/b', contentType });
    must((facts.title ?? '').length <= 500 && (facts.h1 ?? '').length <= 500, 'a title has at most 500 units');
    must(facts.text.length <= 2000 && facts.textLength >= facts.text.length, 'the text has at most 2,000 units');
    for (const address of [facts.canonical, facts.refresh?.url])
      must(address === undefined || /^https?:/.test(new URL(address).protocol), `${address} is one of the web`);
    must(new TextDecoder(facts.charset).encoding === facts.charset, `${facts.charset} is an encoding`);
  },
});
