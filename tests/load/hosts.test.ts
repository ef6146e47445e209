import { describe, expect, test } from 'vitest';
import { runLoad } from './run.js';
import { hangingHosts, hangingLinks, type Scenario } from './scenarios.js';

const hostConcurrency = 4;
const run = (scenario: Scenario) => runLoad(scenario, { timeout: 3, retries: 1, hostConcurrency });

// Only Linux has all of 127/8 without being asked.
describe.runIf(process.platform === 'linux')('2,000 links on 200 hosts', () => {
  test('of which 2 % hang: they time out, all others are alive, and no host is pressed', async () => {
    const { wrong, peakPerHost } = await run(hangingLinks());
    expect(wrong).toEqual([]);
    expect(peakPerHost).toBeLessThanOrEqual(hostConcurrency);
  }, 120_000);

  test('on 2 % of the hosts: each is given up, and all others are alive', async () => {
    const { wrong, verdicts, peakPerHost, requests } = await run(hangingHosts());
    expect(wrong).toEqual([]);
    expect(verdicts).toMatchObject({ 'alive/ok': 1960 });
    expect(peakPerHost).toBeLessThanOrEqual(hostConcurrency);
    // Whoever was on its way to a host when it was given up is let through; nobody comes a third time.
    expect(requests).toBeLessThan(1960 + 2 * 40);
  }, 120_000);
});
