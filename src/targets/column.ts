/** A row of numbers that grows, of which there may be millions. */
export interface Column {
  readonly length: number;
  push(value: number): void;
  /** `undefined` where there is none. */
  at(index: number): number | undefined;
  /** Throws `RangeError` where there is none to be replaced. */
  set(index: number, value: number): void;
}

const firstCapacity = 1024;

/**
 * Makes one that has its numbers outside of the heap: V8 lets a heap grow to several times of what lives on it before it collects
 * garbage, so that each byte of a plain array would cost that much memory.
 *
 * @param Numbers What its numbers are: `Float64Array` for places and counts (whole up to 2^53), the others for so many bits.
 */
export function createColumn(Numbers: typeof Float64Array | typeof Uint32Array | typeof Uint8Array): Column {
  let numbers = new Numbers(firstCapacity);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === numbers.length) {
        const old = numbers;
        numbers = new Numbers(2 * old.length);
        numbers.set(old);
      }
      numbers[length] = value;
      length += 1;
    },
    at: (index) => (index < length ? numbers[index] : undefined),
    set(index, value) {
      if (index >= length) throw new RangeError(`A column of ${length} has no place ${index}.`);
      numbers[index] = value;
    },
  };
}
