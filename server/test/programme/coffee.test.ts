// The example programme: it compiles without a warning and says what the issue's readers are promised.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { checkProgramme } from '../../src/domain/programme/compile.ts';
import { issueText } from '../../src/domain/programme/issue.ts';
import { readProgrammeFolder, writeProgrammeFolder } from '../../src/jobs/programme-folder.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');

test('coffee compiles without a warning', async () => {
  const checked = checkProgramme(await readProgrammeFolder(COFFEE), 1, 0);
  assert(checked.ok, checked.ok ? '' : checked.issues.map(issueText).join('\n'));
  assert.deepEqual(checked.warnings, []);
  const { programme } = checked;
  assert.equal(programme.primarySystem?.name, 'club');
  assert.deepEqual(programme.defaultAccounts, ['beans']);
  assert.deepEqual(
    programme.rulesByEvent.get('web_login')?.map((rule) => [rule.id, rule.limit, rule.outcomes[0]?.definition]),
    [
      ['green', 10],
      ['roast', 12],
      ['reserve', 15],
    ].map(([level, amount]) => [
      `club/${level}/sign-in`,
      { times: 1, per: 'day' },
      { kind: 'points', amount, account: 'beans', source: 'web', rank: 0, required: false },
    ]),
  );
  assert.deepEqual(
    programme.tierSystems.map((system) => system.levels.map((level) => level.requirement?.words ?? null)),
    [
      [null, '50 beans earned in the last 12 months', '200 beans earned in the last 12 months'],
      [null, '3 × tasting visit in the last 12 months', '10 × tasting visit in the last 12 months'],
    ],
  );
});

test('a folder is read without its other files and written back byte for byte', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'laurel-programme-'));
  try {
    const files = await readProgrammeFolder(COFFEE);
    await writeProgrammeFolder(folder, files);
    await writeFile(path.join(folder, 'README.md'), 'Not a part of it.');
    assert.deepEqual(await readProgrammeFolder(folder), files);
    await assert.rejects(writeProgrammeFolder(folder, { '../escape.yaml': '' }), /no path of a programme file/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
