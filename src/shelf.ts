/** Puts plain data away until it is asked for. */
export interface Shelf<Item> {
  /** Gives the place where it is found again. */
  put(item: Item): number;
  get(place: number): Item;
}

/** A shelf that has all of its data at hand. */
export function memoryShelf<Item>(): Shelf<Item> {
  const items: Item[] = [];
  return {
    put: (item) => items.push(item) - 1,
    get(place) {
      const item = items[place];
      if (item === undefined) throw new RangeError(`There is nothing at place ${place}.`);
      return item;
    },
  };
}
