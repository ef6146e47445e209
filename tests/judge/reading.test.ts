import { expect, it } from 'vitest';
import { type Known, readLook } from '../../src/judge/reading.ts';
import { cited, got } from './looks.ts';

const known: Known = { url: cited, kinds: ['link'] };
const elsewhere = 'https://new.example/list';

it('reads a look anew when its target turns out to be embedded as an image', () => {
  const look = got(200);
  const asLink = readLook(look, known);
  expect([asLink.reason, readLook(look, { ...known, kinds: ['link', 'image'] }).reason]).toEqual([
    'ok',
    'not-an-image',
  ]);
});

it('reads a look anew when the run shows where others of its host lead', () => {
  const look = got(200, { url: elsewhere, via: [[cited, 302]] });
  const alone = readLook(look, known);
  const among = readLook(look, { ...known, shared: { finalUrl: 5 } });
  expect([alone.reason, among.reason]).toEqual(['ok', 'soft-404']);
});

it('reads a look anew for another address', () => {
  const look = got(200, { url: elsewhere, via: [[cited, 301]] });
  const moved = readLook(look, known);
  expect([moved.status, readLook(look, { ...known, url: elsewhere }).status]).toEqual(['moved', 'alive']);
});

it('reads a look once as long as nothing else becomes known', () => {
  const look = got(200);
  expect(readLook(look, { ...known, kinds: ['link'] })).toBe(readLook(look, known));
});
