// What is asked of the program under load. Chance is seeded: every run asks the same.

/**
 * @typedef {object} LoadLink
 * @property {string} url
 * @property {readonly string[]} allowed The verdicts, as `status/reason`, that are right.
 */

/**
 * @typedef {object} Scenario
 * @property {string} title
 * @property {readonly string[]} addresses The hosts that are served.
 * @property {readonly LoadLink[]} links
 */

const hostCount = 200;
const linksPerHost = 10;

/** Milliseconds that a host takes: a lognormal, of which one in a hundred is five times the median and more. */
const medianMs = 80;
const spread = 0.8;

const addresses = Array.from({ length: hostCount }, (_, index) => `127.20.0.${index + 1}`);
const alive = ['alive/ok'];
const hanging = ['unsure/timeout'];
/** Some links of a host that answers nobody are given up without being asked. */
const givenUp = ['unsure/timeout', 'unsure/refused'];

/** Two links of a hundred never answer, on hosts that are well otherwise. */
export const hangingLinks = () => {
  const random = seeded(1);
  return scenario('2 % of the links hang', () => (random() < 0.02 ? 'hang' : waiting(random)));
};

/** Two hosts of a hundred never answer. */
export const hangingHosts = () => {
  const random = seeded(2);
  return scenario('2 % of the hosts hang', (host) => (host % 50 === 7 ? 'dead host' : waiting(random)));
};

/** Pages of a size that keeps a parser busy. */
export const heavyPages = () => {
  const random = seeded(3);
  return scenario('2,000 pages of 20 kB', () => waiting(random), '?kb=20');
};

/** A thousand links on a thousand names, of which three in a hundred have name servers that never answer. */
export const names = () => {
  /** @type {Map<string, string>} */
  const known = new Map();
  const links = Array.from({ length: 1_000 }, (_, index) => {
    const name = `site-${index}.example.test`;
    const silent = index % 100 < 3;
    if (!silent) known.set(name, addresses[index % hostCount] ?? '');
    return { url: `http://${name}/wait-${medianMs}/${index}`, allowed: silent ? ['unsure/dns'] : alive };
  });
  return {
    scenario: { title: '1,000 names, 3 % without an answer', addresses, links },
    /** @param {string} name */
    addressOf: (name) => known.get(name),
  };
};

/**
 * @param {string} title
 * @param {(host: number) => number | 'hang' | 'dead host'} manner
 * @returns {Scenario}
 */
function scenario(title, manner, query = '') {
  const links = Array.from({ length: hostCount * linksPerHost }, (_, index) => {
    const host = index % hostCount;
    const how = manner(host);
    const path = typeof how === 'number' ? `wait-${how}` : 'hang';
    const allowed = typeof how === 'number' ? alive : how === 'hang' ? hanging : givenUp;
    return { url: `http://${addresses[host]}/${path}/${index}${query}`, allowed };
  });
  return { title, addresses, links };
}

/** @param {() => number} random */
function waiting(random) {
  // Box and Muller's way from two even chances to a normal one.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(1_000, Math.round(medianMs * Math.exp(spread * normal)));
}

/**
 * Even chances in [0, 1) that are the same each time: the linear congruential generator of Numerical Recipes.
 *
 * @param {number} seed
 * @returns {() => number}
 */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
