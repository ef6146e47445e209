import { once } from 'node:events';
import { Resolver } from 'node:dns/promises';
import { type IncomingMessage, get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Address, Answer } from '../../fixtures/web/answers.js';
import { type ServedWeb, serveWeb } from '../../fixtures/web/serve.js';
import { web } from '../../fixtures/web/web.js';

let served: ServedWeb;
beforeAll(async () => {
  served = await serveWeb(web);
});
afterAll(() => served.close());

/** Asks the served web as a program would that has its own idea of where hosts are. */
async function ask(address: string): Promise<IncomingMessage & { readonly content: Buffer }> {
  const { protocol, hostname, pathname, search } = new URL(address);
  const [get, port] = protocol === 'https:' ? [getSecure, served.httpsPort] : [getPlain, served.httpPort];
  const request = get({
    host: '127.0.0.1',
    port,
    path: pathname + search,
    headers: { host: hostname },
    servername: hostname,
    ca: served.caPem,
    agent: false,
  });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return Object.assign(response, { content: await buffer(response) });
}

const firstAnswer = ({ now }: Address): Answer | undefined => [now ?? []].flat()[0];
const namesOfTrouble = Object.keys(web.names ?? {});
const answering = Object.entries(web.addresses).filter(([url, address]) => {
  const { hostname } = new URL(url);
  const answers = firstAnswer(address)?.fault === undefined && firstAnswer(address) !== undefined;
  return answers && !namesOfTrouble.includes(hostname) && web.certificates?.[hostname] === undefined;
});

describe('the served web', () => {
  test.each(answering)('%s answers what is written down', async (url, address) => {
    const { status = 200, headers = {}, body = '' } = firstAnswer(address) ?? {};
    const response = await ask(url);
    expect(response.statusCode).toBe(status);
    expect(response.headers).toMatchObject(headers);
    expect(response.content).toStrictEqual(Buffer.from(body));
  });

  test('gives several answers in turn, and then the last one again', async () => {
    const own = await serveWeb({
      addresses: { 'http://turns.example/': { now: [{ status: 429 }, { status: 200 }] } },
    });
    const statuses = [];
    for (const _ of [1, 2, 3]) {
      const request = getPlain({
        port: own.httpPort,
        host: '127.0.0.1',
        headers: { host: 'turns.example' },
        agent: false,
      });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.resume();
      statuses.push(response.statusCode);
    }
    await own.close();
    expect(statuses).toEqual([429, 200, 200]);
    expect(own.log.map(({ scheme, host, method, path }) => [scheme, host, method, path])).toEqual(
      Array.from({ length: 3 }, () => ['http', 'turns.example', 'GET', '/']),
    );
  });

  test('says 404 where nothing is written down', async () => {
    expect(await ask('https://www.dw.com/nowhere')).toMatchObject({ statusCode: 404 });
  });

  test('shows an expired certificate where one is written down', async () => {
    await expect(ask('https://www.haijiao-club.example/log/2019')).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  });

  test('breaks off where that is written down', async () => {
    await expect(ask('http://www.duanxian.example/a.html')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('never answers where that is written down', async () => {
    const request = getPlain({
      host: '127.0.0.1',
      port: served.httpPort,
      path: '/archive',
      headers: { host: 'www.manman-server.example' },
      agent: false,
    });
    let answered = false;
    request.on('response', () => (answered = true)).on('error', () => {});
    await expect.poll(() => served.log.map(({ host }) => host)).toContain('www.manman-server.example');
    await ask('http://www.bbc.com/nowhere');
    expect(answered).toBe(false);
    request.destroy();
  });

  test.each([
    ['a host of the web', 'www.dw.com', ['127.0.0.1']],
    ['the archive', 'web.archive.org', ['127.0.0.1']],
    ['a name that is gone', 'www.luwang-zine.example', 'ENOTFOUND'],
    ['a name that nobody wrote down', 'www.elsewhere.example', 'ENOTFOUND'],
    ['a name whose server is broken', 'www.fangyan-dict.example', 'ESERVFAIL'],
  ])('its name server knows %s', async (_, name, answer) => {
    const resolver = new Resolver({ tries: 1 });
    resolver.setServers([served.dnsServer]);
    expect(await resolver.resolve4(name).catch((error: NodeJS.ErrnoException) => error.code)).toEqual(answer);
  });
});

describe('the archive of the served web', () => {
  const cited = 'https://www.aljazeera.com/news/2022/1/5/lakeside-railway-museum-reopens-after-repairs';
  const playback = (path: string) => ask(`${served.archiveUrl}/web/${path}`);
  const index = async (query: Record<string, string>) => {
    const response = await ask(`${served.archiveUrl}/cdx/search/cdx?${new URLSearchParams(query).toString()}`);
    return {
      response,
      rows: response.content.length > 0 ? (JSON.parse(response.content.toString()) as string[][]) : [],
    };
  };

  test('leads from a day to the nearest capture', async () => {
    const { statusCode, headers } = await playback(`20220106120005id_/${cited}`);
    expect(statusCode).toBe(302);
    expect(headers['location']).toBe(`https://web.archive.org/web/20220106120000id_/${cited}`);
    expect(headers['memento-datetime']).toBeUndefined();
  });

  test('plays a capture back and dates it', async () => {
    const { statusCode, headers } = await playback(`20220106120000id_/${cited}`);
    expect(statusCode).toBe(200);
    expect(headers['memento-datetime']).toBe('Thu, 06 Jan 2022 12:00:00 GMT');
  });

  test('takes http and https, with www and without, as one address', async () => {
    const { statusCode } = await playback(`20220106120000id_/${cited.replace('https://www.', 'http://')}`);
    expect(statusCode).toBe(200);
  });

  test('plays an archived error back with the status of its day', async () => {
    const { statusCode, headers } = await playback('20240101000000id_/https://www.bbc.com/news/world-65900002');
    expect(statusCode).toBe(404);
    expect(headers['memento-datetime']).toBe('Mon, 01 Jan 2024 00:00:00 GMT');
  });

  test.each([
    ['an address it never saw', 'https://www.comet.example/observers', 404],
    ['an address it can’t be asked for just now', 'https://www.comet.example/orbit', 503],
    ['an address it may not show', 'https://blog.tianqiao.example/posts/42', 200],
  ])('answers for %s without a capture', async (_, url, status) => {
    const { statusCode, headers } = await playback(`20241002id_/${url}`);
    expect(statusCode).toBe(status);
    expect(headers['memento-datetime']).toBeUndefined();
  });

  test('lists captures by their distance from a moment', async () => {
    const { rows } = await index({
      url: cited,
      output: 'json',
      fl: 'timestamp,statuscode',
      sort: 'closest',
      closest: '20220106110000',
      limit: '1',
    });
    expect(rows).toEqual([
      ['timestamp', 'statuscode'],
      ['20220106120000', '200'],
    ]);
  });

  test('leaves out of its list what the question filters', async () => {
    const { rows } = await index({
      url: 'https://www.bbc.com/news/world-65900002',
      output: 'json',
      filter: String.raw`!statuscode:[45]\d\d`,
    });
    expect(rows).toEqual([]);
  });

  test('refuses to list what it may not show', async () => {
    const { response } = await index({ url: 'https://blog.tianqiao.example/posts/42', output: 'json' });
    expect(response.statusCode).toBe(403);
    expect(response.headers['x-archive-wayback-runtime-error']).toContain('AdministrativeAccessControlException');
  });
});
