// laurel plan, apply and export: the programme as a folder of files. The same publication that HTTP offers.
import path from 'node:path';
import { renderPlan } from '../domain/programme/plan.ts';
import { readProgrammeFolder, writeProgrammeFolder } from '../jobs/programme-folder.ts';
import { exportProgramme, planPublication, publishProgramme } from '../jobs/publish.ts';
import { type Command, CommandError, parseOptions, print, refusedText, usageError, withInstance } from './command.ts';

export const plan: Command = {
  usage: 'plan DIR',
  summary: 'Show what publishing the programme in DIR would change. Exits with 2 when it could not be published.',
  async run(args) {
    const { positionals } = parseOptions(this, args, {});
    const folder = oneFolder(this, positionals);
    const files = await readFiles(folder);
    return withInstance(async ({ pool, clock }) => {
      const planned = await planPublication(pool, files, clock);
      if (planned.kind === 'refused') throw new CommandError(refusedText(planned));
      const live = planned.liveVersion === 0 ? 'nothing, no programme is live' : `version ${planned.liveVersion}`;
      print(`Against ${live}:`);
      print(planned.isUnchanged ? 'No changes.' : renderPlan(planned.changes, planned.warnings).trimEnd());
      for (const part of planned.inUse) print(`In use, so it cannot be dropped yet: ${part}`);
      return planned.inUse.length > 0 ? 2 : 0;
    });
  },
};

export const apply: Command = {
  usage: 'apply DIR [--note TEXT] [--expect VERSION]',
  summary: 'Publish the programme in DIR as a new version.',
  details: ['', 'With --expect it is refused when another version than the one you planned against is live.'],
  async run(args) {
    const { values, positionals } = parseOptions(this, args, { note: { type: 'string' }, expect: { type: 'string' } });
    const folder = oneFolder(this, positionals);
    const expected = values.expect === undefined ? undefined : wholeNumber(this, values.expect);
    const files = await readFiles(folder);
    return withInstance(async ({ pool, clock }) => {
      const actor = { kind: 'cli' as const, name: 'command line' };
      const publication = { files, actor, note: values.note ?? null };
      const outcome = await publishProgramme(
        pool,
        expected === undefined ? publication : { ...publication, expectedVersion: expected },
        clock,
      );
      if (outcome.kind === 'refused') throw new CommandError(refusedText(outcome));
      if (outcome.kind === 'unchanged') print(`Version ${outcome.version} is live already, with the same files.`);
      else {
        print(renderPlan(outcome.changes, outcome.warnings).trimEnd());
        print(`Version ${outcome.version} is live.`);
      }
      return 0;
    });
  },
};

export const exportFiles: Command = {
  usage: 'export DIR [--version N]',
  summary: 'Write the files of the live version, or of another one, into DIR.',
  async run(args) {
    const { values, positionals } = parseOptions(this, args, { version: { type: 'string' } });
    const folder = oneFolder(this, positionals);
    const version = values.version === undefined ? undefined : wholeNumber(this, values.version);
    return withInstance(async ({ pool }) => {
      const files = await exportProgramme(pool, version);
      if (files === null)
        throw new CommandError(version === undefined ? 'No programme is live.' : `There is no version ${version}.`);
      await writeProgrammeFolder(folder, files);
      print(`${Object.keys(files).length} files written to ${folder}.`);
      return 0;
    });
  },
};

function oneFolder(command: Command, positionals: readonly string[]): string {
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw usageError(command);
  return path.resolve(folder);
}

function wholeNumber(command: Command, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw usageError(command);
  return Number(text);
}

async function readFiles(folder: string): ReturnType<typeof readProgrammeFolder> {
  try {
    return await readProgrammeFolder(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new CommandError(`${folder} is no folder of a programme.`);
  }
}
