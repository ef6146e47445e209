import { UsageError } from '../usage-error.ts';

/** Reads one text file; `undefined` where there is none. */
type ReadText = (path: string) => Promise<string | undefined>;

/** What a configuration file says, unchecked, and which file it is. */
export interface ConfigFile {
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Looked for in this order, in the folder where the program stands; the first that exists counts. Data only: never code. */
const fileNames = [
  'audit-links.config.json',
  'audit-links.config.yaml',
  'audit-links.config.yml',
  'package.json',
] as const;

/** Finds and parses the configuration. `path` names a file; without it the usual names are tried. Throws `UsageError`. */
export async function readConfig(readText: ReadText, path?: string): Promise<ConfigFile | undefined> {
  if (path !== undefined) {
    const text = await readText(path);
    if (text === undefined)
      throw new UsageError(`There is no configuration file ${path}. Mend the path behind --config.`);
    return { path, values: (await valuesOf(path, text)) ?? {} };
  }
  for (const name of fileNames) {
    const text = await readText(name);
    const values = text === undefined ? undefined : await valuesOf(name, text);
    if (values !== undefined) return { path: name, values };
  }
  return undefined;
}

async function valuesOf(path: string, text: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const value = await parsed(path, text);
  const values = path.endsWith('package.json') ? (value as Record<string, unknown> | null)?.['audit-links'] : value;
  if (values === undefined) return undefined;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new UsageError(`${path} should hold an object of options, such as { "timeout": 10 }.`);
  }
  return values as Readonly<Record<string, unknown>>;
}

async function parsed(path: string, text: string): Promise<unknown> {
  try {
    if (!/\.ya?ml$/.test(path)) return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    // Loaded where there is YAML to read: few runs have any, and it takes as long to load as half of Node.
    const { parse } = await import('yaml');
    // An alias bomb ends here, not in memory; and a warning would go to stderr by itself, with the file's text in it.
    return parse(text, { maxAliasCount: 100, logLevel: 'error' }) as unknown;
  } catch (error) {
    throw new UsageError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
