import { onTestFinished, expect, test } from 'vitest';
import { startNameServer } from '../support/name-server.ts';
import { runLoad } from './run.js';
import { names } from './scenarios.js';

// Only Linux has all of 127/8 without being asked.
test.runIf(process.platform === 'linux')(
  'a slow name server, and names that it never answers for, make no healthy link anything but alive',
  async () => {
    const { scenario, addressOf } = names();
    const server = await startNameServer(
      (type, name) => {
        const data = addressOf(name);
        if (data === undefined) return 'silence';
        return type === 'A' ? [{ type: 'A', name, ttl: 60, data }] : 'ok';
      },
      { delayMs: 100 },
    );
    onTestFinished(() => server.close());
    const { wrong, verdicts } = await runLoad(scenario, {
      timeout: 5,
      retries: 0,
      hostConcurrency: 4,
      dnsServers: [server.address],
    });
    expect(wrong).toEqual([]);
    expect(verdicts).toEqual({ 'alive/ok': 970, 'unsure/dns': 30 });
    // One question a name, and those without an answer are asked again by the resolver.
    expect(new Set(server.questions).size).toBe(1000);
  },
  60_000,
);
