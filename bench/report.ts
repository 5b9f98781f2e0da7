// Results as the tables that the bench prints: ratios beside the figures, and each goal beside what was reached.
import { tableText } from '../server/src/cli/text-table.ts';
import type { KilledRun } from '../server/test/runs/killed-run.ts';
import type { BulkLine } from './bulk.ts';
import type { CampaignsResult } from './campaigns.ts';
import { type Cost, rowsOf } from './cost.ts';
import type { Compared, LiveResult, Usage } from './live.ts';
import type { LoadResult } from './load.ts';
import type { MetricsLine } from './metrics.ts';
import type { RunLine } from './runs.ts';
import type { Settings } from './settings.ts';
import type { SyncResult } from './sync.ts';

/** Goals of the project. At saturation, against the naive server: throughput at least, p99 at most. */
const THROUGHPUT_GOAL = 5;
const P99_GOAL = 1 / 3;
/** With few connections it must be no worse, which measuring noise would fail half of the time without a margin. */
const NOISE = 0.05;
/** Against raw SQL. */
const BULK_GOAL = 0.6;
/** A million customers in two minutes. */
const RUN_GOAL_PER_SECOND = 1_000_000 / 120;
const MEMORY_GOAL_MB = 400;
/** Metrics have the night: a million customers in ten minutes. */
const METRICS_GOAL_PER_SECOND = 1_000_000 / 600;
const DELIVERY_GOAL_PER_SECOND = 3_000;
/** Beside live events a million birthdays may take three minutes, and make them slower by half. */
const BESIDE_LIVE_GOAL_PER_SECOND = 1_000_000 / 180;
const BESIDE_RUN_GOAL = 1.5;
const WELCOME_GOAL_MS = 1_000;

export function liveText(result: LiveResult, settings: Settings): string {
  const heads = ['load', 'naive/s', 'p50 ms', 'p99 ms', 'Laurel/s', 'p50 ms', 'p99 ms', 'throughput', 'p99'];
  const rows = result.compared.map(({ name, naive, laurel }) => [
    name,
    ...figuresOf(naive),
    ...figuresOf(laurel),
    ratio(laurel.perSecond / naive.perSecond),
    ratio(laurel.p99Ms / naive.p99Ms),
  ]);
  const { naive, laurel } = result.usage;
  return [
    `(a) Live single events over HTTP: ${figure(settings.customers)} customers, 200 campaigns beside the coffee programme`,
    tableText(heads, rows),
    ...failureLines(result.compared),
    ...usageLines('naive', naive),
    ...usageLines('Laurel', laurel),
    ...goalLines(result.compared),
    goal(
      `Laurel's process ≤ ${MEMORY_GOAL_MB} MB`,
      laurel.taken.memoryMb <= MEMORY_GOAL_MB,
      memoryText(laurel.taken.memoryMb),
    ),
  ].join('\n');
}

function figuresOf({ perSecond, p50Ms, p99Ms }: LoadResult): string[] {
  return [figure(perSecond), p50Ms.toFixed(1), p99Ms.toFixed(1)];
}

/** By position: few connections, saturation, offered loads, the first two again with slower commits. */
function goalLines(compared: readonly Compared[]): string[] {
  const few = compared[0];
  const saturated = [compared[1], compared.at(-1)];
  const lines = saturated.flatMap((one) => {
    if (one === undefined) return [];
    const throughput = one.laurel.perSecond / one.naive.perSecond;
    const p99 = one.laurel.p99Ms / one.naive.p99Ms;
    return [
      goal(`${one.name}: throughput ≥ ${THROUGHPUT_GOAL}×`, throughput >= THROUGHPUT_GOAL, ratio(throughput)),
      goal(`${one.name}: p99 ≤ 1/3`, p99 <= P99_GOAL, ratio(p99)),
    ];
  });
  if (few === undefined) return lines;
  const throughput = few.laurel.perSecond / few.naive.perSecond;
  const p99 = few.laurel.p99Ms / few.naive.p99Ms;
  return [
    goal(`${few.name}: throughput no worse`, throughput >= 1 - NOISE, ratio(throughput)),
    goal(`${few.name}: p99 no worse`, p99 <= 1 + NOISE, ratio(p99)),
    ...lines,
  ];
}

function failureLines(compared: readonly Compared[]): string[] {
  return compared.flatMap(({ name, naive, laurel }) =>
    [['naive', naive] as const, ['Laurel', laurel] as const].flatMap(([server, { failures }]) => {
      const counts = Object.entries(failures).map(([status, count]) => `${count} × ${status}`);
      return counts.length === 0 ? [] : [`${server} failed at ${name}: ${counts.join(', ')}`];
    }),
  );
}

export function bulkText(lines: readonly BulkLine[], settings: Settings): string {
  const raw = lines.at(-1)?.perSecond ?? 1;
  const heads = [
    'way',
    'facts/s',
    'rows/s',
    'of raw SQL',
    'rows per fact',
    'WAL KB per fact',
    'CPU ms per fact',
    'of it PostgreSQL',
    'memory MB',
  ];
  const rows = lines.map(({ name, facts, perSecond, cost, taken }) => [
    name,
    figure(perSecond),
    figure((perSecond * rowsOf(cost)) / facts),
    percent(perSecond / raw),
    (rowsOf(cost) / facts).toFixed(1),
    (cost.walBytes / facts / 1024).toFixed(1),
    ...cpuFigures(taken?.cpuMs ?? 0, cost, facts),
    taken === null ? '' : figure(taken.memoryMb),
  ]);
  const goals = lines
    .slice(0, -1)
    .map(({ name, perSecond }) =>
      goal(`${name} ≥ ${percent(BULK_GOAL)} of raw SQL`, perSecond / raw >= BULK_GOAL, percent(perSecond / raw)),
    );
  return [
    `(b) A sign-in of each of ${figure(settings.customers)} customers, and the same rows by raw set-based SQL`,
    tableText(heads, rows),
    ...goals,
  ].join('\n');
}

export function metricsText({ visited, changed, purchases, seconds, cost, cpuMs, memoryMb }: MetricsLine): string {
  const heads = [
    'customers',
    'purchases',
    'figures written',
    'seconds',
    'a million in',
    'rows per customer',
    'WAL KB',
    'CPU ms',
    'of it PostgreSQL',
    'memory MB',
  ];
  const row = [
    figure(visited),
    figure(purchases),
    figure(changed),
    seconds.toFixed(1),
    `${figure((1_000_000 * seconds) / visited)} s`,
    (rowsOf(cost) / visited).toFixed(1),
    (cost.walBytes / visited / 1024).toFixed(1),
    ...cpuFigures(cpuMs, cost, visited),
    figure(memoryMb),
  ];
  return [
    '(f) The run of metrics: models fitted to all purchases, and the figures of everybody who bought something',
    tableText(heads, [row]),
    goal(
      'metrics: a million in ten minutes',
      visited / seconds >= METRICS_GOAL_PER_SECOND,
      `${figure(visited / seconds)}/s`,
    ),
  ].join('\n');
}

export function runsText(lines: readonly RunLine[], settings: Settings): string {
  const heads = [
    'run',
    'seconds',
    'customers/s',
    'a million in',
    'rows per customer',
    'WAL KB',
    'CPU ms',
    'of it PostgreSQL',
    'memory MB',
    'verify s',
  ];
  const rows = lines.map(({ name, visited, seconds, cost, cpuMs, memoryMb, verifySeconds }) => [
    name,
    seconds.toFixed(1),
    figure(visited / seconds),
    `${figure((1_000_000 * seconds) / visited)} s`,
    (rowsOf(cost) / visited).toFixed(1),
    (cost.walBytes / visited / 1024).toFixed(1),
    ...cpuFigures(cpuMs, cost, visited),
    figure(memoryMb),
    verifySeconds.toFixed(1),
  ]);
  const goals = lines.map(({ name, visited, seconds }) =>
    goal(
      `${name}: a million in two minutes`,
      visited / seconds >= RUN_GOAL_PER_SECOND,
      `${figure(visited / seconds)}/s`,
    ),
  );
  return [
    `(c) Runs over ${figure(settings.runCustomers)} customers, each with something due`,
    tableText(heads, rows),
    ...goals,
  ].join('\n');
}

export function campaignsText(result: CampaignsResult): string {
  const { customers, delivery, together, phases, memoryMb } = result;
  const heads = [
    'when',
    'sign-ins p50 ms',
    'p99 ms',
    'joining p50 ms',
    'p99 ms',
    'welcome arrived p50 ms',
    'p99 ms',
    'failed',
  ];
  const rows = phases.map(({ name, signIns, answerMs, welcomeMs }) => [
    name,
    signIns.p50Ms.toFixed(1),
    signIns.p99Ms.toFixed(1),
    figure(answerMs.p50),
    figure(answerMs.p99),
    figure(welcomeMs.p50),
    figure(welcomeMs.p99),
    figure(Object.values(signIns.failures).reduce((sum, count) => sum + count, 0)),
  ]);
  const slowest = Math.max(...phases.map(({ signIns }) => signIns.p99Ms)) / (phases[0]?.signIns.p99Ms ?? Number.NaN);
  const welcome = Math.max(...phases.map(({ welcomeMs }) => welcomeMs.p99));
  const runPerSecond = customers / together.runSeconds;
  const [messageMs, databaseMs] = cpuFigures(delivery.cpuMs, delivery.cost, customers);
  const memory = Math.max(delivery.memoryMb, memoryMb.http, memoryMb.jobs);
  return [
    `(d) Birthdays of ${figure(customers)} customers: points, an offer and a message each`,
    `messages alone: ${figure(delivery.perSecond)}/s; processor time for each ${messageMs} ms, of it PostgreSQL ${databaseMs} ms`,
    `all at once: the run took ${together.runSeconds.toFixed(1)} s (${figure(runPerSecond)}/s), the last message arrived after`,
    `  ${together.deliveredSeconds.toFixed(1)} s; ${together.again} arrived again; HTTP ${memoryText(memoryMb.http)}, jobs ${memoryText(memoryMb.jobs)}`,
    tableText(heads, rows),
    goal(
      `messages ≥ ${figure(DELIVERY_GOAL_PER_SECOND)}/s`,
      delivery.perSecond >= DELIVERY_GOAL_PER_SECOND,
      `${figure(delivery.perSecond)}/s`,
    ),
    goal(
      'beside live events: a million in three minutes',
      runPerSecond >= BESIDE_LIVE_GOAL_PER_SECOND,
      `${figure(runPerSecond)}/s`,
    ),
    goal(`sign-ins meanwhile: p99 ≤ ${BESIDE_RUN_GOAL}×`, slowest <= BESIDE_RUN_GOAL, ratio(slowest)),
    goal(`welcomes: p99 ≤ ${figure(WELCOME_GOAL_MS)} ms`, welcome <= WELCOME_GOAL_MS, `${figure(welcome)} ms`),
    goal(`each process ≤ ${MEMORY_GOAL_MB} MB`, memory <= MEMORY_GOAL_MB, memoryText(memory)),
  ].join('\n');
}

export function killedText({ kills, delivered, repeated, seconds }: KilledRun): string {
  const at = kills.map(({ awards, seen }) => `${figure(awards)} awards and ${figure(seen)} messages`).join('; ');
  return [
    `(e) Birthdays of ${figure(delivered)} customers, killed at ${at}:`,
    '  everybody has one award, one offer and one message, and the receiver saw every message',
    `  ${figure(repeated)} messages arrived more than once; ${seconds.toFixed(0)} s with the import of the customers`,
  ].join('\n');
}

function costText(cost: Cost, facts: number): string {
  const tables = [...cost.rows]
    .map(([name, count]) => [name, count / facts] as const)
    .filter(([, each]) => each >= 0.01);
  const parts = tables.map(([name, each]) => `${name} ${each.toFixed(2)}`).join(', ');
  return `${(rowsOf(cost) / facts).toFixed(2)} rows per fact (${parts}), WAL ${(cost.walBytes / facts / 1024).toFixed(1)} KB per fact`;
}

function usageLines(name: string, { facts, cost, taken }: Usage): string[] {
  const [all, database] = cpuFigures(taken.cpuMs, cost, facts);
  return [
    `${name}: ${costText(cost, facts)}`,
    `${name}: processor time per fact ${all} ms, of it PostgreSQL ${database} ms; ${memoryText(taken.memoryMb)}`,
  ];
}

/** Processor time per fact of the process and PostgreSQL's sessions together, and of the sessions alone. */
function cpuFigures(processMs: number, cost: Cost, facts: number): [all: string, database: string] {
  if (cost.cpuMs === null) return ['', ''];
  return [((processMs + cost.cpuMs) / facts).toFixed(2), (cost.cpuMs / facts).toFixed(2)];
}

function memoryText(megabytes: number): string {
  return `at most ${figure(megabytes)} MB`;
}

function goal(name: string, isReached: boolean, reached: string): string {
  return `  ${isReached ? 'reached' : 'MISSED '}  ${name}: ${reached}`;
}

function ratio(value: number): string {
  return `${value.toFixed(2)}×`;
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}

function figure(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function syncText({ customers, perSecond, alone, beside, backfill, live }: SyncResult): string {
  const { seconds, upserts, limit, share, sent, tooMany } = backfill;
  const rate = upserts / seconds;
  const lags = tableText(
    [`change to sent, ${perSecond} decisions a second`, 'changes', 'p50 ms', 'p99 ms'],
    [
      ['alone', String(alone.changes), alone.p50Ms.toFixed(0), alone.p99Ms.toFixed(0)],
      ['while everybody is sent', String(beside.changes), beside.p50Ms.toFixed(0), beside.p99Ms.toFixed(0)],
    ],
  );
  const perPerson = (calls: number): string => `${((100 * calls) / Math.max(1, live.changes)).toFixed(1)} %`;
  return [
    'Customer-data platform at its documented limits',
    lags,
    `${live.changes} changes took ${live.upserts} upserts (${perPerson(live.upserts)} of a call each), ${live.events} events ${live.eventCalls} calls.`,
    `Everybody: ${sent} of ${customers} members in ${seconds.toFixed(0)} s, ${Math.round(sent / seconds)} a second; ${upserts} upserts, live ones among them,`,
    `  ${rate.toFixed(2)} a second of ${limit} allowed (a backfill may use ${(limit * share).toFixed(1)}); ${tooMany} answers of 429.`,
  ].join('\n');
}
