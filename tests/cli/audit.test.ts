import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { createAuthority } from '../servers/certificates.ts';
import { serveHttp, serveTls } from '../servers/http-server.ts';
import type { SeenRequest } from '../servers/served.ts';
import { serveWayback, type StagedPage } from '../servers/wayback.ts';
import { articles, type JsonReport } from './articles.ts';
import { folder, forThisTest, run } from './program.ts';

/** A GIF of 640 × 400, as its header says. */
const gif = Buffer.from('R0lGODlhgAKQAYAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** What the hosts answer, by a part of the address; every other page is there. */
const special = { c_1211370042: 404, p1harbour01: 403, 'society.example/': 301 } as const;
const verdicts = { 200: 'alive', 301: 'moved', 403: 'unsure', 404: 'dead' } as const;

const statusAt = (address: string): keyof typeof verdicts =>
  Object.entries(special).find(([part]) => address.includes(part))?.[1] ?? 200;

const isPicture = (address: string): boolean => /\.(?:gif|jpg)$|pictures|googleusercontent/.test(address);

const answer: RequestListener = ({ url = '/', headers: { host = '' } }, response) => {
  const status = statusAt(`${host}${url}`);
  if (status === 301 && url === '/') {
    response.writeHead(301, { location: '/home' }).end();
  } else if (status === 403 || status === 404) {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<title>No</title>');
  } else if (isPicture(`${host}${url}`)) {
    response.writeHead(200, { 'content-type': 'image/gif' }).end(gif);
  } else {
    const text = `The text of ${url} at ${host}. `.repeat(30);
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>${host}${url}</title>${text}`);
  }
};

/** Every request by its address. */
const addresses = (scheme: string, requests: readonly SeenRequest[]): readonly string[] =>
  requests.map(({ headers, path }) => {
    const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
    return `${scheme}://${host}${path}`;
  });

/** The captures of the article's addresses: most have one near its day, one has none, one may not be shown. */
const capturesOf = (urls: readonly string[]): Readonly<Record<string, StagedPage>> =>
  Object.fromEntries(urls.map((url, index) => [url, index === 4 ? [] : index === 9 ? 'excluded' : [captureOf(url)]]));

const captureOf = (url: string) => ({
  at: '20220107120000',
  ...(isPicture(url) && { body: gif, headers: { 'content-type': 'image/gif' } }),
});

/** Serves the article's web and its archive, audits it twice in a row, and tells what was said and what was asked. */
async function auditTwice(path: string) {
  const listed = await run(['--list', '-f', 'json', path]);
  const urls = (JSON.parse(listed.stdout) as JsonReport).targets.map(({ url }) => url);
  const authority = await createAuthority();
  const pair = await authority.issue({ names: [...new Set(urls.map((url) => new URL(url).hostname))] });
  const cwd = await folder({ 'authority.pem': authority.ca });
  const plain = forThisTest(await serveHttp(answer));
  const secure = forThisTest(await serveTls(answer, { pair }));
  const wayback = forThisTest(await serveWayback({ pages: capturesOf(urls) }));
  const leading = ['*:80:127.0.0.1', '*:443:127.0.0.1'].flatMap((override) => ['--resolve', override]);
  const flags = ['--allow-private', ...leading, '--ca-file', 'authority.pem', '--wayback-url', wayback.base];
  const env = { PORTS: JSON.stringify({ 80: plain.port, 443: secure.port }) };

  const once = async () => {
    const before = [plain, secure, wayback].map(({ requests }) => requests.length);
    const args = [path, '-f', 'json', '--cited-at', '2022-01-06', ...flags];
    const { code, stdout, stderr } = await run(args, { cwd, env, preload: 'ports.js' });
    expect({ code, stderr }).toEqual({ code: stdout.includes('"severity": "error"') ? 1 : 0, stderr: '' });
    const [http, https, archive] = [plain, secure, wayback].map(({ requests }, index) =>
      requests.slice(before[index]),
    ) as [SeenRequest[], SeenRequest[], SeenRequest[]];
    return {
      text: stdout,
      report: JSON.parse(stdout) as JsonReport,
      web: [...addresses('http', http), ...addresses('https', https)],
      archive: archive.map((request) => request.path),
    };
  };
  return { urls, first: await once(), second: await once(), overruns: wayback.overruns() };
}

const withoutTimes = (text: string): string =>
  text.replaceAll(/"(?:startedAt|finishedAt|at)": "[^"]*"|"durationMs": \d+/g, '"time"');

describe.each(articles)('an audit of $name against its web', ({ path }) => {
  test('tells of every target verdict, evidence, archive and outlook, and asks each question once', async () => {
    const { urls, first, second, overruns } = await auditTwice(path);
    const { report } = first;

    expect(report).toMatchObject({ complete: true, mode: 'audit', summary: { links: 16, targets: 15 } });
    expect(report.targets.map(({ url, status }) => [url, status])).toEqual(
      urls.map((url) => [url, verdicts[statusAt(url)]]),
    );
    for (const { url, reason, evidence, outlook, observation, archive } of report.targets) {
      expect({ url, reason, outlook, observation, archive }).toMatchObject({
        reason: expect.stringMatching(/^(?:ok|permanent-redirect|not-found|blocked)$/),
        outlook: expect.stringMatching(/^(?:safe|at-risk|recoverable)$/),
        archive: { state: expect.stringMatching(/^(?:captured|none|excluded)$/) },
      });
      expect(evidence.length, url).toBeGreaterThan(0);
    }
    expect(report.summary.archive).toMatchObject({ captured: 13, none: 1, excluded: 1 });

    expect(withoutTimes(second.text)).toBe(withoutTimes(first.text));

    for (const { web, archive } of [first, second]) {
      // Whoever is called dead was asked once more; what moved was asked at both addresses.
      const dead = report.targets.filter(({ status }) => status === 'dead').map(({ url }) => url);
      const moved = report.targets.filter(({ status }) => status === 'moved').map(({ url }) => `${url}home`);
      expect(web.toSorted()).toEqual([...urls, ...dead, ...moved].toSorted());
      expect(archive.toSorted()).toEqual([...new Set(archive)].toSorted());
    }
    expect(overruns).toBe(0);

    const schema = JSON.parse(
      await readFile(new URL('../../dist/report.schema.json', import.meta.url), 'utf8'),
    ) as object;
    const ajv = new Ajv2020({ allErrors: true, strictRequired: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    validate(report);
    expect(validate.errors).toBeNull();
  });
});
