import { expect, test } from 'vitest';
import { createAddressIndex } from '../../src/targets/address-index.ts';

/** An index over addresses that are at hand. */
function staged(hashOf?: (text: string) => number) {
  const addresses: string[] = [];
  let asked = 0;
  const index = createAddressIndex((number) => {
    asked += 1;
    return addresses[number] ?? '';
  }, hashOf);
  const add = (address: string): number => {
    const number = index.add(address);
    addresses[number] = address;
    return number;
  };
  return { index, add, asked: () => asked };
}

test('finds every address under its number, and no other, however many there are', () => {
  const { index, add, asked } = staged();
  const address = (number: number): string => `https://a${number % 7}.example/${number}`;
  for (let number = 0; number < 20_000; number += 1) {
    expect(index.find(address(number))).toBeUndefined();
    expect(add(address(number))).toBe(number);
  }
  // Nearly nobody was asked for an address, as no two of them look alike.
  expect(asked()).toBeLessThan(20);
  for (const number of [0, 1023, 1024, 12_345, 19_999]) expect(index.find(address(number))).toBe(number);
});

test('tells addresses apart whose hashes are the same', () => {
  const { index, add } = staged(() => 7);
  const addresses = Array.from({ length: 2000 }, (_, number) => `https://a.example/${number}`);
  expect(addresses.map(add)).toEqual([...addresses.keys()]);
  expect([0, 999, 1999].map((number) => index.find(addresses[number] ?? ''))).toEqual([0, 999, 1999]);
  expect(index.find('https://b.example/')).toBeUndefined();
});
