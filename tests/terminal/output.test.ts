import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { say } from '../../src/formats/printable.ts';
import { createSink, planOutputs, writeAtomically } from '../../src/terminal/output.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'output-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a format goes to stdout, or to the file behind its colon', async () => {
  const folder = await temporaryFolder();
  expect(await planOutputs(['pretty', `json:${folder}/a:b.json`])).toEqual([
    { format: 'pretty' },
    { format: 'json', path: `${folder}/a:b.json` },
  ]);
});

test.each([
  [['pretty', 'json'], 'Only one format can go to stdout'],
  [['json:/no/such/folder/report.json'], "can't be written"],
])('%j is refused before the run', async (formats, sentence) => {
  await expect(planOutputs(formats)).rejects.toThrow(sentence);
});

test('a file is written whole, and nothing is left beside it', async () => {
  const folder = await temporaryFolder();
  await writeAtomically(join(folder, 'report.json'), [say`{"a":`, say`1}\n`]);
  await writeAtomically(join(folder, 'report.json'), [say`{"a":2}\n`]);
  expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe('{"a":2}\n');
  expect(await readdir(folder)).toEqual(['report.json']);
});

const failing = (code: string) =>
  new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });

test('a reader that left early is no error', async () => {
  const sink = createSink(failing('EPIPE'), 'Standard output');
  await sink.write(say`one`);
  await sink.write(say`two`);
});

test('a full disk is an error with a sentence', async () => {
  await expect(createSink(failing('ENOSPC'), 'Standard output').write(say`one`)).rejects.toThrow(
    "Standard output can't be written to: ENOSPC",
  );
});
