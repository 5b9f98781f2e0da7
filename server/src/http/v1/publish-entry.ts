// One entry of the programme written or taken out over HTTP: a new version in which nothing else changes. What the entry may
// say, and whether it must be approved, is for publishing to judge.
import type { Code } from '../../domain/codes.ts';
import type { JsonObject } from '../../domain/facts.ts';
import { withEntry } from '../../domain/programme/edit.ts';
import { publishProgramme } from '../../jobs/publish.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readVersion } from '../../storage/programmes.ts';
import type { AdapterDeps } from '../deps.ts';
import { appliedJson, refusedProgramme } from './programme.ts';

export type Entry = {
  readonly section: 'campaigns' | 'offers' | 'promo_lists' | 'stores';
  readonly name: string;
  /** Null takes it out. */
  readonly definition: JsonObject | null;
  readonly expected: number | undefined;
  readonly note: string | null;
  readonly by: Parameters<typeof publishProgramme>[1]['actor'];
  /** When there is nothing to take out. */
  readonly unknown: { readonly code: Code; readonly detail: JsonObject };
};

/** Refused when another version goes live meanwhile: the entry was put into files that are not the newest any more. */
export async function publishEntry(deps: AdapterDeps, entry: Entry) {
  const live = await readVersion(deps.pool, null);
  if (live === null) throw new EngineError('programme_missing');
  const files = withEntry(live.files, entry.section, entry.name, entry.definition);
  if (files === live.files) throw new EngineError(entry.unknown.code, entry.unknown.detail);
  const { by: actor, note, expected } = entry;
  const publication = { files, actor, note, expectedVersion: expected ?? live.version };
  const published = await publishProgramme(deps.pool, publication, deps.clock);
  if (published.kind === 'refused') throw refusedProgramme(published);
  await deps.programmes.refresh();
  return appliedJson(published);
}
