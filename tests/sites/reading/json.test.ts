import { expect, test } from 'vitest';
import { at, parsed } from '../../../src/sites/reading/json.ts';

test.each([
  ['a member of a member', '{"a":{"b":1}}', ['a', 'b'], 1],
  ['nothing behind a string', '{"a":"b"}', ['a', 'length'], undefined],
  ['nothing behind null', '{"a":null}', ['a', 'b'], undefined],
  ['nothing in a list', '["a"]', ['0'], undefined],
  ['nothing that is inherited', '{}', ['constructor', 'name'], undefined],
  ['nothing that is inherited under another name', '{}', ['__proto__'], undefined],
  ['nothing in half a text', '{"a":1', ['a'], undefined],
  ['nothing in no text', '', ['a'], undefined],
])('finds in a stranger’s JSON %s', (_, text, path, value) => {
  expect(at(parsed(text), ...path)).toBe(value);
});
