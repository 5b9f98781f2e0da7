// Publishes a programme in which one entry of a section is another, or gone, and nothing else changes. What the entry may say,
// and whether it must be approved, is for publishing to judge.
import type pg from 'pg';
import type { Code } from '../domain/codes.ts';
import type { Actor, JsonObject } from '../domain/facts.ts';
import { withEntry } from '../domain/programme/edit.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import { type Clock, EngineError } from '../pipeline/submission.ts';
import { readVersion } from '../storage/programmes.ts';
import { publishProgramme } from './publish.ts';

export type Entry = {
  readonly section: 'campaigns' | 'offers' | 'promo_lists' | 'stores';
  readonly name: string;
  /** Null takes it out. */
  readonly definition: JsonObject | null;
  /** The version that it was written for; undefined: whichever is live. */
  readonly expected: number | undefined;
  readonly note: string | null;
  readonly by: Actor;
  /** When there is nothing to take out. */
  readonly unknown: { readonly code: Code; readonly detail: JsonObject };
};

type Parts = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly programmes: Pick<ProgrammeSource, 'refresh'>;
};

/** Refused when another version goes live meanwhile: the entry was put into files that are not the newest any more. */
export async function publishEntry({ pool, clock, programmes }: Parts, entry: Entry) {
  const live = await readVersion(pool, null);
  if (live === null) throw new EngineError('programme_missing');
  const files = withEntry(live.files, entry, entry.definition);
  if (files === live.files) throw new EngineError(entry.unknown.code, entry.unknown.detail);
  const { by: actor, note, expected } = entry;
  const published = await publishProgramme(
    pool,
    { files, actor, note, expectedVersion: expected ?? live.version },
    clock,
  );
  if (published.kind !== 'refused') await programmes.refresh();
  return published;
}
