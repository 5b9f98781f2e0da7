// laurel sync: sets a connection to a customer-data platform up, sends everybody, says where it stands, sends some again. The
// same calls as HTTP.
import { setTimeout as delay } from 'node:timers/promises';
import type { DeliveryParts } from '../delivery/parts.ts';
import type { JsonObject } from '../domain/facts.ts';
import type { SetupPlan, SetupStep } from '../domain/sync/setup.ts';
import { type Instance, openDelivery } from '../main.ts';
import { EngineError } from '../pipeline/submission.ts';
import { addAccessEntry } from '../storage/access-audit.ts';
import { isGone } from '../storage/lease-holders.ts';
import { type RunRow, readRun } from '../storage/runs.ts';
import { startBackfill } from '../sync/backfill.ts';
import {
  listConnections,
  pauseConnection,
  readConnection,
  resumeConnection,
  type SyncConnection,
  type SyncDesk,
} from '../sync/connections.ts';
import { ASKED_MAX, askForAll } from '../sync/customers.ts';
import { applySetup, checkConnection, planSetup } from '../sync/setup.ts';
import { readStatus, type SyncStatus } from '../sync/status.ts';
import { startSync } from '../sync/worker.ts';
import { type Command, CommandError, parseOptions, print, usageError, withInstance } from './command.ts';
import { findId } from './customers.ts';
import { createProgress, grouped, timeText } from './progress.ts';
import { type Stopping, watchSignals } from './signals.ts';
import { tableText } from './text-table.ts';

const ACTOR = { kind: 'cli', name: 'command line' } as const;
const CONNECTION = 'infobip';
const LOOK_AGAIN_MS = 500;
const REASON_MAX = 500;

const OPTIONS = {
  apply: { type: 'boolean' },
  wait: { type: 'boolean' },
  force: { type: 'boolean' },
  connection: { type: 'string' },
} as const;
type Given = { readonly [name in keyof typeof OPTIONS]?: string | boolean | undefined };

export const sync: Command = {
  usage:
    'sync setup|backfill|status|pause|resume [CONNECTION] [REASON] [--apply] [--wait] [--force] | sync push CUSTOMER…',
  summary: 'Keep a customer-data platform in step: set it up, send everybody, see where it stands.',
  details: [
    '',
    'laurel sync setup infobip            shows what the platform has and what would be made there',
    'laurel sync setup infobip --apply    makes it, and starts to send what happens from now on',
    'laurel sync backfill infobip --wait  sends everybody who is a member, and waits for the end (--force: also who is',
    '                                     there as they should be)',
    'laurel sync status [infobip]',
    'laurel sync pause infobip "their maintenance"; laurel sync resume infobip',
    'laurel sync push external:4711 email:ada@example.com [--connection infobip]',
    '',
    'Address and key: LAUREL_PROVIDER_INFOBIP_URL and LAUREL_PROVIDER_INFOBIP_KEY, or the store (console, API).',
  ],
  async run(args) {
    const { values, positionals } = parseOptions(this, args, OPTIONS);
    const [action, ...names] = positionals;
    const [name, ...others] = names;
    if (action === 'push' && name !== undefined && names.length <= ASKED_MAX && isOnly(values, ['connection']))
      return withDesk(({ desk, instance }) => push(desk, instance, { name: values.connection ?? CONNECTION, names }));
    const [reason, ...rest] = others;
    if (action === 'pause' && name !== undefined && isReason(reason) && rest.length === 0 && isOnly(values, []))
      return withDesk((parts) => pause(parts, name, reason));
    if (others.length > 0) throw usageError(this);
    if (action === 'resume' && name !== undefined && isOnly(values, []))
      return withDesk((parts) => resume(parts, name));
    if (action === 'status' && isOnly(values, [])) return withDesk(({ desk }) => status(desk, name ?? null));
    if (name === undefined) throw usageError(this);
    if (action === 'setup' && isOnly(values, ['apply']))
      return withDesk((parts) => setUp(parts, name, values.apply === true));
    if (action === 'backfill' && isOnly(values, ['wait', 'force']))
      return withDesk((parts) => backfill(parts, { name, ...values }));
    throw usageError(this);
  },
};

function isReason(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text.length <= REASON_MAX;
}

function isOnly(values: Given, allowed: readonly string[]): boolean {
  return Object.keys(values).every((name) => allowed.includes(name));
}

type Parts = { readonly desk: SyncDesk; readonly instance: Instance; readonly delivery: DeliveryParts };

function withDesk(work: (parts: Parts) => Promise<number>): Promise<number> {
  return withInstance(async (instance) => {
    const delivery = openDelivery(instance);
    try {
      return await work({ desk: { pool: instance.pool, clock: instance.clock, delivery }, instance, delivery });
    } finally {
      await delivery.close();
    }
  });
}

async function setUp({ desk, instance }: Parts, name: string, isApplied: boolean): Promise<number> {
  const lines = await checkConnection(desk, name);
  const rows = lines.map(({ what, ok, reason }) => [what, ok ? 'yes' : 'no', reason ?? '']);
  if (rows.length > 0) print(`${tableText(['may this key', 'answer', 'why not'], rows)}\n`);
  if (lines.some(({ ok }) => !ok)) throw new CommandError('The platform refuses what is needed. Mend the key first.');
  if (!isApplied) {
    const plan = await planSetup(desk, name);
    print(planText(plan, 'missing'));
    if (plan !== null && plan.conflicts.length > 0) throw new CommandError(conflictText(plan.conflicts.length));
    print(`\nNothing was changed. \`laurel sync setup ${name} --apply\` does it and starts to send.`);
    return 0;
  }
  const { plan, connection } = await applySetup(desk, name);
  await note(instance, name, { action: 'sync.set_up', detail: { made: plan?.steps.length ?? 0 } });
  print(planText(plan, 'made'));
  print(`\n${connection.connector.title} is set up. What happens from now on is sent by the server within seconds.`);
  print(`\`laurel sync backfill ${name}\` sends everybody who is a member already.`);
  return 0;
}

function planText(plan: SetupPlan | null, word: 'missing' | 'made'): string {
  if (plan === null) return 'Nothing has to be made on this platform.';
  const rows = [
    ...plan.steps.map((step) => [word, ...stepCells(step)]),
    ...plan.conflicts.map(({ kind, name, problem }) => ['CONFLICT', kind, name, problem]),
  ];
  const there = word === 'made' ? 'were there already' : 'are there as they should be';
  const present = `${grouped(plan.present)} attributes, tags and definitions ${there}.`;
  return rows.length === 0 ? present : `${tableText(['state', 'what', 'name', 'as'], rows)}\n\n${present}`;
}

function stepCells(step: SetupStep): readonly string[] {
  switch (step.kind) {
    case 'attribute':
      return ['attribute', step.name, step.type];
    case 'tag':
      return ['tag', step.name, ''];
    case 'definition':
      return ['event', step.title, step.fields.map(({ name }) => name).join(', ')];
    case 'definition_fields':
      return ['event fields', step.id, step.fields.map(({ name }) => name).join(', ')];
  }
}

function conflictText(count: number): string {
  const which = count === 1 ? 'One thing there stands' : `${count} things there stand`;
  return `${which} in the way and cannot be changed. Give the field another target in the mapping, or remove what is there.`;
}

async function status(desk: SyncDesk, name: string | null): Promise<number> {
  const connections = name === null ? await listConnections(desk) : [await readConnection(desk, name)];
  if (connections.length === 0) print('There is no connection to a customer-data platform.');
  for (const connection of connections) print(statusText(connection, await readStatus(desk, connection.name)));
  return 0;
}

function statusText(connection: SyncConnection, { isServed, lanes, customers, events, ...runs }: SyncStatus): string {
  const { name, connector, status: state, pause, missing } = connection;
  const why = pause === null ? '' : `: ${pause.reason}${pause.by === null ? '' : ` (${pause.by})`}`;
  const served = state === 'running' && !isServed ? ', and no process is sending' : '';
  const lacks = missing.length === 0 ? [] : [`${missing.join(' and ')} missing`];
  const rows = lanes.map(({ lane, lagMs, sent, failures, reason }) => [
    lane,
    lagMs === null ? 'up to date' : `${timeText(lagMs / 1_000)} behind`,
    grouped(sent),
    failures === 0 ? '' : `failed ${failures} times: ${reason ?? ''}`,
  ]);
  const counts = Object.entries(customers).map(([word, count]) => `${grouped(count)} ${word}`);
  const aside = Object.entries(events).map(([word, count]) => `${grouped(count)} ${word}`);
  const { backfill, reconciliation } = runs;
  return [
    `${name} (${connector.title}) is ${[`${state}${why}${served}`, ...lacks].join(', ')}.`,
    ...(rows.length === 0 ? [] : [tableText(['lane', 'place', 'sent', 'trouble'], rows)]),
    `Customers: ${counts.join(', ')}. Events set aside: ${aside.join(', ')}.`,
    ...(backfill === null ? [] : [`Backfill: ${runText(backfill.run, backfill.secondsLeft)}.`]),
    ...(reconciliation === null ? [] : [`Reconciliation: ${runText(reconciliation, null)}.`]),
  ].join('\n');
}

function runText({ id, status: state, visited, total, changed }: RunRow, secondsLeft: number | null): string {
  const of = total === null ? '' : ` of ${grouped(total)}`;
  const left = secondsLeft === null ? '' : `, ${timeText(secondsLeft)} left`;
  return `${state}, ${grouped(visited)}${of} visited, ${grouped(changed)} sent${left} (run ${id})`;
}

/** Sends in this process what nobody else sends, for as long as the work takes. */
async function sending<T>(instance: Instance, { access, sender }: DeliveryParts, work: () => Promise<T>): Promise<T> {
  const { pool, programmes, clock, logger } = instance;
  const own = startSync({ pool, programmes, access, sender, clock, logger });
  try {
    return await work();
  } finally {
    await own.stop();
  }
}

type Asked = { readonly name: string; readonly wait?: boolean | undefined; readonly force?: boolean | undefined };

async function backfill({ desk, instance, delivery }: Parts, { name, wait, force }: Asked): Promise<number> {
  const opened = await openBackfill(desk, name, force === true);
  const { status: state, pause, leasedBy } = await readConnection(desk, name);
  if (state === 'paused') throw new CommandError(`${name} is paused: ${pause?.reason ?? ''}. Run ${opened.id} waits.`);
  if (leasedBy !== null && !isGone(leasedBy) && wait !== true) {
    print(
      `Run ${opened.id} was started; the server carries it out. \`laurel sync status ${name}\` says how far it is.`,
    );
    return 0;
  }
  return sending(instance, delivery, () => watch(desk, opened));
}

/** Goes on with the one that is open. */
async function openBackfill(desk: SyncDesk, name: string, isForced: boolean): Promise<RunRow> {
  try {
    return await startBackfill(desk, name, { ask: { isForced }, actor: ACTOR });
  } catch (error) {
    const open = error instanceof EngineError && error.code === 'run_in_progress' ? error.detail.run : null;
    const run = typeof open === 'string' ? await readRun(desk.pool, open) : null;
    if (run === null) throw error;
    print(`Going on with run ${run.id}, of which ${grouped(run.visited)} customers are done.`);
    return run;
  }
}

/** Shows how far a run is until it is over; Ctrl-C leaves it to whoever sends next. */
async function watch({ pool }: SyncDesk, opened: RunRow): Promise<number> {
  const stopping: Stopping = watchSignals();
  const progress = createProgress('backfill');
  const startedAt = performance.now();
  try {
    for (;;) {
      const row = await readRun(pool, opened.id);
      if (row === null) throw new CommandError(`The run ${opened.id} is gone.`);
      const isOpen = row.status === 'waiting' || row.status === 'running';
      if (!isOpen || stopping.asked.aborted) return report(row, (performance.now() - startedAt) / 1000);
      progress.show(row.visited, row.total, `${grouped(row.changed)} sent`);
      await delay(LOOK_AGAIN_MS);
    }
  } finally {
    progress.end();
    stopping.release();
  }
}

function report(row: RunRow, seconds: number): number {
  const done = `${grouped(row.visited)} customers visited, ${grouped(row.changed)} sent`;
  switch (row.status) {
    case 'done':
      print(`Run ${row.id} is done: ${done}, ${timeText(seconds)}.`);
      return 0;
    case 'cancelled':
      throw new CommandError(`Run ${row.id} was cancelled: ${done}.`);
    case 'failed':
      throw new CommandError(`Run ${row.id} failed: ${row.error ?? 'no reason was recorded'}. ${done} before that.`);
    case 'waiting':
    case 'running':
      throw new CommandError(
        `Run ${row.id} was left: ${done} so far. A running server, or the same command, goes on with it.`,
      );
  }
}

async function pause({ desk, instance }: Parts, name: string, reason: string): Promise<number> {
  if ((await readConnection(desk, name)).status === 'paused') throw new CommandError(`${name} is paused already.`);
  await pauseConnection(desk, name, { reason, actor: ACTOR });
  await note(instance, name, { action: 'sync.paused', detail: { reason } });
  print(`Nothing is sent to ${name} until \`laurel sync resume ${name}\`; what happens meanwhile is sent afterwards.`);
  return 0;
}

async function resume({ desk, instance }: Parts, name: string): Promise<number> {
  if ((await readConnection(desk, name)).status === 'running') throw new CommandError(`${name} is not paused.`);
  await resumeConnection(desk, name);
  await note(instance, name, { action: 'sync.resumed', detail: {} });
  print(`Sending to ${name} goes on within seconds.`);
  return 0;
}

type Noted = { readonly action: string; readonly detail: JsonObject };

/** In the log of access, as what is done over HTTP. */
async function note({ pool, clock }: Instance, name: string, { action, detail }: Noted): Promise<void> {
  const target = { kind: 'sync', id: name, name };
  await addAccessEntry(pool, { at: clock.now(), actor: ACTOR, action, target, detail });
}

type Pushed = { readonly name: string; readonly names: readonly string[] };

async function push(desk: SyncDesk, instance: Instance, { name, names }: Pushed): Promise<number> {
  const found: { readonly customer: string; readonly id: string | null }[] = [];
  for (const customer of names) found.push({ customer, id: await findId(instance, customer) });
  const customerIds = [...new Set(found.flatMap(({ id }) => id ?? []))];
  const results = await askForAll(desk, name, { action: 'push', customerIds });
  const reasons = new Map(results.map(({ customerId, reason }) => [customerId, reason]));
  const rows = found.map(({ customer, id }) => {
    const reason = id === null ? 'there is no such customer' : (reasons.get(id) ?? null);
    return [customer, reason === null ? 'queued' : 'refused', reason ?? ''];
  });
  print(tableText(['customer', 'result', 'why not'], rows));
  return rows.every(([, result]) => result === 'queued') ? 0 : 1;
}
