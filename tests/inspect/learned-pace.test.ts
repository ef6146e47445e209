import { expect, test } from 'vitest';
import { httpProbe } from '../../src/inspect/http-probe.ts';
import { polite } from '../../src/inspect/politeness.ts';
import { layered } from '../../src/inspect/probe.ts';
import { retried } from '../../src/inspect/retried.ts';
import { inlineParsing } from '../../src/node/parsing.ts';
import type { Http } from '../../src/world.ts';
import { asking, untilEnd } from '../node/asking.ts';
import { serveHttp } from '../servers/http-server.ts';
import { endOf, requestFor } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

test.each([
  ['says for how long to wait', { 'retry-after': '1' }],
  ['does not say', {}],
])('a server of five requests a second that %s serves 40 links in 8.5 s and 48 requests', async (_name, headers) => {
  let underWay = 0;
  // Time stands still while anything is on the wire.
  const clock = virtualClock({ busy: () => underWay > 0 });
  let second = -1;
  let count = 0;
  const server = await untilEnd(
    serveHttp((_request, response) => {
      const now = Math.floor(clock.now() / 1000);
      if (now !== second) [second, count] = [now, 0];
      count += 1;
      if (count > 5) response.writeHead(429, headers).end();
      else response.writeHead(200, { 'content-type': 'text/plain' }).end('text');
    }),
  );
  const { http } = asking(server);
  const watched: Http = {
    ...http,
    async exchange(request, signal) {
      underWay += 1;
      try {
        return await http.exchange(request, signal);
      } finally {
        underWay -= 1;
      }
    },
  };
  const probe = layered(
    httpProbe({ clock, http: watched, parsing: inlineParsing(), headersFor: () => ({}) }),
    polite({ clock, concurrency: 256, hostConcurrency: 4, hostIntervalMs: 50 }),
    retried({ clock, retries: 2, random: () => 0.5 }),
  );
  const { signal } = new AbortController();
  const looks = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      probe(requestFor(`http://a.test/${index}`, { addresses: ['127.0.0.1'] }), signal),
    ),
  );
  expect(looks.map(endOf)).toEqual(looks.map(() => 200));
  expect(server.requests.length).toBeLessThanOrEqual(48);
  expect(clock.elapsed()).toBeLessThanOrEqual(8500);
});
