// One connection, as long as this process holds its lease: the two lanes, pass by pass, events never ahead of profiles, and the
// runs over everybody beside them. When a platform cannot be reached a lane waits; when it refuses the key, all of it does.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { SendContext } from '../connectors/connector.ts';
import { createCall } from '../connectors/sync/call.ts';
import { SyncForbidden, SyncLater, type SyncOperation } from '../connectors/sync/sync-connector.ts';
import type { AccessBook } from '../delivery/access.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { loyaltyEvents } from '../domain/sync/fact-events.ts';
import type { Instant } from '../domain/time.ts';
import { type FactPlace, isBefore, readFactFeed, readFactMarks } from '../storage/fact-feed.ts';
import { pauseConnectionRow } from '../storage/sync-connections.ts';
import { readReadyEvents, readyForgotten } from '../storage/sync-events.ts';
import { delayLane, type LaneMove, type LaneRow, moveLane, readLanes, type SyncLane } from '../storage/sync-lanes.ts';
import { readDue } from '../storage/sync-sent.ts';
import { backOffMs, wordsOf } from './back-off.ts';
import type { SyncConnection } from './connections.ts';
import { sendAgain, sendEvents } from './events.ts';
import { InFlight } from './in-flight.ts';
import { createLimits, type Limits } from './limits.ts';
import { LeaseLost, type PeopleContext, sendPeople } from './people.ts';

export type WorkerDeps = {
  readonly pool: pg.Pool;
  readonly holder: string;
  readonly access: Pick<AccessBook, 'of'>;
  readonly http: SendContext['http'];
  readonly now: () => Instant;
  readonly random: () => number;
  readonly logger: { warn(detail: object, message: string): void; error(detail: object, message: string): void };
};

/** What the worker goes by until it is told anew: the programme, and what is set of the connection. */
export type Settings = { readonly programme: Programme; readonly connection: SyncConnection };

/** Far below what people notice; a look costs two statements. */
const IDLE_MS = 250;
/** Asked for by hand or by time alone: looked for less often than facts. */
const DUE_EVERY_MS = 500;
const SWEEP_EVERY_MS = 60_000;
/** As many customers as one upsert takes at most. */
const MARKS = 1_000;
const FACTS = 1_000;
const READY = 1_000;
const DUE = 1_000;
/** Of a lease: what begins before the rest of it is over before somebody else sends. */
const TIMEOUT_SHARE = 0.4;
/** A place is written down when something was sent, and otherwise so often. */
const PLACE_EVERY_MS = 10_000;

export class ConnectionWorker {
  readonly name: string;
  readonly inFlight = new InFlight();
  readonly deps: WorkerDeps;
  readonly #stopping = new AbortController();
  readonly #done: Promise<unknown>;
  #settings: Settings;
  #limits: Limits;
  #safeUntil = 0;
  #timeoutMs = 0;
  #dueAt = 0;
  #sweptAt = 0;
  readonly #writtenAt = new Map<SyncLane, number>();
  readonly #places = new Map<SyncLane, FactPlace>();

  constructor(deps: WorkerDeps, settings: Settings, carry: (worker: ConnectionWorker) => Promise<void>) {
    this.name = settings.connection.name;
    this.deps = deps;
    this.#settings = settings;
    this.#limits = this.#limitsOf(settings);
    this.#done = Promise.all([this.#go(), carry(this)]);
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  get limits(): Limits {
    return this.#limits;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** The lease holds so long by this process's own clock, a request's time left off. */
  renew(settings: Settings, leaseMs: number): void {
    this.#safeUntil = performance.now() + leaseMs * (1 - TIMEOUT_SHARE);
    this.#timeoutMs = leaseMs * TIMEOUT_SHARE;
    this.#settings = settings;
    this.#limits = this.#limitsOf(settings);
  }

  /** What is under way ends by itself; nothing more is begun. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  /** `turn` instead of the usual one: a backfill's. */
  people(
    turn: (operation: SyncOperation) => Promise<void> = (operation) => this.#limits.turn(operation),
  ): PeopleContext {
    const { connection, programme } = this.#settings;
    const { name, connector, mapping, options } = connection;
    const { pool, holder, now, access, http } = this.deps;
    const call = createCall({
      connector,
      access: access.of(name),
      http,
      now,
      turn: async (operation) => {
        await turn(operation);
        if (this.signal.aborted || performance.now() >= this.#safeUntil)
          throw new LeaseLost('the lease is over, or the process ends');
      },
      timeoutMs: this.#timeoutMs,
    });
    return { pool, connection: name, holder, connector, mapping, options, programme, call, now };
  }

  /** Nothing goes out until a person has done something about it. */
  async pause(reason: string): Promise<void> {
    const { pool, now, logger } = this.deps;
    const isNew = await pauseConnectionRow(pool, this.name, { reason, at: now(), by: null });
    if (isNew)
      logger.error({ connection: this.name, reason }, 'a customer-data platform refuses us: the sync is paused');
    this.#stopping.abort();
  }

  /** True: it may go on at once; else what failed is about the process itself. */
  async failed(error: unknown): Promise<'paused' | 'later' | 'over'> {
    if (error instanceof LeaseLost || this.signal.aborted) return 'over';
    if (!(error instanceof SyncForbidden)) return 'later';
    await this.pause(error.message);
    return 'paused';
  }

  #limitsOf({ connection: { name, connector, options } }: Settings): Limits {
    const access = this.deps.access.of(name);
    return createLimits(this.deps.pool, { access, connector, options, signal: this.signal });
  }

  async #go(): Promise<void> {
    let pauseMs = 0;
    while (!this.signal.aborted) {
      pauseMs = await this.#turn().then(
        (isBusy) => (isBusy ? 0 : IDLE_MS),
        (error: unknown) => {
          // The database is away, or something is wrong with us: the lanes themselves have caught what platforms do.
          this.deps.logger.warn({ connection: this.name, reason: wordsOf(error) }, 'the sync waits');
          return DUE_EVERY_MS * 4;
        },
      );
      if (pauseMs > 0) await delay(pauseMs, null, { signal: this.signal }).catch(() => undefined);
    }
  }

  /** Whether there is more to do at once. */
  async #turn(): Promise<boolean> {
    const lanes = await readLanes(this.deps.pool, this.name);
    const [profiles, events] = (['profiles', 'events'] as const).map((lane) => lanes.find((row) => row.lane === lane));
    if (profiles === undefined || events === undefined) return false;
    const until = this.#placeOf(profiles);
    const passes = await Promise.all([
      this.#guarded(profiles, () => this.#profilesPass(profiles)),
      this.#guarded(events, () => this.#eventsPass(events, until)),
    ]);
    await this.#sweep();
    return passes.some((isBusy) => isBusy);
  }

  async #guarded(row: LaneRow, pass: () => Promise<boolean>): Promise<boolean> {
    const { pool, holder, now, random, logger } = this.deps;
    if (row.nextAt > now()) return false;
    try {
      return await pass();
    } catch (error) {
      this.#places.delete(row.lane);
      if ((await this.failed(error)) !== 'later') return false;
      const reason = wordsOf(error);
      const askedMs = error instanceof SyncLater ? error.afterMs : null;
      const nextAt = now() + backOffMs(row.failures + 1, askedMs, random);
      logger.warn({ connection: this.name, lane: row.lane, reason }, 'a lane of the sync waits');
      await delayLane(pool, { connection: this.name, lane: row.lane, holder }, { reason, nextAt });
      return false;
    }
  }

  async #profilesPass(row: LaneRow): Promise<boolean> {
    const { pool } = this.deps;
    const place = this.#placeOf(row);
    const step = await readFactMarks(pool, place, MARKS);
    const changed = [...new Set(step.facts.map(({ customerId }) => customerId))];
    const first = await this.sendLive(changed);
    await this.#move(row, { to: step.after, ...first, isBusy: step.facts.length > 0 });
    const due = await this.#due();
    const known = new Set(changed);
    const again = await this.sendLive(due.filter((id) => !known.has(id)));
    if (again.sent + again.refused > 0) await this.#move(row, { to: step.after, ...again, isBusy: true });
    return step.hasMore || due.length === DUE;
  }

  async #due(): Promise<readonly string[]> {
    const { pool, now } = this.deps;
    if (performance.now() < this.#dueAt) return [];
    this.#dueAt = performance.now() + DUE_EVERY_MS;
    const due = await readDue(pool, this.name, { now: now(), limit: DUE });
    if (due.length === DUE) this.#dueAt = 0;
    return due;
  }

  /** At most 1,000; those that a backfill has at the moment are sent after it, the others at once. */
  async sendLive(customerIds: readonly string[]): Promise<{ readonly sent: number; readonly refused: number }> {
    const counts = { sent: 0, refused: 0 };
    let open = customerIds;
    while (open.length > 0) {
      const { taken, free } = this.inFlight.take(open);
      const frees = [free];
      try {
        if (taken.length === 0) await this.inFlight.oneFreed(open);
        const reserve = async (ids: readonly string[]) => void frees.push(await this.#reserve(ids));
        const done = await sendPeople(this.people(), taken, { isForced: false, leavesContested: false, reserve });
        counts.sent += done.sent;
        counts.refused += done.refused;
      } finally {
        for (const one of frees) one();
      }
      const isDone = new Set(taken);
      open = open.filter((id) => !isDone.has(id));
    }
    return counts;
  }

  /** Waits for backfills, which never wait for anybody. */
  async #reserve(customerIds: readonly string[]): Promise<() => void> {
    const frees: (() => void)[] = [];
    let open = customerIds;
    while (open.length > 0) {
      const { taken, free } = this.inFlight.take(open);
      frees.push(free);
      const isTaken = new Set(taken);
      open = open.filter((id) => !isTaken.has(id));
      if (open.length > 0) await this.inFlight.oneFreed(open);
    }
    return () => {
      for (const free of frees) free();
    };
  }

  async #eventsPass(row: LaneRow, until: FactPlace): Promise<boolean> {
    const { pool, logger } = this.deps;
    const { programme, connection } = this.#settings;
    const context = this.people();
    const ready = await readReadyEvents(pool, this.name, READY);
    const again = ready.length === 0 ? { sent: 0, refused: 0 } : await sendAgain(context, ready);
    const place = this.#placeOf(row);
    const step = await readFactFeed(pool, place, { limit: FACTS, until });
    const wanted = new Set<string>(connection.options.events);
    const events = step.facts.flatMap((fact) => {
      try {
        const made = loyaltyEvents(programme, fact).filter(({ event }) => wanted.has(event));
        return made.map((one) => ({ event: one, recordedAt: fact.recordedAt }));
      } catch (error) {
        logger.error({ connection: this.name, fact: fact.factId, reason: wordsOf(error) }, 'a fact has no events');
        return [];
      }
    });
    const { sent, refused } = await sendEvents(context, events);
    const counts = { sent: sent + again.sent, refused: refused + again.refused };
    await this.#move(row, { to: step.after, ...counts, isBusy: step.facts.length + ready.length > 0 });
    // Behind the profiles by now: whatever these went on is next.
    return step.hasMore || isBefore(step.after, this.#places.get('profiles') ?? step.after) || ready.length === READY;
  }

  /** Of the table, or further on where only looking has happened since. */
  #placeOf({ lane, place }: LaneRow): FactPlace {
    const known = this.#places.get(lane);
    return known !== undefined && isBefore(place, known) ? known : place;
  }

  async #move(
    { lane, place, failures }: LaneRow,
    { to, sent, refused, isBusy }: Omit<LaneMove, 'at'> & { readonly isBusy: boolean },
  ): Promise<void> {
    const { pool, holder, now } = this.deps;
    const isOld = performance.now() - (this.#writtenAt.get(lane) ?? 0) >= PLACE_EVERY_MS && isBefore(place, to);
    if (isBusy || failures > 0 || isOld) {
      const isOurs = await moveLane(pool, { connection: this.name, lane, holder }, { to, sent, refused, at: now() });
      if (!isOurs) throw new LeaseLost('another process sends to it now');
      this.#writtenAt.set(lane, performance.now());
    }
    this.#places.set(lane, to);
  }

  async #sweep(): Promise<void> {
    if (performance.now() - this.#sweptAt < SWEEP_EVERY_MS && this.#sweptAt > 0) return;
    this.#sweptAt = performance.now();
    await readyForgotten(this.deps.pool, this.name);
  }
}
