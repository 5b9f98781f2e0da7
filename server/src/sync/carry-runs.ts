// Carries out the runs over everybody of one connection: in the order of ids, several chunks at once as far as the limits let
// them, each place written down with its chunk. Whoever changes meanwhile goes before.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { SyncLater, type SyncOperation } from '../connectors/sync/sync-connector.ts';
import { isGone } from '../storage/lease-holders.ts';
import { endRun, leaseRun, type OpenRun, readLeaseHolders, saveProgress } from '../storage/runs.ts';
import { backOffMs, wordsOf } from './back-off.ts';
import type { ConnectionWorker } from './connection-worker.ts';
import { type Everybody, everybodyOf } from './everybody.ts';
import { sendPeople } from './people.ts';

const LOOK_EVERY_MS = 1_000;
/** Enough that a platform's time to answer costs no turns. */
const AT_ONCE = 3;
const CHUNK_MAX = 1_000;
const CHUNK_MIN = 50;

/** One after the other, until the worker is stopped. */
export async function carryRuns(worker: ConnectionWorker): Promise<void> {
  const { pool, holder, logger } = worker.deps;
  while (!worker.signal.aborted) {
    try {
      const deadWorkers = (await readLeaseHolders(pool)).filter(isGone);
      const wanted = { id: null, deadWorkers, lane: 'sync', connections: [worker.name] } as const;
      const open = await leaseRun(pool, holder, wanted);
      if (open !== null) await carry(worker, open);
      else await delay(LOOK_EVERY_MS, null, { signal: worker.signal }).catch(() => undefined);
    } catch (error) {
      logger.warn({ connection: worker.name, reason: wordsOf(error) }, 'a run of the sync waits');
      await delay(LOOK_EVERY_MS * 5, null, { signal: worker.signal }).catch(() => undefined);
    }
  }
}

async function carry(worker: ConnectionWorker, { run, cursor }: OpenRun): Promise<void> {
  const { pool, holder } = worker.deps;
  try {
    const everybody = await everybodyOf(worker, run);
    const walk = new Walk(worker, { run, cursor }, everybody);
    const isOver = await walk.go();
    await endRun(pool, run.id, holder, { status: isOver ? 'done' : 'waiting', error: null });
  } catch (error) {
    const how = await worker.failed(error);
    // A database that is away or too busy is waited out like a platform: the run goes on where it stood.
    const isPassing = error instanceof SyncLater || error instanceof pg.DatabaseError;
    const status = how === 'later' && !isPassing ? 'failed' : 'waiting';
    await endRun(pool, run.id, holder, { status, error: status === 'failed' ? wordsOf(error) : null });
    if (how === 'later') throw error;
  }
}

type Chunk = { readonly ids: readonly string[]; readonly last: string; isDone: boolean };

class Walk {
  readonly #worker: ConnectionWorker;
  readonly #open: OpenRun;
  readonly #everybody: Everybody;
  /** In the order of ids; the first ones go once they are done. */
  readonly #chunks: Chunk[] = [];
  #reading: Promise<unknown> = Promise.resolve();
  #read: string | null;
  #isRead = false;
  #done: string | null;
  #visited: number;
  #changed: number;
  #total: number | null;
  #isOurs = true;
  #turns = 0;

  constructor(worker: ConnectionWorker, open: OpenRun, everybody: Everybody) {
    this.#worker = worker;
    this.#open = open;
    this.#everybody = everybody;
    const after = open.cursor.walks[0]?.after ?? null;
    this.#read = after;
    this.#done = after;
    this.#visited = open.run.visited;
    this.#changed = open.run.changed;
    this.#total = open.run.total;
  }

  /** True: everybody was visited. */
  async go(): Promise<boolean> {
    this.#total ??= await this.#everybody.count();
    await this.#save();
    const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => this.#goOn()));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
    return this.#isRead && this.#chunks.length === 0;
  }

  get #mayGoOn(): boolean {
    return this.#isOurs && !this.#worker.signal.aborted;
  }

  async #goOn(): Promise<void> {
    try {
      while (this.#mayGoOn) {
        const chunk = await this.#next();
        if (chunk === null) return;
        const changed = await this.#untilDone(chunk);
        this.#changed += changed;
        chunk.isDone = true;
        await this.#advance();
      }
    } catch (error) {
      // The others end too, so that nothing works on behind the error.
      this.#isOurs = false;
      throw error;
    }
  }

  /** One at a time reads on. */
  #next(): Promise<Chunk | null> {
    const next = this.#reading.then(async () => {
      if (this.#isRead) return null;
      const items = this.#worker.settings.connection.connector.limits.upsert?.items ?? 1;
      const limit = Math.max(CHUNK_MIN, Math.min(CHUNK_MAX, items));
      const ids = await this.#everybody.read(this.#read, limit);
      const last = ids.at(-1);
      if (last === undefined || ids.length < limit) this.#isRead = true;
      if (last === undefined) return null;
      this.#read = last;
      const chunk: Chunk = { ids, last, isDone: false };
      this.#chunks.push(chunk);
      return chunk;
    });
    this.#reading = next.catch(() => undefined);
    return next;
  }

  /** What a platform cannot do now is done again; its refusal of the key ends the run for now. */
  async #untilDone({ ids }: Chunk): Promise<number> {
    const { deps, signal } = this.#worker;
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.#send(ids);
      } catch (error) {
        if (!(error instanceof SyncLater) || signal.aborted) throw error;
        deps.logger.warn({ connection: this.#worker.name, reason: error.message }, 'a run of the sync waits');
        await delay(backOffMs(failures, error.afterMs, deps.random), null, { signal });
        await this.#save();
        if (!this.#mayGoOn) throw error;
      }
    }
  }

  /** A turn is waited for before anybody is kept from the live lane; one that is not used is the next chunk's. */
  async #send(ids: readonly string[]): Promise<number> {
    const { limits, inFlight } = this.#worker;
    if (this.#turns === 0) {
      await limits.backfillTurn();
      this.#turns += 1;
    }
    const { taken, free } = inFlight.take(ids);
    try {
      await this.#everybody.prepare(taken);
      const turn = async (operation: SyncOperation): Promise<void> => {
        if (operation !== 'upsert') return limits.turn(operation);
        if (this.#turns === 0) return limits.backfillTurn();
        this.#turns -= 1;
      };
      const context = this.#worker.people(turn);
      const { sent } = await sendPeople(context, taken, { isForced: this.#everybody.isForced, leavesContested: true });
      return sent + (await this.#everybody.compare(taken));
    } finally {
      free();
    }
  }

  /** The place is after the last chunk before which all are done. */
  async #advance(): Promise<void> {
    while (this.#chunks[0]?.isDone === true) {
      const first = this.#chunks.shift();
      if (first === undefined) break;
      this.#done = first.last;
      this.#visited += first.ids.length;
    }
    await this.#save();
  }

  async #save(): Promise<void> {
    const { pool, holder } = this.#worker.deps;
    const { run, cursor } = this.#open;
    const [walk] = cursor.walks;
    const isOurs = await saveProgress(pool, run.id, holder, {
      cursor: { walks: [{ partition: walk?.partition ?? 0, after: this.#done, until: walk?.until ?? 0 }] },
      total: this.#total,
      visited: this.#visited,
      changed: this.#changed,
      error: null,
    });
    if (!isOurs) this.#isOurs = false;
  }
}
