/**
 * What is fuzzed: where its inputs come from, and what must be true of each.
 *
 * @template Input
 * @typedef {object} FuzzTarget
 * @property {import('fast-check').Arbitrary<Input>} inputs
 * @property {number} batch How many inputs one of these holds: what waits for sockets takes many at once.
 * @property {(input: Input) => void | Promise<void>} check Throws for what may not be.
 * @property {() => Promise<void>} [close] Lets go of what would keep a process alive.
 */

/**
 * @template Input
 * @param {FuzzTarget<Input>} target
 * @returns {FuzzTarget<Input>}
 */
export const fuzzTarget = (target) => target;

/**
 * @param {unknown} fact
 * @param {string} claim What is true, if the fact is.
 * @returns {asserts fact}
 */
export function must(fact, claim) {
  if (!fact) throw new Error(`It is not true that ${claim}`);
}
