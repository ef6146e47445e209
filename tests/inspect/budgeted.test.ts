import { expect, test } from 'vitest';
import type { ArchiveTurn } from '../../src/inspect/archives.ts';
import { budgeted } from '../../src/inspect/budgeted.ts';
import type { Look } from '../../src/model/observation.ts';
import { answered, endOf, requestFor } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const { signal } = new AbortController();
const own = 'https://archive.test/web/2022/https://a.test/';

/** Looks at an address through the layer; the archive's turns take a second, or are refused. */
async function lookedAt(url: string, withheld?: string) {
  const clock = virtualClock();
  const probed: number[] = [];
  const heard: { look: Look; askedAt: number }[] = [];
  const turn: ArchiveTurn = {
    take: async () => {
      await clock.sleep(1000);
      return withheld;
    },
    heard: (look, askedAt) => void heard.push({ look, askedAt }),
  };
  const layer = budgeted({ clock, turnFor: (address) => (address === own ? turn : undefined) });
  const probe = layer(async (request) => {
    probed.push(clock.elapsed());
    return answered(request.url, { status: 429 });
  });
  return { look: await probe(requestFor(url), signal), probed, heard };
}

test('an archive’s own address waits for its turn, and the archive hears what came of it', async () => {
  const { look, probed, heard } = await lookedAt(own);
  expect(probed).toEqual([1000]);
  expect(heard).toEqual([{ look, askedAt: 1000 }]);
});

test('where the archive is not to be asked any more, it is not looked at', async () => {
  const { look, probed, heard } = await lookedAt(own, 'not asked: it had told us twice to stop');
  expect(probed).toEqual([]);
  expect(heard).toEqual([]);
  expect(endOf(look)).toBe('held-too-long');
});

test('any other address waits for nobody', async () => {
  expect((await lookedAt('https://a.test/')).probed).toEqual([0]);
});
