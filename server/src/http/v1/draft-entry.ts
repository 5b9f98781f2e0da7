// The programme as it is being edited with one entry that nobody has saved in it, compiled as publishing would. Nothing is
// written.
import type { JsonObject } from '../../domain/facts.ts';
import { checkProgramme } from '../../domain/programme/compile.ts';
import { withEntry } from '../../domain/programme/edit.ts';
import { type ProgrammeIssue, writePath } from '../../domain/programme/issue.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { ProgrammeFiles } from '../../domain/programme/read.ts';
import { readDraft } from '../../jobs/programme-draft.ts';
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

/** Among what else is drafted; what is wrong there, and not here, leaves the live programme to try it in. */
export async function checkEntry({ pool }: Pick<AdapterDeps, 'pool'>, entry: DraftEntry): Promise<Checked> {
  const { files, live } = await readDraft(pool);
  const drafted = checkIn(files, live, entry);
  if (drafted.ok || drafted.issues.some(({ path }) => path.startsWith(writePath([entry.section, entry.name]))))
    return drafted;
  return checkIn(live.files, live, entry);
}

type Live = Awaited<ReturnType<typeof readDraft>>['live'];

function checkIn(files: ProgrammeFiles, { version, liveFrom }: Live, entry: DraftEntry): Checked {
  const checked = checkProgramme(withEntry(files, entry, entry.definition), version, liveFrom);
  return checked.ok ? { ok: true, programme: checked.programme } : { ok: false, issues: checked.issues };
}

export async function programmeWith(deps: Pick<AdapterDeps, 'pool'>, entry: DraftEntry): Promise<Programme> {
  const checked = await checkEntry(deps, entry);
  if (checked.ok) return checked.programme;
  const { issues } = checked;
  throw new ProgrammeRefused('programme_invalid', { errors: issues.length }, issues);
}
