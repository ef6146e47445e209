// What the tools are asked, and what they should answer. Chance is seeded: every tool, and every run, meets the same web.

import { seeded } from '../load/scenarios.js';

/**
 * @typedef {'alive' | 'dead' | 'unsure'} Truth `unsure`: nobody can know, as the server never answers.
 */

/**
 * @typedef {object} PlannedLink
 * @property {number} host Which of the hosts.
 * @property {string} path
 * @property {'link' | 'image'} kind
 * @property {'page' | 'image' | 'missing' | 'moved' | 'hanging'} answer
 * @property {number} latencyMs Of each request.
 * @property {Truth} truth
 */

/**
 * @typedef {object} Plan
 * @property {readonly string[]} addresses A host is an address of 127/8, which on Linux all answer.
 * @property {readonly PlannedLink[]} links In the order in which they are cited.
 * @property {Readonly<Record<number, number>>} allowedPerSecond Hosts that answer 429 when more is asked of them.
 */

/**
 * @typedef {object} Size
 * @property {number} links
 * @property {number} hosts
 * @property {boolean} [latency] Without, every answer comes at once and none hangs.
 * @property {number} [seed]
 */

/** A lognormal, as response times are: its median in milliseconds, its spread, and where its long tail ends. */
const medianMs = 80;
const spread = 0.8;
const slowestMs = 3_000;

/** One host that everybody cites, and one that limits how often it may be asked. */
const hugeHost = { host: 0, share: 0.05 };
const limitingHost = { host: 1, perSecond: 10 };

/**
 * @param {Size} size
 * @returns {Plan}
 */
export function plan({ links, hosts, latency = true, seed = 1 }) {
  const random = seeded(seed);
  return {
    addresses: Array.from({ length: hosts }, (_, index) => `127.30.${Math.floor(index / 250)}.${(index % 250) + 1}`),
    links: Array.from({ length: links }, (_, index) => linkOf(index, { hosts, latency, random })),
    allowedPerSecond: latency ? { [limitingHost.host]: limitingHost.perSecond } : {},
  };
}

/**
 * @param {number} index
 * @param {{ hosts: number, latency: boolean, random: () => number }} circumstances
 * @returns {PlannedLink}
 */
function linkOf(index, { hosts, latency, random }) {
  const host = random() < hugeHost.share ? hugeHost.host : Math.floor(random() * hosts);
  const chance = random();
  const latencyMs = latency ? latencyOf(random) : 0;
  const common = { host, kind: /** @type {const} */ ('link'), latencyMs };
  // The host that limits, hangs never: its own rule is what it is there for.
  if (chance < 0.02 && latency && host !== limitingHost.host)
    return { ...common, path: `/hanging/${index}`, answer: 'hanging', truth: 'unsure' };
  if (chance < 0.05) return { ...common, path: `/missing/${index}`, answer: 'missing', truth: 'dead' };
  if (chance < 0.1) return { ...common, path: `/moved/${index}`, answer: 'moved', truth: 'alive' };
  if (chance < 0.2) return { ...common, kind: 'image', path: `/image/${index}.png`, answer: 'image', truth: 'alive' };
  return { ...common, path: `/page/${index}`, answer: 'page', truth: 'alive' };
}

/** @param {() => number} random */
function latencyOf(random) {
  // Box and Muller's way from two even chances to a normal one.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(slowestMs, Math.round(medianMs * Math.exp(spread * normal)));
}
