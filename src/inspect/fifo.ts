/** First in, first out; to take one costs the same however many wait (`Array.shift` moves all of a long array). */
export interface Fifo<Item> {
  readonly size: number;
  add(item: Item): void;
  take(): Item | undefined;
}

/** So many places that were taken are given back at once. */
const slack = 1024;

export function createFifo<Item>(): Fifo<Item> {
  let items: (Item | undefined)[] = [];
  let head = 0;
  return {
    get size() {
      return items.length - head;
    },
    add: (item) => void items.push(item),
    take() {
      if (head === items.length) return undefined;
      const item = items[head];
      items[head] = undefined;
      head += 1;
      if (head === items.length || (head >= slack && head * 2 >= items.length)) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
  };
}
