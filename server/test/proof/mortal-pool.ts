// A pool of real connections that dies at its n-th await: the process that holds it takes no further step, as if killed, or
// only that connection breaks and the process goes on. Either before the statement reaches the server or after it was
// carried out there, its answer lost. It is the engine's only way to the database, so every await of the road is one of its.
import pg from 'pg';
import { clientConfig, createPool } from '../../src/storage/connection.ts';

export type Death = {
  /** The await that is the last, counted from `arm`. */
  readonly at: number;
  readonly when: 'before' | 'after';
  readonly what: 'process' | 'connection';
};

const POOL_MAX = 6;

export class MortalPool {
  /** What an engine is given. */
  readonly pool: pg.Pool;
  readonly died: Promise<void>;
  awaits = 0;
  isDead = false;
  readonly #raw: pg.Pool;
  readonly #url: string;
  readonly #clients = new Map<pg.PoolClient, pg.PoolClient>();
  readonly #inUse = new Set<pg.PoolClient>();
  #death: Death | null = null;
  #resolveDied: () => void;

  constructor(url: string) {
    this.#url = url;
    this.#raw = createPool({ url, max: POOL_MAX, applicationName: 'mortal', role: 'laurel_app' });
    this.#resolveDied = () => undefined;
    this.died = new Promise((resolve) => {
      this.#resolveDied = resolve;
    });
    this.pool = overridden(this.#raw, {
      connect: () => this.#connect(),
      query: (...args) => this.#step(null, () => apply(this.#raw, 'query', args)),
    });
  }

  /** Counts from now on. */
  arm(death: Death): void {
    this.awaits = 0;
    this.#death = death;
  }

  /** Closes what is left of it. */
  async bury(): Promise<void> {
    this.#death = null;
    this.isDead = true;
    for (const client of this.#inUse) client.release(true);
    this.#inUse.clear();
    await this.#raw.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await this.#step(null, async () => {
      const connected = await this.#raw.connect();
      if (this.isDead) connected.release(true);
      else this.#inUse.add(connected);
      return connected;
    });
    const known = this.#clients.get(client) ?? this.#wrap(client);
    this.#clients.set(client, known);
    return known;
  }

  #wrap(client: pg.PoolClient): pg.PoolClient {
    return overridden(client, {
      query: (...args) => this.#step(client, () => apply(client, 'query', args)),
      release: (...args) => {
        if (!this.#inUse.delete(client)) return;
        if (args[0] === true) client.release(true);
        else client.release();
      },
    });
  }

  async #step<T>(client: pg.PoolClient | null, work: () => Promise<T>): Promise<T> {
    if (this.isDead) return nothingMore();
    this.awaits += 1;
    const death = this.awaits === this.#death?.at ? this.#death : null;
    if (death?.what === 'connection') return this.#breakAt(death.when, client, work);
    if (death?.when === 'before') return this.#die();
    const [settled] = await Promise.allSettled([work()]);
    if (death !== null) return this.#die();
    if (this.isDead) return nothingMore();
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  }

  /** What a killed process leaves: broken connections, and promises that nobody will ever settle. */
  #die<T>(): Promise<T> {
    this.isDead = true;
    for (const client of this.#inUse) client.release(true);
    this.#inUse.clear();
    this.#resolveDied();
    return nothingMore();
  }

  async #breakAt<T>(when: Death['when'], client: pg.PoolClient | null, work: () => Promise<T>): Promise<T> {
    this.#resolveDied();
    if (client === null) {
      if (when === 'after') await work();
      throw new Error('Connection terminated unexpectedly');
    }
    if (when === 'after') await work();
    await this.#terminate(client);
    return apply(client, 'query', ['select 1']);
  }

  async #terminate(client: pg.PoolClient): Promise<void> {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const admin = new pg.Client(clientConfig({ url: this.#url, applicationName: 'mortal admin' }));
    await admin.connect();
    await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await admin.end();
  }
}

type Method = (...args: readonly unknown[]) => unknown;

/** The object with some methods replaced; the others work on the object itself. */
function overridden<T extends object>(object: T, methods: Readonly<Record<string, Method>>): T {
  return new Proxy(object, {
    get: (target, name) => {
      const replaced = typeof name === 'string' ? methods[name] : undefined;
      if (replaced !== undefined) return replaced;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function apply<T>(target: pg.Pool | pg.PoolClient, method: 'query', args: readonly unknown[]): Promise<T> {
  return Reflect.apply(target[method], target, args);
}

function nothingMore<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
