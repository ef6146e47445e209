import { isUtf8 } from 'node:buffer';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import ignore, { type Ignore } from 'ignore';
import { glob } from 'tinyglobby';
import type { DocumentProblem } from '../model/document.ts';
import { UsageError } from '../usage-error.ts';
import type { DocumentRef, DocumentText, Files } from '../world.ts';
import type { Git } from './git.ts';
import { replaceDocument } from './replace-document.ts';

/** What a folder is searched for. */
const markdown = /\.(?:md|markdown|mdx|mkd)$/i;

/** An article is far smaller; a file above this is a mistake or an attack. */
const maxBytes = 10 * 1024 * 1024;

/** How standard input is named among the inputs and in the report. */
const standardInput = '-';

/** The documents of the file system, and standard input. */
export function createFiles({ stdin, git }: { readonly stdin: Readable; readonly git?: Git }): Files {
  return {
    async find(inputs) {
      const paths = new Set<string>();
      for (const input of inputs) for (const path of await expand(input)) paths.add(path);
      return [...paths].map((path) => ({ path }));
    },
    read: ({ path }, signal) => (path === standardInput ? readStream(stdin, signal) : readDocument(path, signal)),
    firstCommit: async ({ path }, signal) =>
      git === undefined || path === standardInput ? { type: 'unknown' } : git.firstCommit(path, signal),
    replace: ({ path }, before, after) => replaceDocument(path, before, after),
  };
}

async function expand(input: string): Promise<readonly string[]> {
  if (input === standardInput) return [standardInput];
  const found = await stat(input).catch((error: NodeJS.ErrnoException) => error);
  if (!(found instanceof Error)) return found.isDirectory() ? walk(input) : [shown(input)];
  const matched = await glob(input, {
    absolute: isAbsolute(input),
    ignore: ['**/node_modules/**'],
    expandDirectories: false,
  });
  if (matched.length > 0) return matched.map(shown).toSorted();
  throw new UsageError(
    found.code === 'ENOENT'
      ? `There is no file, folder or match for ${JSON.stringify(input)}. Mend the path, or put a pattern in quotes.`
      : `${JSON.stringify(input)} can't be opened: ${found.message}`,
  );
}

/** A folder's documents, by name. What `.gitignore` leaves out is left out, and so is every hidden folder. */
async function walk(folder: string): Promise<readonly string[]> {
  const root = await realpath(folder);
  const paths: string[] = [];
  const visit = async (at: string, rules: readonly Rules[]): Promise<void> => {
    const here = [...rules, ...(await rulesIn(at))];
    const entries = (await readdir(at, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules' || isIgnored(path, entry.isDirectory(), here))
        continue;
      if (entry.isDirectory()) await visit(path, here);
      else if (
        markdown.test(entry.name) &&
        (entry.isFile() || (entry.isSymbolicLink() && (await staysInside(root, path))))
      ) {
        paths.push(shown(path));
      }
    }
  };
  await visit(folder, await rulesAbove(folder));
  if (paths.length > 0) return paths;
  throw new UsageError(`There is no Markdown file (.md .markdown .mdx .mkd) in ${JSON.stringify(folder)}.`);
}

/** One `.gitignore` and the folder that its patterns start from. */
interface Rules {
  readonly base: string;
  readonly matcher: Ignore;
}

async function rulesIn(folder: string): Promise<readonly Rules[]> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  return text === undefined ? [] : [{ base: folder, matcher: ignore().add(text) }];
}

/** The rules of the folders above, up to the one that holds `.git`; none outside of a repository. */
async function rulesAbove(folder: string): Promise<readonly Rules[]> {
  const above: string[] = [];
  let at = await realpath(folder);
  while (!(await exists(join(at, '.git')))) {
    const parent = join(at, '..');
    if (parent === at) return [];
    above.unshift(parent);
    at = parent;
  }
  return (await Promise.all(above.map(rulesIn))).flat();
}

/** The rule nearest to the file decides, as in git. */
function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  let ignored = false;
  for (const { base, matcher } of rules) {
    const inside = shown(relative(base, path));
    if (inside.startsWith('../')) continue;
    const { ignored: yes, unignored } = matcher.test(isFolder ? `${inside}/` : inside);
    if (yes) ignored = true;
    if (unignored) ignored = false;
  }
  return ignored;
}

async function staysInside(root: string, path: string): Promise<boolean> {
  const real = await realpath(path).catch(() => undefined);
  return real !== undefined && real.startsWith(root + sep) && (await stat(real)).isFile();
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Shown with `/` on every system, so that reports are the same. */
const shown = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

async function readDocument(path: DocumentRef['path'], signal: AbortSignal): Promise<DocumentText> {
  try {
    const found = await stat(path);
    // A pipe or a device could wait or run on for ever.
    if (!found.isFile()) return problem('unreadable', 'It is not a regular file. Name a file or a folder.');
    if (found.size > maxBytes) return tooLarge;
    return decode(await readFile(path, { signal }));
  } catch (error) {
    if (signal.aborted) throw error;
    return problem('unreadable', `It can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readStream(stream: Readable, signal: AbortSignal): Promise<DocumentText> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stop = (): void => void stream.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stream) {
      const data = Buffer.from(chunk as Uint8Array | string);
      bytes += data.length;
      if (bytes > maxBytes) return tooLarge;
      chunks.push(data);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
  return decode(Buffer.concat(chunks));
}

/** Its BOM stays. */
const decode = (bytes: Buffer): DocumentText =>
  isUtf8(bytes)
    ? { text: bytes.toString('utf8') }
    : problem('not-utf-8', 'It is not UTF-8 text. Save it as UTF-8; its addresses could not be trusted otherwise.');

const problem = (code: DocumentProblem['code'], detail: string): DocumentText => ({ problem: { code, detail } });

const tooLarge = problem('too-large', `It is larger than ${maxBytes / 1024 / 1024} MiB. Split it, or leave it out.`);
