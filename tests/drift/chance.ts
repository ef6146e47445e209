/** Chance that is the same for the same seed: numbers from 0 up to 1 (mulberry32). */
export type Chance = () => number;

export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const among = (chance: Chance, from: number, to: number): number =>
  from + Math.floor(chance() * (to - from + 1));

export function oneOf<Item>(chance: Chance, items: readonly Item[]): Item {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

/** So many different places of a list, by index. */
export const places = (chance: Chance, count: number, length: number): ReadonlySet<number> =>
  new Set(
    Array.from({ length }, (_, index) => ({ index, rank: chance() }))
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, count)
      .map(({ index }) => index),
  );
