// The versions of the programme, compiled once and kept: which one is live, which one was live at an instant.
// It reads versions that others published and never publishes.
import pg from 'pg';
import { withMarks } from '../domain/campaigns/states.ts';
import { checkProgramme } from '../domain/programme/compile.ts';
import { issueText } from '../domain/programme/issue.ts';
import type { Programme, ProgrammeHistory } from '../domain/programme/programme.ts';
import type { Instant } from '../domain/time.ts';
import { readVersionsAfter, type StoredProgramme } from '../storage/programmes.ts';
import { NotConnected } from './failures.ts';

export type ProgrammeSource = {
  /** As last read; null while no version was read. */
  current(): ProgrammeHistory | null;
  /** The history in which this version is the live one; reads what is missing. */
  catchUp(version: number): Promise<ProgrammeHistory>;
  /** Reads what was published since, and gives the newest history; null while nothing was ever published. */
  refresh(): Promise<ProgrammeHistory | null>;
};

type Entry = { readonly stored: StoredProgramme; compiled: Programme | null };

export function createProgrammeSource(pool: Pick<pg.Pool, 'query'>): ProgrammeSource {
  const entries: Entry[] = [];
  const histories = new Map<number, ProgrammeHistory>();
  let reading: Promise<void> | null = null;

  /** Callers that come while a read is under way may want a version that it started too early to see. */
  const read = async (): Promise<void> => {
    const known = entries.at(-1)?.stored.version ?? 0;
    for (const stored of await readVersionsAfter(pool, known)) {
      if (stored.version > (entries.at(-1)?.stored.version ?? 0)) entries.push({ stored, compiled: null });
    }
  };
  const readOnce = (): Promise<void> => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  /** Read in the middle of a batch: when this connection breaks, the batch is tried again, as for one of its own. */
  const readForBatch = async (): Promise<void> => {
    try {
      await readOnce();
    } catch (error) {
      throw error instanceof pg.DatabaseError ? error : new NotConnected(error);
    }
  };
  const historyAt = (count: number): ProgrammeHistory | null => {
    const last = entries[count - 1];
    if (last === undefined) return null;
    const known = histories.get(last.stored.version);
    if (known !== undefined) return known;
    const made = historyOf(entries.slice(0, count), last);
    histories.set(last.stored.version, made);
    return made;
  };
  const find = (version: number) => entries.findIndex((entry) => entry.stored.version === version) + 1;

  return {
    current: () => historyAt(entries.length),
    catchUp: async (version) => {
      if (find(version) === 0) await readForBatch();
      if (find(version) === 0) await readForBatch();
      const history = historyAt(find(version));
      if (history === null) throw new Error(`There is no version ${version} of the programme.`);
      return history;
    },
    refresh: async () => {
      await readOnce();
      return historyAt(entries.length);
    },
  };
}

function historyOf(entries: readonly Entry[], last: Entry): ProgrammeHistory {
  const [first] = entries;
  return {
    live: compiledOf(last),
    at: (instant) => compiledOf(liveAt(entries, instant) ?? first ?? last),
    version: (version) => {
      const entry = entries.find(({ stored }) => stored.version === version);
      return entry === undefined ? null : compiledOf(entry);
    },
  };
}

/** The last version that went live by an instant; undefined before the first. */
function liveAt(entries: readonly Entry[], instant: Instant): Entry | undefined {
  return entries.findLast(({ stored }) => stored.liveFrom <= instant);
}

/** Versions of long ago are compiled when a late fact first asks for one. */
function compiledOf(entry: Entry): Programme {
  if (entry.compiled !== null) return entry.compiled;
  const { version, liveFrom, files, campaigns } = entry.stored;
  const checked = checkProgramme(files, version, liveFrom);
  if (!checked.ok) {
    const first = checked.issues[0];
    throw new Error(
      `Version ${version} of the programme does not compile: ${first === undefined ? '' : issueText(first)}`,
    );
  }
  entry.compiled = withMarks(checked.programme, campaigns);
  return entry.compiled;
}
