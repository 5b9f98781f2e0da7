// The live programme with one entry that nobody has published in it, compiled as publishing would. Nothing is written.
import type { JsonObject } from '../../domain/facts.ts';
import { checkProgramme } from '../../domain/programme/compile.ts';
import { withEntry } from '../../domain/programme/edit.ts';
import type { ProgrammeIssue } from '../../domain/programme/issue.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readVersion } from '../../storage/programmes.ts';
import type { AdapterDeps } from '../deps.ts';
import { ProgrammeRefused } from '../problem.ts';

export type DraftEntry = {
  readonly section: 'campaigns' | 'messages';
  readonly name: string;
  readonly definition: JsonObject;
};

type Checked =
  | { readonly ok: true; readonly programme: Programme }
  | { readonly ok: false; readonly issues: readonly ProgrammeIssue[] };

export async function checkEntry(deps: Pick<AdapterDeps, 'pool'>, entry: DraftEntry): Promise<Checked> {
  const live = await readVersion(deps.pool, null);
  if (live === null) throw new EngineError('programme_missing');
  const files = withEntry(live.files, entry, entry.definition);
  const checked = checkProgramme(files, live.version, live.liveFrom);
  return checked.ok ? { ok: true, programme: checked.programme } : { ok: false, issues: checked.issues };
}

export async function programmeWith(deps: Pick<AdapterDeps, 'pool'>, entry: DraftEntry): Promise<Programme> {
  const checked = await checkEntry(deps, entry);
  if (checked.ok) return checked.programme;
  const { issues } = checked;
  throw new ProgrammeRefused('programme_invalid', { errors: issues.length }, issues);
}
