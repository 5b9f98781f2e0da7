// Tries a campaign that is not live on the real base: customer by customer until all were tried or the time is up, then says
// what it would have given, scaled up and marked so where it saw only some of them. It writes nothing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import { type Gain, replayedBy, type Trial, trialHistory, tryOnPast } from '../domain/campaigns/trial.ts';
import type { Programme, Rule } from '../domain/programme/programme.ts';
import { DAY_MS, type DateText, dayOf, type Instant, periodsAround } from '../domain/time.ts';
import { countEverybody } from '../storage/customer-selection.ts';
import { loadStates } from '../storage/load.ts';
import { inTransaction } from '../storage/transaction.ts';
import { beginTrial, pageOfCustomers, readPastFacts } from '../storage/trial.ts';

/** One page is loaded in some tens of milliseconds: so long at most does a trial hold a connection. */
const PAGE = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';
const OUTLIERS = 5;

export type TrialRequest = {
  readonly programme: Programme;
  readonly rule: Rule;
  readonly days: number;
  readonly now: Instant;
  /** After this time no further page is begun. */
  readonly budgetMs: number;
};

type TrialDay = {
  readonly day: DateText;
  readonly given: number;
  readonly points: number;
  readonly offers: number;
  readonly messages: number;
  readonly cost: number;
};

export type TrialResult = {
  /** Customers tried, and how many there are. */
  readonly tried: number;
  readonly customers: number;
  /** True when everybody was tried, with everything they did. */
  readonly isExact: boolean;
  /** Of those tried, not scaled up: few of them make a rough estimate. */
  readonly reachTried: number;
  readonly reach: number;
  readonly control: number;
  readonly total: Omit<TrialDay, 'day'>;
  readonly days: readonly TrialDay[];
  readonly outliers: readonly { readonly customerId: string; readonly given: number; readonly points: number }[];
  /** When what it may give in all would have been used up; null: it would not. */
  readonly spentOn: DateText | null;
  /** Events that only the engine raises: what they would have set off is not in the figures. */
  readonly left: readonly string[];
};

export async function tryCampaign(pool: pg.Pool, request: TrialRequest): Promise<TrialResult> {
  const { programme, rule, now, days } = request;
  const trial: Trial = { history: trialHistory(programme, rule), rule, from: now - days * DAY_MS, to: now };
  const gains: Gain[] = [];
  const until = performance.now() + request.budgetMs;
  let tried = 0;
  let isWhole = true;
  for (let after = FIRST; ; ) {
    const page = await tryPage(pool, trial, after);
    tried += page.ids.length;
    isWhole &&= page.isWhole;
    gains.push(...page.gains);
    after = page.ids.at(-1) ?? after;
    if (page.ids.length < PAGE) return resultOf(request, { gains, tried, customers: tried, isWhole });
    if (performance.now() >= until) break;
    await nextTurn();
  }
  const { count: customers } = await countEverybody(pool);
  return resultOf(request, { gains, tried, customers: Math.max(customers, tried), isWhole: false });
}

type Page = { readonly ids: readonly string[]; readonly gains: readonly Gain[]; readonly isWhole: boolean };

async function tryPage(pool: pg.Pool, trial: Trial, after: string): Promise<Page> {
  const { history, rule, from, to } = trial;
  const { kinds, events } = replayedBy(rule);
  const found = await inTransaction(
    pool,
    async (client) => {
      const customerIds = await pageOfCustomers(client, after, PAGE);
      const request = { customerIds, now: to, programme: history.live, talliesSince: to, isForDue: false };
      const { states } = await loadStates(client, { ...request, periods: periodsAround(to) });
      const past = await readPastFacts(client, { customerIds, since: from, kinds, events });
      return { customerIds, states, past };
    },
    beginTrial,
  );
  const gains: Gain[] = [];
  for (const [id, state] of found.states) gains.push(...tryOnPast(trial, state, found.past.facts.get(id) ?? []));
  return { ids: found.customerIds, gains, isWhole: found.past.isWhole };
}

type Seen = {
  readonly gains: readonly Gain[];
  readonly tried: number;
  readonly customers: number;
  readonly isWhole: boolean;
};

function resultOf({ programme, rule, days, now }: TrialRequest, seen: Seen): TrialResult {
  const { gains, tried, customers } = seen;
  const scale = tried === 0 ? 0 : customers / tried;
  const given = gains.filter((gain) => !gain.isControl);
  const zone = programme.document.time_zone;
  const byDay = Map.groupBy(given, ({ at }) => dayOf(at, zone));
  const listed = Array.from({ length: days }, (_, index) => dayOf(now - (days - 1 - index) * DAY_MS, zone)).map(
    (day): TrialDay => ({ day, ...scaled(sumsOf(byDay.get(day) ?? []), scale) }),
  );
  const byCustomer = [...Map.groupBy(given, ({ customerId }) => customerId)];
  return {
    tried,
    customers,
    isExact: seen.isWhole && tried === customers,
    reachTried: byCustomer.length,
    reach: Math.round(byCustomer.length * scale),
    control: Math.round(new Set(gains.flatMap((gain) => (gain.isControl ? [gain.customerId] : []))).size * scale),
    total: scaled(sumsOf(given), scale),
    days: listed,
    outliers: byCustomer
      .map(([customerId, own]) => ({ customerId, ...sumsOf(own) }))
      .toSorted((a, b) => b.points - a.points || b.given - a.given || (a.customerId < b.customerId ? -1 : 1))
      .slice(0, OUTLIERS)
      .map((sums) => ({ customerId: sums.customerId, given: sums.given, points: sums.points })),
    spentOn: spentOn(rule, listed),
    left: replayedBy(rule).left,
  };
}

type Sums = Omit<TrialDay, 'day'>;

function sumsOf(gains: readonly Gain[]): Sums {
  const sums = { given: gains.length, points: 0, offers: 0, messages: 0, cost: 0 };
  for (const gain of gains) {
    sums.points += gain.points;
    sums.offers += gain.offers;
    sums.messages += gain.messages;
    sums.cost += gain.cost;
  }
  return sums;
}

function scaled(sums: Sums, by: number): Sums {
  return {
    given: Math.round(sums.given * by),
    points: Math.round(sums.points * by),
    offers: Math.round(sums.offers * by),
    messages: Math.round(sums.messages * by),
    cost: Math.round(sums.cost * by),
  };
}

/** Totals are not held while trying, for only some customers are tried: the sums are held against them here. */
function spentOn({ campaign, limitTotal }: Rule, days: readonly TrialDay[]): DateText | null {
  const limits: { readonly [figure in 'points' | 'cost' | 'given']: number | undefined } = {
    points: campaign?.budget?.points,
    cost: campaign?.budget?.money,
    given: limitTotal?.per === 'ever' ? limitTotal.times : undefined,
  };
  const sums = { points: 0, cost: 0, given: 0 };
  for (const day of days) {
    for (const figure of ['points', 'cost', 'given'] as const) {
      sums[figure] += day[figure];
      const limit = limits[figure];
      if (limit !== undefined && sums[figure] >= limit) return day.day;
    }
  }
  return null;
}
