// Figures of the programme as a whole: an overview of the last days, and points by account for whoever keeps the books. Days that
// are over were counted once; what happened since is counted when somebody asks.
import { z } from 'zod';
import { addFlows, breakageOf, FLOWS, type Flows, flowsBy, outstandingOf } from '../../domain/points/flows.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { addToDay, type DateText, isoText } from '../../domain/time.ts';
import {
  type DayFigures,
  lastDays,
  type OpenFigures,
  openReader,
  readDays,
  readStanding,
} from '../../jobs/figures/read.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { liveProgramme } from './live-programme.ts';
import { dateInput, instant, limitInput } from './shapes.ts';

const DAYS = 30;
const DAYS_MAX = 366;
const MONTHS = 12;
const MONTHS_MAX = 60;
const tags = ['Analytics'];
const config = { scope: 'analytics:read' } as const;

const date = z.iso.date();
const series = z.array(z.int()).meta({ description: 'One value for each of `days`.' });
const flowSeries = { issued: series, used: series, expired: series, reversed: series, received: series, sent: series };
const flowFields = {
  issued: z.int(),
  used: z.int(),
  expired: z.int(),
  reversed: z.int(),
  received: z.int().meta({ description: 'Came from other customers.' }),
  sent: z.int().meta({ description: 'Went to other customers.' }),
};

const overviewShape = z
  .strictObject({
    as_of: instant,
    time_zone: z.string(),
    days: z.array(date).meta({ description: 'Calendar days where the programme lives; the last one is today so far.' }),
    is_complete: z
      .boolean()
      .meta({ description: 'False while days of the past are still being counted: sums are then too small.' }),
    members: z.strictObject({
      total: z.int().nullable().meta({ description: 'Null until the first day was counted.' }),
      active_30d: z
        .int()
        .nullable()
        .meta({ description: 'In the 30 days before today; null until they were counted.' }),
      new: series,
      active: series,
    }),
    points: z.array(
      z.strictObject({
        account: z.string(),
        title: z.string(),
        outstanding: z.int().meta({ description: 'What members have and may still use: the liability.' }),
        ...flowSeries,
        outstanding_by_day: series,
      }),
    ),
    tiers: z.array(
      z.strictObject({
        system: z.string(),
        title: z.string(),
        levels: z.array(
          z.strictObject({
            level: z.string(),
            title: z.string(),
            rank: z.int(),
            members: z.int().nullable().meta({ description: 'Null until the first day was counted.' }),
            entered: series,
          }),
        ),
      }),
    ),
    offers: z.strictObject({ issued: series, redeemed: series }),
    messages: z.strictObject({ delivered: series, failed: series }),
  })
  .meta({ id: 'Overview' });
type Overview = z.output<typeof overviewShape>;

const monthShape = z
  .strictObject({
    month: z.string().meta({ description: '2026-11' }),
    account: z.string(),
    title: z.string(),
    ...flowFields,
    outstanding: z.int().meta({ description: 'At the end of the month, or now.' }),
    breakage: z
      .number()
      .nullable()
      .meta({ description: 'The share of all points given up to then, and not taken back, that expired unused.' }),
  })
  .meta({ id: 'PointsOfMonth' });

export function analyticsRoutes(app: App, deps: AdapterDeps): void {
  const readOpen = openReader(deps);
  overviewRoute(app, deps, readOpen);
  monthRoute(app, deps, readOpen);
  fileRoute(app, deps, readOpen);
}

type ReadOpen = () => Promise<OpenFigures | null>;

async function openFigures(read: ReadOpen): Promise<OpenFigures> {
  const open = await read();
  if (open === null) throw new EngineError('programme_missing');
  return open;
}

function overviewRoute(app: App, deps: AdapterDeps, readOpen: ReadOpen): void {
  app.get(
    '/v1/analytics/overview',
    {
      config,
      schema: {
        operationId: 'getOverview',
        summary: 'Members, points, levels, offers and messages, day by day',
        tags,
        querystring: z.strictObject({ days: limitInput(DAYS_MAX, DAYS) }),
        response: { 200: overviewShape },
      },
    },
    async ({ query }) => {
      const programme = await liveProgramme(deps);
      const open = await openFigures(readOpen);
      const [days, standing] = await Promise.all([
        readDays(deps.pool, open, { ...lastDays(open, query.days), names: OVERVIEW_NAMES }),
        readStanding(deps.pool, open),
      ]);
      return overviewJson(programme, { open, days, standing });
    },
  );
}

const POINT_NAMES = FLOWS.map((flow) => `points.${flow}`);
const OVERVIEW_NAMES = [
  ...POINT_NAMES,
  'members.new',
  'members.active',
  'tiers.entered',
  'offers.issued',
  'offers.redeemed',
  'messages.delivered',
  'messages.failed',
];

type Found = {
  readonly open: OpenFigures;
  readonly days: DayFigures;
  readonly standing: Awaited<ReturnType<typeof readStanding>>;
};

function overviewJson(programme: Programme, { open, days, standing }: Found): Overview {
  const sumOpen = (name: string, subject = '') =>
    open.figures.filter((one) => one.name === name && one.subject === subject).reduce((sum, one) => sum + one.value, 0);
  const stood = (name: string, subject = '') =>
    standing.find((one) => one.name === name && one.subject === subject)?.value ?? null;
  const isCounted = standing.length > 0;
  const total = stood('members.total') ?? (open.isComplete ? 0 : null);
  const membersOf = (subject: string): number | null => {
    if (!isCounted && !open.isComplete) return null;
    return Math.max(
      0,
      (stood('tiers.members', subject) ?? 0) + sumOpen('tiers.entered', subject) - sumOpen('tiers.left', subject),
    );
  };
  return {
    as_of: isoText(open.asOf),
    time_zone: open.zone,
    days: [...days.days],
    is_complete: open.isComplete,
    members: {
      total: total === null ? null : total + sumOpen('members.new') - open.deleted,
      active_30d: stood('members.active_30d'),
      new: [...days.series('members.new')],
      active: [...days.series('members.active')],
    },
    points: accountsOf(programme, days).map((account) => ({ account, ...pointsJson(programme, days, account) })),
    tiers: programme.tierSystems.map(({ name: system, definition, levels }) => ({
      system,
      title: definition.title,
      levels: levels.map(({ name: level, rank, definition: { title } }) => ({
        level,
        title,
        rank,
        members: membersOf(`${system}/${level}`),
        entered: [...days.series('tiers.entered', `${system}/${level}`)],
      })),
    })),
    offers: { issued: [...days.series('offers.issued')], redeemed: [...days.series('offers.redeemed')] },
    messages: { delivered: [...days.series('messages.delivered')], failed: [...days.series('messages.failed')] },
  };
}

/** Those of the programme first; an account that it does not have any more keeps its points. */
function accountsOf(programme: Programme, days: DayFigures): readonly string[] {
  const declared = [...programme.accounts.keys()];
  const booked = POINT_NAMES.flatMap((name) => days.subjects(name));
  return [...new Set([...declared, ...booked])];
}

function titleOf(programme: Programme, account: string): string {
  return programme.document.accounts[account]?.title ?? account;
}

function pointsJson(
  programme: Programme,
  days: DayFigures,
  account: string,
): Omit<Overview['points'][number], 'account'> {
  const of = flowsByDay(days, account);
  const standing: number[] = [];
  let outstanding = outstandingOf(flowsBefore(days, account));
  for (const flows of of) {
    outstanding += outstandingOf(flows);
    standing.push(outstanding);
  }
  const seriesOf = (flow: keyof Flows) => of.map((flows) => flows[flow]);
  return {
    title: titleOf(programme, account),
    outstanding,
    issued: seriesOf('issued'),
    used: seriesOf('used'),
    expired: seriesOf('expired'),
    reversed: seriesOf('reversed'),
    received: seriesOf('received'),
    sent: seriesOf('sent'),
    outstanding_by_day: standing,
  };
}

function flowsBefore(days: DayFigures, account: string): Flows {
  return flowsBy((flow) => days.before(`points.${flow}`, account));
}

function flowsByDay(days: DayFigures, account: string): readonly Flows[] {
  return days.days.map((_, index) => flowsBy((flow) => days.series(`points.${flow}`, account)[index] ?? 0));
}

function monthRoute(app: App, deps: AdapterDeps, readOpen: ReadOpen): void {
  app.get(
    '/v1/analytics/points',
    {
      config,
      schema: {
        operationId: 'listPointsByMonth',
        summary: 'Points issued, used, expired and outstanding, by month and account, newest first',
        tags,
        querystring: z.strictObject({ months: limitInput(MONTHS_MAX, MONTHS) }),
        response: {
          200: z.strictObject({ as_of: instant, is_complete: z.boolean(), items: z.array(monthShape) }),
        },
      },
    },
    async ({ query }) => {
      const programme = await liveProgramme(deps);
      const open = await openFigures(readOpen);
      const { to } = lastDays(open, 1);
      const first = addToDay(`${to.slice(0, 7)}-01`, { count: -(query.months - 1), unit: 'month' });
      const days = await readDays(deps.pool, open, { from: first, to, names: POINT_NAMES });
      const items = accountsOf(programme, days).flatMap((account) => monthsOf(programme, days, account));
      items.sort((a, b) => (a.month === b.month ? 0 : a.month < b.month ? 1 : -1));
      return { as_of: isoText(open.asOf), is_complete: open.isComplete, items };
    },
  );
}

function monthsOf(programme: Programme, days: DayFigures, account: string): z.output<typeof monthShape>[] {
  const byDay = flowsByDay(days, account);
  let all = flowsBefore(days, account);
  return [...Map.groupBy(days.days.keys(), (index) => (days.days[index] ?? '').slice(0, 7))].map(([month, indexes]) => {
    const flows = indexes.reduce(
      (sum, index) => addFlows(sum, byDay[index] ?? flowsBy(() => 0)),
      flowsBy(() => 0),
    );
    all = addFlows(all, flows);
    const title = titleOf(programme, account);
    return { month, account, title, ...flows, outstanding: outstandingOf(all), breakage: breakageOf(all) };
  });
}

function fileRoute(app: App, deps: AdapterDeps, readOpen: ReadOpen): void {
  app.get(
    '/v1/analytics/points.csv',
    {
      config,
      schema: {
        operationId: 'exportPointsByDay',
        summary: 'Points by day and account as a CSV file',
        tags,
        produces: ['text/csv'],
        querystring: z.strictObject({ from: dateInput.optional(), to: dateInput.optional() }),
        response: { 200: z.any().meta({ description: `day, account, ${FLOWS.join(', ')}, outstanding` }) },
      },
    },
    async ({ query }, reply) => {
      const programme = await liveProgramme(deps);
      const open = await openFigures(readOpen);
      const range = rangeOf(query, open);
      const days = await readDays(deps.pool, open, { ...range, names: POINT_NAMES });
      reply.header('content-type', 'text/csv; charset=utf-8');
      reply.header('content-disposition', `attachment; filename="points-${range.from}-${range.to}.csv"`);
      return reply.serializer((text: string) => text).send(csvOf(programme, days));
    },
  );
}

const FILE_DAYS_MAX = 3_660;

function rangeOf(
  query: { readonly from?: DateText | undefined; readonly to?: DateText | undefined },
  open: OpenFigures,
): { readonly from: DateText; readonly to: DateText } {
  const today = lastDays(open, 1).to;
  const to = query.to === undefined || query.to > today ? today : query.to;
  const earliest = addToDay(to, { count: -(FILE_DAYS_MAX - 1), unit: 'day' });
  const from = query.from ?? addToDay(to, { count: -(DAYS_MAX - 1), unit: 'day' });
  const isTooEarly = from < earliest;
  return { from: isTooEarly ? earliest : from, to };
}

function csvOf(programme: Programme, days: DayFigures): string {
  const lines = [`day,account,${FLOWS.join(',')},outstanding`];
  for (const account of accountsOf(programme, days)) {
    let all = flowsBefore(days, account);
    for (const [index, flows] of flowsByDay(days, account).entries()) {
      all = addFlows(all, flows);
      const values = FLOWS.map((flow) => flows[flow]);
      lines.push([days.days[index], account, ...values, outstandingOf(all)].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}
