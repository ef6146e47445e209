import { expect, test } from 'vitest';
import { folder, run } from './program.ts';

const printed = async (files: Readonly<Record<string, string>>, ...args: string[]) => {
  const cwd = await folder(files);
  const { code, stdout, stderr } = await run(['--print-config', ...args], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Readonly<Record<string, { readonly value: unknown; readonly from: string }>>;
};

test('--print-config tells every option, its value and where it comes from', async () => {
  const files = { 'audit-links.config.json': '{ "timeout": 7, "retries": 4, "exclude": ["a.example"] }' };
  const config = await printed(files, '--timeout', '3', '-f', 'json');
  expect(config).toMatchObject({
    timeout: { value: 3, from: 'command line' },
    format: { value: ['json'], from: 'command line' },
    retries: { value: 4, from: 'audit-links.config.json' },
    exclude: { value: ['a.example'], from: 'audit-links.config.json' },
    concurrency: { value: 256, from: 'default' },
    userAgent: { value: null, from: 'default' },
  });
});

test.each([
  ['audit-links.config.json', '\u{FEFF}{ "$schema": "./x.json", "retries": 4 }', []],
  ['audit-links.config.yaml', '# slow hosts\nretries: 4\n', []],
  ['audit-links.config.yml', 'retries: 4', []],
  ['package.json', '{ "name": "a-blog", "audit-links": { "retries": 4 } }', []],
  ['tools/links.yaml', 'retries: 4', ['--config', 'tools/links.yaml']],
])('%s is a configuration file', async (name, text, flags) => {
  expect((await printed({ [name]: text }, ...flags))['retries']).toEqual({ value: 4, from: name });
});

test('--no-config leaves it aside', async () => {
  const config = await printed({ 'audit-links.config.json': '{ "retries": 4 }' }, '--no-config');
  expect(config['retries']).toEqual({ value: 2, from: 'default' });
});

test('a configuration that is code is not run', async () => {
  const code = 'process.stdout.write("run"); process.exit(9);';
  const config = await printed({ 'audit-links.config.js': code, 'audit-links.config.mjs': code });
  expect(config['retries']).toEqual({ value: 2, from: 'default' });
});

test.each([
  ['an unknown key', '{ "timout": 3 }', 'there is no option “timout”; did you mean “timeout”?'],
  ['a value of the wrong kind', '{ "timeout": "soon" }', 'audit-links.config.json, “timeout”: invalid input'],
  ['what widens our rights', '{ "allowPrivate": true }', 'Give --allow-private on the command line.'],
  ['a place to write to', '{ "format": ["json:x"] }', 'Give --format name:path on the command line.'],
  ['a prototype', '{ "__proto__": { "retries": 4 } }', 'there is no option “__proto__”'],
  ['no JSON', '{', "audit-links.config.json can't be read"],
])('a configuration file with %s ends with 2 and a sentence', async (_, text, sentence) => {
  const cwd = await folder({ 'audit-links.config.json': text, 'a.md': 'no links' });
  const { code, stdout, stderr } = await run(['a.md'], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^audit-links: /);
  expect(stderr).toContain(sentence);
});

test('what a configuration file says does not reach the terminal raw', async () => {
  const cwd = await folder({ 'audit-links.config.json': JSON.stringify({ '\u001B]0;owned\u0007': 1 }), 'a.md': '' });
  const { code, stderr } = await run(['a.md'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(String.raw`\u{001B}]0;owned\u{0007}`);
});
