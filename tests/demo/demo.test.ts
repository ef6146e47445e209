import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

/** Loaded before the demo: any connection to elsewhere, and any name asked of the system, ends it. */
const onlyLoopback = `
  import dns from 'node:dns';
  import { syncBuiltinESMExports } from 'node:module';
  import net from 'node:net';
  const { connect } = net.Socket.prototype;
  const { lookup } = dns;
  net.Socket.prototype.connect = function (...args) {
    const [first] = args.flat();
    const host = typeof first === 'object' ? first.host : args[1];
    if (host !== '127.0.0.1') throw new Error('dialled ' + host);
    return connect.apply(this, args);
  };
  dns.lookup = (host, ...rest) => {
    if (net.isIP(host) === 0) throw new Error('looked up ' + host);
    return lookup(host, ...rest);
  };
  syncBuiltinESMExports();
`;

describe('the demo', () => {
  let shown = '';
  beforeAll(async () => {
    const demo = fileURLToPath(new URL('../../fixtures/demo.js', import.meta.url));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(onlyLoopback)}`, demo],
      { cwd: fileURLToPath(new URL('../../', import.meta.url)), env: { ...process.env, FORCE_COLOR: '0' } },
    );
    shown = stripVTControlCharacters(stdout);
  }, 60_000);

  test('shows what a user would type', () => {
    expect(shown).toMatch(/^\$ audit-links fixtures\/articles /);
  });

  test('shows every status and every outlook', () => {
    expect(shown).toContain('That was every status (6) and every outlook (5), in ');
  });

  test('shows every article', () => {
    for (const name of ['lakeside-railway', 'tidal-flat-birds', 'reservoir-levels', 'links-that-left', 'comet-watch']) {
      expect(shown).toContain(name);
    }
  });
});
