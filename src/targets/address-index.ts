import { hash, randomBytes } from 'node:crypto';
import { createColumn } from './column.ts';

/** Finds addresses by their numbers, of which there may be millions. */
export interface AddressIndex {
  /** The number under which an address was added. */
  find(address: string): number | undefined;
  /** Adds one that is not there yet. Gives its number: they count up from 0. */
  add(address: string): number;
}

const firstSlots = 2048;
const nobody = -1;

/**
 * A hash table with open addressing that holds no address: `addressOf` tells the one with a number, and is asked only where 32 bits
 * of both are the same. A `Map` would keep a million strings, and all that the collector of garbage adds for what it has to go
 * through; here an address costs some 12 bytes.
 */
export function createAddressIndex(addressOf: (number: number) => string, hashOf = salted()): AddressIndex {
  const hashes = createColumn(Uint32Array);
  let slots = new Int32Array(firstSlots).fill(nobody);

  /** Where it stands, or would. */
  const slotOf = (code: number, address: string | undefined): number => {
    const mask = slots.length - 1;
    for (let slot = code & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot] ?? nobody;
      if (number === nobody) return slot;
      if (address !== undefined && hashes.at(number) === code && addressOf(number) === address) return slot;
    }
  };
  const grow = (): void => {
    slots = new Int32Array(2 * slots.length).fill(nobody);
    for (let number = 0; number < hashes.length; number += 1) slots[slotOf(hashes.at(number) ?? 0, undefined)] = number;
  };

  return {
    find(address) {
      const number = slots[slotOf(hashOf(address), address)] ?? nobody;
      return number === nobody ? undefined : number;
    },
    add(address) {
      const number = hashes.length;
      // Half of the slots stay free, or ways through them grow long.
      if (2 * number === slots.length) grow();
      const code = hashOf(address);
      slots[slotOf(code, undefined)] = number;
      hashes.push(code);
      return number;
    },
  };
}

/** 32 bits of a text, other ones in each run: nobody can write a document whose addresses are all in each other's way. */
function salted(): (text: string) => number {
  const salt = randomBytes(8).toString('hex');
  return (text) => hash('sha256', salt + text, 'buffer').readUInt32LE();
}
