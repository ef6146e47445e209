import { writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { lineSchema } from '../formats/line-schema.ts';
import { reportSchema } from '../formats/report-schema.ts';
import { flagOf, type OptionName, optionNames } from '../options/flags.ts';
import { optionsSchema } from '../options/schema.ts';

/** Part of the build: writes the JSON Schemas that the package publishes, from the code that they describe. */
function write(name: string, schema: object): void {
  writeFileSync(new URL(`../${name}`, import.meta.url), `${JSON.stringify(schema, undefined, 2)}\n`);
}

/** What a configuration file may say: every option but those of the command line alone. */
const inFile = optionNames
  .filter((name) => !flagOf(name).commandLineOnly)
  .map((name): [OptionName, z.ZodMiniType] => [name, optionsSchema.shape[name]]);
const names = new Map<unknown, OptionName>(inFile.map(([name, schema]) => [schema, name]));

write('report.schema.json', reportSchema);
write('report-line.schema.json', lineSchema);
write('config.schema.json', {
  ...z.toJSONSchema(z.strictObject({ $schema: z.optional(z.string()), ...Object.fromEntries(inFile) }), {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const name = names.get(zodSchema);
      if (name !== undefined) jsonSchema.description = flagOf(name).help;
    },
  }),
  title: 'Configuration of audit-links',
});
