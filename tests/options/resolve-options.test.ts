import { expect, onTestFinished, test, vi } from 'vitest';
import { readConfig } from '../../src/options/config-file.ts';
import { completeOptions, resolveOptions } from '../../src/options/resolve-options.ts';

const files = (texts: Record<string, string>) => async (path: string) => texts[path];

test('a flag wins over the file, and the file over the default', () => {
  const { options, origins } = resolveOptions(
    { retries: '1' },
    { path: 'audit-links.config.json', values: { retries: 3, concurrency: 9 } },
  );
  expect(options).toMatchObject({ retries: 1, concurrency: 9, timeout: 20 });
  expect(origins).toMatchObject({
    retries: 'command line',
    concurrency: 'audit-links.config.json',
    timeout: 'default',
  });
});

test.each([
  ['an unknown option', { timout: 3 }, 'there is no option “timout”; did you mean “timeout”?'],
  ['a value of the wrong type', { timeout: 'soon' }, 'audit-links.config.json, “timeout”: invalid input'],
  ['a value out of bounds', { concurrency: 0 }, 'audit-links.config.json, “concurrency”: too small'],
  [
    'what widens rights',
    { allowPrivate: true },
    "is not taken from a file, because the file may come with a stranger's",
  ],
  ['headers', { header: ['a.example=X: y'] }, 'Give --header on the command line'],
  ['a path to write to', { format: ['json:/tmp/x'] }, "a format in a file can't name a path"],
])('a configuration file with %s is refused with a sentence', (_, values, sentence) => {
  expect(() => resolveOptions({}, { path: 'audit-links.config.json', values })).toThrow(sentence);
});

test.each([
  [{ timeout: '0' }, '--timeout: too small'],
  [{ retries: 'many' }, '--retries: invalid input'],
  [{ format: ['prety'] }, '--format: expected one of pretty, json, jsonl'],
  [{ citedAt: 'yesterday' }, '--cited-at: expected a date'],
  [{ resolve: ['a.example'] }, '--resolve: expected host:port:address'],
  [{ header: ['X: y'] }, '--header: expected host=Name: value'],
  [{ waybackUrl: 'ftp://a.example' }, '--wayback-url: expected an http(s) address'],
  [
    { archives: 'wayback,google' },
    '--archives: expected none, or names with commas between: wayback, arquivo-pt, perma-cc, common-crawl',
  ],
  [
    { archives: 'none,wayback' },
    '--archives: expected none, or names with commas between: wayback, arquivo-pt, perma-cc, common-crawl',
  ],
  [{ memento: ['archive.example'] }, '--memento: expected an http(s) address'],
  [
    { memento: ['https://me:secret@archive.example/'] },
    '--memento: expected an address without user name and password',
  ],
])('%j is refused with a sentence that names the flag', (typed, sentence) => {
  expect(() => resolveOptions(typed, undefined)).toThrow(sentence);
});

test('a caller of the API learns of a mistyped option too', () => {
  expect(() => completeOptions({ timeOut: 3 } as never)).toThrow(
    'There is no option “timeOut”; did you mean “timeout”?',
  );
  expect(completeOptions({ timeout: 3 })).toMatchObject({ timeout: 3, retries: 2, archive: 'all' });
});

test('the first configuration file that exists counts', async () => {
  const json = '{"retries": 1}';
  expect(await readConfig(files({}))).toBeUndefined();
  expect(await readConfig(files({ 'audit-links.config.yaml': 'retries: 4' }))).toEqual({
    path: 'audit-links.config.yaml',
    values: { retries: 4 },
  });
  expect(
    await readConfig(files({ 'audit-links.config.json': json, 'package.json': '{"audit-links": {}}' })),
  ).toMatchObject({
    path: 'audit-links.config.json',
  });
  expect(await readConfig(files({ 'package.json': '{"audit-links": {"retries": 5}}' }))).toMatchObject({
    values: { retries: 5 },
  });
  expect(await readConfig(files({ 'package.json': '{"name": "x"}' }))).toBeUndefined();
});

test.each([
  ['is no JSON', 'audit-links.config.json', '{', "audit-links.config.json can't be read"],
  ['is no object', 'audit-links.config.json', '[1]', 'should hold an object of options'],
  ['is a YAML bomb', 'audit-links.config.yaml', yamlBomb(), "audit-links.config.yaml can't be read"],
])('a configuration file that %s is refused with a sentence', async (_, path, text, sentence) => {
  await expect(readConfig(files({ [path]: text }))).rejects.toThrow(sentence);
});

test('a configuration file warns of nothing by itself: its text would go to the terminal as it is', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  const text = "\u0007a: !!js/function '::error::owned'\n";
  await readConfig(files({ 'audit-links.config.yaml': text }));
  expect(warn).not.toHaveBeenCalled();
});

test('a configuration file that was named has to be there', async () => {
  await expect(readConfig(files({}), 'mine.json')).rejects.toThrow('There is no configuration file mine.json');
});

test('a file can not reach into the prototype of objects', () => {
  const values = JSON.parse('{"__proto__": {"retries": 7}}') as Record<string, unknown>;
  expect(() => resolveOptions({}, { path: 'audit-links.config.json', values })).toThrow(
    'there is no option “__proto__”',
  );
});

function yamlBomb(): string {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`,
  );
  return ['l0: &l0 [x]', ...levels].join('\n');
}
