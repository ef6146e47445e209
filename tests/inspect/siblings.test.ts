import { expect, test } from 'vitest';
import type { ProbeRequest } from '../../src/inspect/probe.ts';
import { siblingsOnce } from '../../src/inspect/siblings.ts';
import { answered, requestFor } from '../support/looks.ts';

const { signal } = new AbortController();

function setup() {
  const asked: ProbeRequest[] = [];
  const probe = siblingsOnce()(async (request) => {
    asked.push(request);
    return answered(request.url);
  });
  return { asked, look: (url: string, more: Partial<ProbeRequest>) => probe(requestFor(url, more), signal) };
}

test('a made-up address is asked for once, at once and later, and all get the same look', async () => {
  const { asked, look } = setup();
  const made = () => look('https://a.test/made-up', { purpose: 'sibling' });
  const [one, other] = await Promise.all([made(), made()]);
  const later = await made();
  expect(asked.length).toBe(1);
  expect(other).toBe(one);
  expect(later).toBe(one);
});

test('another made-up address is another question', async () => {
  const { asked, look } = setup();
  await look('https://a.test/made-up', { purpose: 'sibling' });
  await look('https://b.test/made-up', { purpose: 'sibling' });
  expect(asked.length).toBe(2);
});

test.each(['first', 'confirm', 'site', 'hotlink'] as const)('a %s look is nobody else’s', async (purpose) => {
  const { asked, look } = setup();
  await look('https://a.test/', { purpose });
  await look('https://a.test/', { purpose });
  expect(asked.length).toBe(2);
});

test('who leaves does not take the look away from the others', async () => {
  const leaving = new AbortController();
  let answer = (): void => {};
  const probe = siblingsOnce()(async ({ url }) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return answered(url);
  });
  const request = requestFor('https://a.test/made-up', { purpose: 'sibling' });
  const left = probe(request, leaving.signal);
  const stays = probe(request, signal);
  leaving.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  answer();
  expect((await stays).end.type).toBe('answer');
});
