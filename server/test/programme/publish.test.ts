// Publishing versions of the programme on a real database: what goes live, what is refused, what is counted afterwards.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { issueText } from '../../src/domain/programme/issue.ts';
import type { ProgrammeFiles } from '../../src/domain/programme/read.ts';
import { renderFiles } from '../../src/domain/programme/render.ts';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import {
  exportProgramme,
  type Publication,
  type Published,
  planPublication,
  publishProgramme,
  type Refused,
} from '../../src/jobs/publish.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { listVersions } from '../../src/storage/programmes.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const START = Date.UTC(2026, 0, 1);
const ACTOR = { kind: 'cli', name: 'test' } as const;

let now = START;
const clock = { now: () => now };
let coffee: ProgrammeFiles;
let database: TestDatabase;

before(async () => {
  coffee = await readProgrammeFolder(COFFEE);
});

function publish(files: ProgrammeFiles, more: Partial<Publication> = {}): Promise<Published | Refused> {
  now += 1_000;
  return publishProgramme(database.pool, { files, actor: ACTOR, note: null, ...more }, clock);
}

async function published(files: ProgrammeFiles): Promise<Published> {
  const result = await publish(files);
  assert(result.kind !== 'refused', result.kind === 'refused' ? JSON.stringify(result) : '');
  return result;
}

function edited(files: ProgrammeFiles, file: string, from: string | RegExp, to: string): ProgrammeFiles {
  const text = (files[file] ?? '').replace(from, to);
  assert.notEqual(text, files[file]);
  return { ...files, [file]: text };
}

async function fresh(): Promise<void> {
  database = await testDatabase();
  now = START;
}

const customerId = (partition: number) =>
  `${(partition * 2).toString(16).padStart(2, '0')}000000-0000-4000-8000-000000000001`;

async function addCustomer(id: string, country: string | null = null): Promise<void> {
  await database.owner.query(
    `insert into laurel.customer (customer_id, country, status, opted_in, created_at, updated_at, custom)
     values ($1, $2, 'good', true, now(), now(), '{"favourite_roast": "dark"}')`,
    [id, country],
  );
}

describe('versions', () => {
  before(fresh);
  after(() => database.close());

  test('the first publication is version 1, by whom and with its note', async () => {
    const result = await publish(coffee, { note: 'First start' });
    assert(result.kind === 'published');
    assert.equal(result.version, 1);
    assert.deepEqual(result.warnings, []);
    assert.equal(result.changes.filter((change) => change.kind === 'add').length, result.changes.length);
    assert.deepEqual(await listVersions(database.pool, 100, 10), [
      { version: 1, live_from: START + 1_000, applied_by: 'test', note: 'First start', approved_by: null },
    ]);
  });

  test('the same files again are no new version', async () => {
    const result = await publish(coffee, { expectedVersion: 0 });
    assert.equal(result.kind, 'unchanged');
    assert(result.kind === 'unchanged' && result.version === 1 && result.changes.length === 0);
  });

  test('what is exported is what was published, byte for byte', async () => {
    assert.deepEqual(await exportProgramme(database.pool), coffee);
    assert.deepEqual(Object.keys((await exportProgramme(database.pool, 1)) ?? {}).sort(), Object.keys(coffee).sort());
    assert.equal(await exportProgramme(database.pool, 9), null);
  });

  test('the document is kept as written, without defaults', async () => {
    const { rows } = await database.pool.query('select document from laurel.programme_version where version = 1');
    assert.deepEqual(rows[0].document.settings, { minimum_age: 13 });
    assert.equal('campaigns' in rows[0].document, false);
  });

  test('a comment is a new version without changes', async () => {
    const result = await published(edited(coffee, 'accounts.yaml', '# What', '# Indeed, what'));
    assert.deepEqual([result.kind, result.version, result.changes], ['published', 2, []]);
  });

  test('a document that was posted is kept as files', async () => {
    const { rows } = await database.pool.query('select document from laurel.programme_version where version = 2');
    const result = await published(renderFiles(rows[0].document));
    assert.deepEqual([result.version, result.changes], [3, []]);
  });

  test('errors name file and line, and change nothing', async () => {
    const wrong = edited(coffee, 'tiers/club.yaml', 'account: beans, source: web', 'account: baens, source: web');
    const result = await publish(wrong);
    assert(result.kind === 'refused');
    assert.deepEqual([result.code, result.detail], ['programme_invalid', { errors: 1 }]);
    assert.deepEqual(result.issues.map(issueText), [
      'tiers/club.yaml:25 tier_systems.club.levels.green.events[0].outcomes[0].account: account baens is not declared; expected beans',
    ]);
    assert.equal((await listVersions(database.pool, 100, 1))[0]?.version, 3);
  });

  test('a plan made for another version is not applied', async () => {
    const result = await publish(edited(coffee, 'programme.yaml', 'Coffee club', 'Club'), { expectedVersion: 1 });
    assert.deepEqual(result, {
      kind: 'refused',
      code: 'programme_changed',
      detail: { live: 3, planned: 1 },
      issues: [],
    });
  });

  test('publications at once follow each other', async () => {
    const titles = ['A', 'B', 'C'];
    const results = await Promise.all(
      titles.map((title) => published(edited(coffee, 'programme.yaml', 'Coffee club', title))),
    );
    assert.deepEqual(results.map((result) => result.version).sort(), [4, 5, 6]);
    const { rows } = await database.pool.query(
      'select version, live_from from laurel.programme_version order by version',
    );
    const instants = rows.map((row) => row.live_from);
    assert.deepEqual(
      instants,
      [...new Set(instants)].sort((a, b) => a - b),
    );
  });

  test('the cache gives each instant the version that was live then', async () => {
    const source = createProgrammeSource(database.pool);
    assert.equal(source.current(), null);
    const history = await source.refresh();
    assert.equal(history?.live.version, 6);
    assert.equal(history?.at(0).version, 1);
    assert.equal(history?.at(START + 1_000).version, 1);
    assert.equal(history?.at(Number.MAX_SAFE_INTEGER).version, 6);
    assert.equal(history?.version(2), history?.version(2));
    assert.equal(history?.version(99), null);
    assert.equal((await source.catchUp(2)).live.version, 2);
    await published(coffee);
    assert.equal(source.current()?.live.version, 6);
    const [caught, again] = await Promise.all([source.catchUp(7), source.catchUp(7)]);
    assert.equal(caught, again);
    assert.equal(source.current()?.live.version, 7);
    await assert.rejects(source.catchUp(8), /no version 8/);
  });
});

describe('what customers have', () => {
  const [green, roast] = [customerId(3), customerId(100)];

  before(async () => {
    await fresh();
    await published(coffee);
    await addCustomer(green);
    await addCustomer(roast);
    await database.owner.query(
      `insert into laurel.tier (customer_id, system, level, since, maintained_at, anniversary_at)
       values ($1, 'club', 'green', now(), now(), now()), ($2, 'club', 'roast', now(), now(), now())`,
      [green, roast],
    );
    await database.owner.query(
      `insert into laurel.balance (customer_id, account, deposited, transferred_in, spent, expired, reversed,
                                   transferred_out, held, debt, uncollected)
       values ($1, 'beans', 50, 0, 0, 0, 0, 0, 0, 0, 0), ($2, 'beans', 50, 0, 50, 0, 0, 0, 0, 0, 0)`,
      [green, roast],
    );
  });
  after(() => database.close());

  const withoutRoast = () => edited(coffee, 'tiers/club.yaml', / {6}roast:[\s\S]*(?= {6}reserve:)/, '');

  test('a plan says how many customers a change touches, and what would be refused', async () => {
    const files = edited(withoutRoast(), 'accounts.yaml', 'title: Beans', 'title: Coffee beans');
    const plan = await planPublication(database.pool, files, clock);
    assert(plan.kind === 'planned');
    assert.equal(plan.liveVersion, 1);
    assert.deepEqual(
      plan.changes.map(({ kind, path: place, customers }) => [kind, place.join('.'), customers]),
      [
        ['change', 'accounts.beans.title', 1],
        ['remove', 'tier_systems.club.levels.roast', 1],
      ],
    );
    assert.deepEqual(plan.inUse, ['tier_systems.club.levels.roast (1 customer)']);
  });

  test('a level with members is not dropped', async () => {
    assert.deepEqual(await publish(withoutRoast()), {
      kind: 'refused',
      code: 'programme_in_use',
      detail: { what: 'tier_systems.club.levels.roast (1 customer)' },
      issues: [],
    });
  });

  test('nor is a tier system with members or an account with a balance', async () => {
    const files = {
      'p.yaml': 'name: coffee\ntitle: Coffee\naccounts: { stars: { title: Stars, default: true } }\n',
    };
    const result = await publish(files);
    assert(result.kind === 'refused' && result.code === 'programme_in_use');
    assert.equal(result.detail.what, 'accounts.beans (1 customer), tier_systems.club (2 customers)');
  });

  test('a level without members and an attribute with values are dropped, the latter with a warning', async () => {
    const files = edited(
      edited(coffee, 'tiers/club.yaml', / {6}reserve:[\s\S]*$/, ''),
      'attributes.yaml',
      / {2}favourite_roast:[\s\S]*?\n\n/,
      '',
    );
    const result = await published(files);
    assert.equal(result.kind, 'published');
    assert.deepEqual(result.warnings, [
      {
        path: 'attributes.favourite_roast',
        sentence:
          '2 customers have a value for the attribute favourite_roast: it is kept, but nothing reads it any more.',
      },
    ]);
  });
});

describe('what is counted for the first time', () => {
  const customers = [customerId(0), customerId(64), customerId(127)];
  let factCount = 0;

  async function addVisit(
    customer: string,
    parts: { store?: string; quantity?: number; refused?: boolean; forgotten?: boolean } = {},
  ) {
    factCount += 1;
    const body = {
      kind: 'event',
      name: 'tasting_visit',
      quantity: parts.quantity ?? 1,
      properties: { store: parts.store ?? 'rome' },
    };
    await database.owner.query(
      `insert into laurel.fact (customer_id, id, kind, name, occurred_at, recorded_at, booked_on, programme, engine,
                                actor_kind, actor_name, is_refused, body, record, tx)
       values ($1, $2, 'event', 'tasting_visit', $3, $3, '2026-01-01', 1, 1, 'api', 'test', $4, $5, '{}',
               pg_current_xact_id()::text::bigint)`,
      [
        customer,
        `01900000-0000-7000-8000-${factCount.toString(16).padStart(8, '0')}0000`,
        new Date(START + factCount * 1_000),
        parts.refused ?? false,
        parts.forgotten === true ? null : JSON.stringify(body),
      ],
    );
  }

  async function tallies(): Promise<readonly string[]> {
    const { rows } = await database.pool.query(
      'select customer_id, metric, sum(value)::bigint as value from laurel.tally group by 1, 2 order by 1, 2',
    );
    return rows.map((row) => `${String(row.customer_id).slice(0, 2)} ${row.metric} ${row.value}`);
  }

  const counting = (conditions: string) => ({
    'p.yaml': `name: coffee
title: Coffee
events: { tasting_visit: { properties: { store: { type: string } } } }
tier_systems:
  explorer:
    title: Explorer
    levels:
      low: { title: Low, rank: 1, entrance: { kind: automatic } }
      high:
        title: High
        rank: 2
        entrance:
          kind: qualify
          conditions: [${conditions}]
`,
  });
  const low = counting('{ kind: customer, when: customer.opted_in }');
  const visits = '{ kind: events, event: tasting_visit, at_least: 3 }';
  const inRome = `{ kind: events, event: tasting_visit, when: 'event.store == "rome" && customer.country == "IT"', at_least: 3 }`;

  before(async () => {
    await fresh();
    await published(low);
    for (const [index, customer] of customers.entries()) await addCustomer(customer, index === 0 ? 'IT' : 'DE');
    await addVisit(customers[0] ?? '', { quantity: 2 });
    await addVisit(customers[0] ?? '', { store: 'milan' });
    await addVisit(customers[1] ?? '');
    await addVisit(customers[1] ?? '', { refused: true });
    await addVisit(customers[2] ?? '', { forgotten: true });
  });
  after(() => database.close());

  test('past events are counted before the version is live, refused ones not', async () => {
    await published(counting(visits));
    assert.deepEqual(await tallies(), ['00 tasting_visit 3', '80 tasting_visit 1', 'fe tasting_visit 1']);
  });

  test('restrictions are evaluated, and counts that are there stay', async () => {
    await published(counting(`${visits}, ${inRome}`));
    const counted = (await tallies()).filter((line) => line.includes('?'));
    assert.equal(counted.length, 1);
    assert.match(counted[0] ?? '', /^00 tasting_visit\?[0-9a-f]{13} 2$/);
  });

  test('a fact that is saved while publishing counts once', async () => {
    await database.owner.query('delete from laurel.tally');
    await published(low);
    // A batch holds its partition while the past is counted; its fact is committed only after that.
    const batch = await database.owner.connect();
    await batch.query('begin');
    await batch.query('select pg_advisory_xact_lock(7201, 0)');
    const publishing = published(counting(visits));
    await untilWaiting();
    await batch.query(
      `insert into laurel.fact (customer_id, id, kind, name, occurred_at, recorded_at, booked_on, programme, engine,
                                actor_kind, actor_name, is_refused, body, record, tx)
       values ($1, '01900000-0000-7000-8000-ffffffff0000', 'event', 'tasting_visit', now(), now(), '2026-01-01', 1, 1, 'api',
               'test', false, '{"quantity": 5, "properties": {}}', '{}', pg_current_xact_id()::text::bigint)`,
      [customers[0]],
    );
    await batch.query('commit');
    batch.release();
    await publishing;
    assert.deepEqual(await tallies(), ['00 tasting_visit 8', '80 tasting_visit 1', 'fe tasting_visit 1']);
  });

  test('what the engine raises itself is counted from publication on, and the plan says so', async () => {
    const plan = await planPublication(
      database.pool,
      counting('{ kind: events, event: __platform.tier.changed, at_least: 1 }'),
      clock,
    );
    assert(plan.kind === 'planned');
    assert.match(
      plan.warnings.map((warning) => warning.sentence).join(),
      /__platform\.tier\.changed .* from publication on/,
    );
  });

  /** Until the publication waits for the lock that the batch holds. */
  async function untilWaiting(): Promise<void> {
    for (let attempt = 0; attempt < 2_000; attempt += 1) {
      const { rows } = await database.owner.query(
        `select from pg_locks
         where locktype = 'advisory' and classid = 7201 and objid = 0 and not granted
               and database = (select oid from pg_database where datname = current_database())`,
      );
      if (rows.length > 0) return;
    }
    assert.fail('the publication never waited for the partition');
  }
});
