import type * as z from 'zod/mini';
import { UsageError } from '../usage-error.ts';
import type { ConfigFile } from './config-file.ts';
import { flagNameOf, flagOf, type OptionName, optionNames } from './flags.ts';
import { nearest } from './nearest.ts';
import {
  type AuditOptions,
  auditOptionsSchema,
  type AuditOptionsInput,
  type Options,
  optionsSchema,
} from './schema.ts';

/** Where an option's value came from: the command line, a file, or the default. */
export type Origin = 'command line' | 'default' | (string & {});

export interface ResolvedOptions {
  readonly options: Options;
  readonly origins: Readonly<Record<OptionName, Origin>>;
}

/** Joins defaults, file and flags, later over earlier, and checks every value. Throws `UsageError`. */
export function resolveOptions(
  typed: Readonly<Partial<Record<OptionName, unknown>>>,
  file: ConfigFile | undefined,
): ResolvedOptions {
  if (file !== undefined) checkFile(file);
  const values = Object.fromEntries(
    optionNames.flatMap((name): [OptionName, unknown][] => {
      if (typed[name] !== undefined) return [[name, fromText(name, typed[name])]];
      return file !== undefined && Object.hasOwn(file.values, name) ? [[name, file.values[name]]] : [];
    }),
  );
  const result = optionsSchema.safeParse(values);
  if (!result.success) throw new UsageError(result.error.issues.map((issue) => problem(issue, typed, file)).join('\n'));
  const origins = Object.fromEntries(
    optionNames.map((name) => [name, originOf(name, typed, file)]),
  ) as ResolvedOptions['origins'];
  if (result.data.save && origins.waybackUrl === file?.path) {
    throw new UsageError(
      `${origins.waybackUrl}: with --save, “waybackUrl” is not taken from a file, because keys are sent there. Give --wayback-url on the command line.`,
    );
  }
  return { options: result.data, origins };
}

/** Completes and checks what a caller of the API wrote. Throws `UsageError`. */
export function completeOptions(input: AuditOptionsInput): AuditOptions {
  const result = auditOptionsSchema.safeParse(input);
  if (result.success) return result.data;
  throw new UsageError(result.error.issues.map((issue) => problem(issue, {}, undefined)).join('\n'));
}

function checkFile({ path, values }: ConfigFile): void {
  for (const name of Object.keys(values)) {
    if (name === '$schema') continue;
    if (!isOption(name)) {
      const meant = nearest(name, optionNames);
      throw new UsageError(
        `${path}: there is no option “${name}”${meant === undefined ? '' : `; did you mean “${meant}”?`}`,
      );
    }
    if (flagOf(name).commandLineOnly) {
      throw new UsageError(
        `${path}: “${name}” is not taken from a file, because the file may come with a stranger's pull request. Give ${flagNameOf(name)} on the command line.`,
      );
    }
  }
  const formats = values['format'];
  if (Array.isArray(formats) && formats.some((format) => String(format).includes(':'))) {
    throw new UsageError(
      `${path}: a format in a file can't name a path to write to. Give --format name:path on the command line.`,
    );
  }
}

const isOption = (name: string): name is OptionName => optionNames.some((known) => known === name);

/** Flags give text; the schema wants numbers where numbers are meant. */
function fromText(name: OptionName, value: unknown): unknown {
  if (typeof value !== 'string' || value.trim() === '') return value;
  const number = Number(value);
  return Number.isNaN(number) || optionsSchema.shape[name].safeParse(value).success ? value : number;
}

function originOf(
  name: OptionName,
  typed: Readonly<Partial<Record<OptionName, unknown>>>,
  file: ConfigFile | undefined,
): Origin {
  if (typed[name] !== undefined) return 'command line';
  return file !== undefined && Object.hasOwn(file.values, name) ? file.path : 'default';
}

function problem(
  issue: z.core.$ZodIssue,
  typed: Readonly<Partial<Record<OptionName, unknown>>>,
  file: ConfigFile | undefined,
): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const meant = nearest(key, optionNames);
    return `There is no option “${key}”${meant === undefined ? '' : `; did you mean “${meant}”?`}`;
  }
  const name = issue.path[0] as OptionName;
  const place = typed[name] === undefined && file !== undefined ? `${file.path}, “${name}”` : flagNameOf(name);
  return `${place}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}
