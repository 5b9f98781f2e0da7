// An engine, the stand-in of Infobip and a sync between them, for tests of the lanes. Everything is real but the platform and the
// clock; limits are set high, because nobody waits for turns here.
import assert from 'node:assert/strict';
import { type Infobip, type InfobipOptions, startInfobip } from '../../../stand-ins/infobip/server.ts';
import type { StoredPerson } from '../../../stand-ins/infobip/state.ts';
import { createSender, type Sender } from '../../src/connectors/http-sender.ts';
import { SYNC_OPERATIONS } from '../../src/connectors/sync/sync-connector.ts';
import { AccessBook } from '../../src/delivery/access.ts';
import { SecretBox } from '../../src/delivery/secrets.ts';
import type { Actor, FactBody } from '../../src/domain/facts.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource, type ProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createPool } from '../../src/storage/connection.ts';
import { readSyncStates, type SyncCustomerState } from '../../src/storage/sync-customers.ts';
import { type SyncDesk, saveConnection } from '../../src/sync/connections.ts';
import type { OptionChanges } from '../../src/sync/options.ts';
import { applySetup } from '../../src/sync/setup.ts';
import { type Sync, startSync } from '../../src/sync/worker.ts';
import { eventually, SECRET_KEY } from '../delivery/harness.ts';
import { creation, type Harness, openHarness, submission } from '../pipeline/harness.ts';

export const KEY = 'a-key-of-the-account';
export const ACTOR: Actor = { kind: 'cli', name: 'test' };
const WITHIN_MS = 10_000;

const PROGRAMME = `
name: cafe
title: Cafe
accounts: { beans: { title: Beans, default: true } }
sources: { web: { title: Web } }
events: { visit: {} }
campaigns:
  visit:
    title: A visit
    behavior: { event: visit }
    outcomes: [{ kind: points, amount: 10, source: web }]
`;

export class SyncHarness {
  readonly harness: Harness;
  readonly engine: PipelineEngine;
  readonly sender: Sender;
  readonly programmes: ProgrammeSource;
  readonly logs: string[] = [];
  infobip: Infobip;
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(parts: Pick<SyncHarness, 'harness' | 'engine' | 'sender' | 'programmes' | 'infobip'>) {
    this.harness = parts.harness;
    this.engine = parts.engine;
    this.sender = parts.sender;
    this.programmes = parts.programmes;
    this.infobip = parts.infobip;
  }

  get access(): AccessBook {
    const { pool } = this.harness.database;
    const infobip = { url: this.infobip.url, key: KEY, secrets: [] };
    return new AccessBook(pool, new SecretBox([SECRET_KEY]), { INFOBIP: infobip });
  }

  get desk(): SyncDesk {
    const { pool } = this.harness.database;
    const clock = { now: () => this.harness.now };
    return { pool, clock, delivery: { access: this.access, sender: this.sender } };
  }

  async setUp(options: OptionChanges = {}): Promise<void> {
    const limits = Object.fromEntries(SYNC_OPERATIONS.map((operation) => [operation, 10_000]));
    const change = { connector: 'infobip', options: { limits, ...options } };
    await saveConnection(this.desk, 'infobip', { change, actor: ACTOR });
    await applySetup(this.desk, 'infobip');
  }

  /** As one more process: with connections of its own. `kill` lets it end as a process does that dies. */
  start(options: { readonly leaseMs?: number } = {}): Sync & { kill(): Promise<void> } {
    const pool = createPool({ url: this.harness.database.url, max: 8, applicationName: 'sync', role: 'laurel_app' });
    const note = (detail: object, message: string) => void this.logs.push(`${message} ${JSON.stringify(detail)}`);
    const { access, sender, programmes, harness } = this;
    const clock = { now: () => harness.now };
    const logger = { warn: note, error: note };
    const sync = startSync({ pool, programmes, access, sender, clock, logger, random: () => 0, ...options });
    let isOver = false;
    const end = async (stop: () => Promise<unknown>) => {
      if (isOver) return;
      isOver = true;
      await stop();
    };
    const stop = () => end(() => sync.stop().then(() => pool.end()));
    this.#ends.push(stop);
    return {
      stop,
      // Without its connections nothing of it is written any more; its lease is over for whoever comes next.
      kill: () =>
        end(async () => {
          await pool.end().catch(() => undefined);
          await sync.stop().catch(() => undefined);
          await harness.owner.query('update laurel.sync_connection set lease_until = now()');
          await harness.owner.query('update laurel.run set lease_until = now() where lease_until > now()');
        }),
    };
  }

  async submit(customer: string, body: FactBody): Promise<string> {
    const answer = await this.engine.submit(submission(customer, body));
    assert.equal(answer.record.refusal ?? null, null, JSON.stringify(answer.record.refusal));
    return answer.customerId;
  }

  /** Opted in unless said otherwise. */
  join(name: string, patch: Extract<FactBody, { kind: 'customer.save' }>['patch'] = {}): Promise<string> {
    return this.submit(name, creation(name, { email: `${name}@example.com`, optedIn: true, ...patch }));
  }

  person(customerId: string): StoredPerson | null {
    const id = this.infobip.state.byExternalId.get(customerId);
    return id === undefined ? null : (this.infobip.state.persons.get(id) ?? null);
  }

  /** Titles of the definitions of the events that a person has, in the order of their time. */
  eventsOf(customerId: string): readonly string[] {
    const person = this.person(customerId);
    const events = [...this.infobip.state.events.values()].filter((event) => event?.personId === person?.id);
    return events.flatMap((event) => event?.definitionId ?? []);
  }

  async stateOf(customerId: string): Promise<SyncCustomerState | null> {
    const states = await readSyncStates(this.harness.database.pool, customerId);
    return states.find(({ connection }) => connection === 'infobip') ?? null;
  }

  async until(isTrue: () => boolean | Promise<boolean>, what: string): Promise<void> {
    await eventually(isTrue, WITHIN_MS, () => `${what}\n${this.logs.slice(-5).join('\n')}`);
  }

  /** Everything that has happened so far was told; lanes that wait are given the time. */
  async caughtUp(): Promise<void> {
    await this.until(async () => {
      this.harness.now += 100;
      // Not by what a lane may read: a transaction that runs anywhere in the cluster holds the log back for a moment.
      const { rows } = await this.harness.owner.query<{ behind: number }>(
        `select count(*) as behind
         from   laurel.sync_lane l
         where  l.failures > 0
            or  exists (select from laurel.fact f
                        where  not f.is_refused
                          and  (f.tx, f.id, f.customer_id) > (l.tx, l.after_fact, l.after_customer))`,
      );
      return rows[0]?.behind === 0;
    }, 'the lanes are behind');
  }

  async close(): Promise<void> {
    for (const end of this.#ends.splice(0)) await end();
    await this.sender.close();
    await this.infobip.close();
    await this.harness.close();
  }
}

export async function openSyncHarness(
  options: InfobipOptions & { readonly programme?: string } = {},
): Promise<SyncHarness> {
  const { programme = PROGRAMME, ...rest } = options;
  const harness = await openHarness(programme);
  const engine = await harness.engine();
  const infobip = await startInfobip({ key: KEY, limits: 'none', now: () => harness.now, ...rest });
  const sender = createSender({ allowPrivateTargets: true });
  const programmes = createProgrammeSource(harness.database.pool);
  await programmes.refresh();
  return new SyncHarness({ harness, engine, sender, programmes, infobip });
}
