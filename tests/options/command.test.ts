import { expect, test } from 'vitest';
import { createCommand, parseArguments } from '../../src/options/command.ts';
import { flagOf, optionNames } from '../../src/options/flags.ts';
import { optionsSchema } from '../../src/options/schema.ts';

const command = () => createCommand({ version: '1.2.3', columns: 100, write: () => {}, writeError: () => {} });
const typed = (...argv: string[]) => parseArguments(command(), argv).options;

test('every option has one flag, a group and a help text, and no two share a letter or a name', () => {
  expect(optionNames).toEqual(Object.keys(optionsSchema.shape));
  const flags = optionNames.map(flagOf);
  expect(flags.filter(({ help }) => help === '' || help.endsWith('.'))).toEqual([]);
  const names = flags.flatMap((flag) => flag.flags.match(/--?[\w-]+/g) ?? []);
  expect(new Set(names).size).toBe(names.length);
});

test('the name of every flag is the name of its option', () => {
  const attributes = new Set(command().options.map((option) => option.attributeName()));
  expect(optionNames.filter((name) => !attributes.has(name))).toEqual([]);
});

test('only what was typed is passed on', () => {
  expect(typed('a.md')).toEqual({});
  expect(typed('a.md', '--retries', '1', '--no-progress')).toEqual({ retries: '1', progress: false });
  expect(typed('a.md', '--color')).toEqual({ color: true });
  expect(typed('a.md', '--no-color')).toEqual({ color: false });
});

test('a repeatable option collects', () => {
  expect(
    typed('a.md', '-f', 'pretty', '-f', 'json:x.json', '--exclude', 'a.example', '--exclude', 'b.example'),
  ).toEqual({
    format: ['pretty', 'json:x.json'],
    exclude: ['a.example', 'b.example'],
  });
});

test('a mistyped flag is an error with a suggestion', () => {
  expect(() => typed('a.md', '--retreis', '1')).toThrow('--retries');
});

test('the help text shows every flag with its default', () => {
  const help = command().helpInformation();
  for (const name of optionNames) expect(help).toContain(flagOf(name).flags);
  expect(help.replaceAll(/\s+/g, ' ')).toContain('Requests under way at once (default: 256)');
});
