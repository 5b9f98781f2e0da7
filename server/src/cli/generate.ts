// laurel generate: writes the files that follow from code: openapi.json, schema.sql, the SDK's types, docs/errors.md.
// With --check it writes nothing and fails when one of them is not what the code gives.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../config.ts';
import { generateFiles } from '../main/generated.ts';
import { type Command, CommandError, parseOptions, print } from './command.ts';

export const generate: Command = {
  usage: 'generate [--check]',
  summary: 'Write openapi.json, schema.sql, the types of the SDK and docs/errors.md; or check that they are fresh.',
  details: ['', 'schema.sql is read from a throw-away database, so no instance is touched.'],
  async run(args) {
    const { values } = parseOptions(this, args, { check: { type: 'boolean', default: false } });
    const files = await generateFiles();
    const stale: string[] = [];
    for (const [name, text] of files) {
      const file = path.join(ROOT, name);
      if (existsSync(file) && (await readFile(file, 'utf8')) === text) continue;
      stale.push(name);
      if (values.check) continue;
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    if (!values.check) print(stale.length === 0 ? 'Everything is fresh.' : `Written: ${stale.join(', ')}.`);
    else if (stale.length > 0)
      throw new CommandError(`Not what the code gives: ${stale.join(', ')}. Run \`npx laurel generate\`.`);
    return 0;
  },
};
