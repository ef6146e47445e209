import type { Format } from './format.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import type { FormatName } from './names.ts';
import { pretty } from './pretty.ts';

/** Every format by its name. A new one is a file, a name in `names.ts`, and a line here. */
export const formats = { pretty, json, jsonl } as const satisfies Record<FormatName, Format>;
