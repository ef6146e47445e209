import { hash, randomBytes } from 'node:crypto';

/** Finds addresses by their numbers, of which there may be millions. */
export interface AddressIndex {
  readonly size: number;
  /** The number under which an address was added. */
  find(address: string): number | undefined;
  /** Adds one that is not there yet. Gives its number: they count up from 0. */
  add(address: string): number;
}

const firstCapacity = 1024;
const nobody = -1;

/**
 * A hash table with open addressing that holds no address: `addressOf` tells the one with a number, and is asked only where 32 bits
 * of both are the same. A `Map` would keep a million strings, and all that the collector of garbage adds for what it has to go
 * through; here an address costs some 12 bytes.
 */
export function createAddressIndex(addressOf: (number: number) => string, hashOf = salted()): AddressIndex {
  let hashes = new Uint32Array(firstCapacity);
  let slots = new Int32Array(2 * firstCapacity).fill(nobody);
  let size = 0;

  /** Where it stands, or would. */
  const slotOf = (code: number, address: string | undefined): number => {
    const mask = slots.length - 1;
    for (let slot = code & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot] ?? nobody;
      if (number === nobody) return slot;
      if (address !== undefined && hashes[number] === code && addressOf(number) === address) return slot;
    }
  };
  const grow = (): void => {
    const old = hashes;
    hashes = new Uint32Array(2 * old.length);
    hashes.set(old);
    slots = new Int32Array(2 * hashes.length).fill(nobody);
    for (let number = 0; number < size; number += 1) slots[slotOf(hashes[number] ?? 0, undefined)] = number;
  };

  return {
    get size() {
      return size;
    },
    find(address) {
      const number = slots[slotOf(hashOf(address), address)] ?? nobody;
      return number === nobody ? undefined : number;
    },
    add(address) {
      if (size === hashes.length) grow();
      const code = hashOf(address);
      slots[slotOf(code, undefined)] = size;
      hashes[size] = code;
      size += 1;
      return size - 1;
    },
  };
}

/** 32 bits of a text, other ones in each run: nobody can write a document whose addresses are all in each other's way. */
function salted(): (text: string) => number {
  const salt = randomBytes(8).toString('hex');
  return (text) => hash('sha256', salt + text, 'buffer').readUInt32LE();
}
