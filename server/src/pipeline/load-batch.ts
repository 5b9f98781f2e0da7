// Decides what a batch must load: which periods and occurrences may be read, and which slices its facts will need. Guesses
// by the kind of fact; where the guess was short, deciding names what it lacks.
import type pg from 'pg';
import { isDue } from '../domain/decide.ts';
import { offersNamedBy } from '../domain/offers/offer-fact.ts';
import { reversedBy } from '../domain/points/reverse.ts';
import type { Programme, ProgrammeHistory, Requirement } from '../domain/programme/programme.ts';
import { type Family, familyOf, recordsNamedBy } from '../domain/records.ts';
import type { CustomerState, Slice } from '../domain/state.ts';
import { DAY_MS, HOUR_MS, type Instant, periodsAround, type Span, shift } from '../domain/time.ts';
import { loadDueCards } from '../storage/cards.ts';
import { type Loaded, type LoadRequest, loadStates } from '../storage/load.ts';
import { loadNamedRecords, loadOpenRecords } from '../storage/records.ts';
import {
  loadAllLots,
  loadHolds,
  loadNamedOffers,
  loadOpenHolds,
  loadOpenLots,
  loadReversible,
  loadTierMoves,
  loadWallets,
} from '../storage/slices.ts';
import { isUuid } from './hashes.ts';
import type { Road } from './road.ts';
import { EngineError } from './submission.ts';
import { customersOf, type WaitingFact } from './waiting.ts';

export type LoadedBatch = {
  readonly history: ProgrammeHistory;
  readonly states: Map<string, CustomerState>;
  readonly periods: readonly string[];
};

const ENTRIES = 'entries:' as const;

/** A version may go live between reading the cache and reading the database, but hardly over and over. */
const VERSION_ROUNDS = 5;

export async function loadBatch(
  road: Road,
  client: pg.PoolClient,
  batch: { readonly facts: readonly WaitingFact[]; readonly now: Instant },
): Promise<LoadedBatch> {
  const { facts, now } = batch;
  const customerIds = [...new Set(facts.flatMap(customersOf))];
  const instants = [now, ...new Set(facts.flatMap(({ occurredAt }) => (occurredAt === null ? [] : [occurredAt])))];
  const periods = [...new Set(instants.flatMap(periodsNear))];
  const isForDue = facts.every(({ body }) => body.kind === 'due');
  const isWhole = isForDue || facts.some(({ body }) => body.kind === 'customer.merge');
  let history = road.programmes.current() ?? (await road.programmes.catchUp(await liveVersion(client)));
  for (let round = 0; round < VERSION_ROUNDS; round += 1) {
    const request = { now, periods, programme: history.live, talliesSince: talliesSince(history, instants) };
    const loaded = await loadWithDue(client, { ...request, customerIds, isForDue: isWhole });
    if (loaded.liveVersion === null) throw new EngineError('programme_missing');
    if (loaded.liveVersion > history.live.version) {
      history = await road.programmes.catchUp(loaded.liveVersion);
      continue;
    }
    const states = new Map(loaded.states);
    const due = isWhole
      ? []
      : [...states.values()].filter((state) => isDue(history.live, state, now)).map(({ id }) => id);
    if (due.length > 0) {
      const again = await loadWithDue(client, { ...request, customerIds: due, isForDue: true });
      for (const [id, state] of again.states) states.set(id, state);
    }
    await loadSlices(client, states, slicesFor(history.live, facts, { states, now }));
    return { history, states, periods };
  }
  throw new Error('New programme versions go live faster than they can be loaded.');
}

/** Cards whose date has come are looked for only where the programme has cards. */
async function loadWithDue(client: pg.PoolClient, request: LoadRequest): Promise<Loaded> {
  const loaded = await loadStates(client, request);
  if (Object.keys(request.programme.document.card_types).length > 0) await loadDueCards(client, request, loaded.states);
  return loaded;
}

async function liveVersion(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ version: number | null }>(
    'select max(version) as version from laurel.programme_version',
  );
  const version = rows[0]?.version ?? null;
  if (version === null) throw new EngineError('programme_missing');
  return version;
}

/** The customers that need a slice, and what names the part of it that they need. */
export type WantedSlices = {
  readonly allLots: Set<string>;
  readonly openLots: Set<string>;
  readonly openHolds: Set<string>;
  readonly tierMoves: Set<string>;
  readonly wallets: Set<string>;
  readonly holds: { readonly customerId: string; readonly holdId: string }[];
  readonly offers: { readonly customerId: string; readonly id: string }[];
  readonly reversible: Map<string, string>;
  /** Customers whose rows of a family are wanted, and single rows by id. */
  readonly records: Map<Family, Set<string>>;
  readonly named: Map<Family, { readonly customerId: string; readonly id: string }[]>;
};

export function noSlices(): WantedSlices {
  return {
    allLots: new Set(),
    openLots: new Set(),
    openHolds: new Set(),
    tierMoves: new Set(),
    wallets: new Set(),
    holds: [],
    offers: [],
    reversible: new Map(),
    records: new Map(),
    named: new Map(),
  };
}

export async function loadSlices(
  client: pg.PoolClient,
  states: ReadonlyMap<string, CustomerState>,
  wanted: WantedSlices,
): Promise<void> {
  if (wanted.allLots.size > 0) await loadAllLots(client, [...wanted.allLots], states);
  if (wanted.openLots.size > 0) await loadOpenLots(client, [...wanted.openLots], states);
  if (wanted.openHolds.size > 0) await loadOpenHolds(client, [...wanted.openHolds], states);
  if (wanted.holds.length > 0) await loadHolds(client, wanted.holds, states);
  if (wanted.tierMoves.size > 0) await loadTierMoves(client, [...wanted.tierMoves], states);
  if (wanted.offers.length > 0) await loadNamedOffers(client, wanted.offers, states);
  if (wanted.wallets.size > 0) await loadWallets(client, [...wanted.wallets], states);
  for (const [family, customers] of wanted.records)
    await loadOpenRecords(client, { family, customerIds: [...customers] }, states);
  for (const [family, named] of wanted.named) await loadNamedRecords(client, { family, named }, states);
  for (const [customerId, entryId] of wanted.reversible) {
    if (isUuid(entryId)) await loadReversible(client, [{ customerId, entryId }], states);
    states.get(customerId)?.has.add(`${ENTRIES}${entryId}`);
    if (!isUuid(entryId)) states.get(customerId)?.has.add('reversal');
  }
}

/** Adds a slice that deciding asked for; `windows` comes with every load. */
export function want(wanted: WantedSlices, customerId: string, slice: Slice, waiting: WaitingFact | null): void {
  switch (slice) {
    case 'all_lots':
      wanted.allLots.add(customerId);
      return;
    case 'open_lots':
      wanted.openLots.add(customerId);
      return;
    case 'holds':
      wanted.openHolds.add(customerId);
      return;
    case 'tier_moves':
      wanted.tierMoves.add(customerId);
      return;
    case 'reversal': {
      const reversed = waiting === null ? null : reversedBy(waiting.body);
      if (reversed !== null) wanted.reversible.set(customerId, reversed);
      return;
    }
    case 'wallet':
      wanted.wallets.add(customerId);
      return;
    case 'windows':
      return;
    default: {
      const factId = entriesOf(slice);
      if (factId !== null) wanted.reversible.set(customerId, factId);
      const family = familyOf(slice);
      if (family !== null) wanted.records.set(family, (wanted.records.get(family) ?? new Set()).add(customerId));
    }
  }
}

/** The fact whose entries a slice has; null for slices of other things. */
export function entriesOf(slice: Slice): string | null {
  return slice.startsWith(ENTRIES) ? slice.slice(ENTRIES.length) : null;
}

function slicesFor(
  programme: Programme,
  facts: readonly WaitingFact[],
  { states, now }: { readonly states: ReadonlyMap<string, CustomerState>; readonly now: Instant },
): WantedSlices {
  const wanted = noSlices();
  for (const fact of facts) {
    const { customerId } = fact;
    for (const slice of [...guessFor(fact), ...fact.hints.slices]) {
      // What a reversal or return takes back is loaded when its turn comes: it depends on the fact, not on the customer.
      if (slice !== 'reversal' && entriesOf(slice) === null) want(wanted, customerId, slice, fact);
    }
    if (fact.body.kind === 'points.capture' || fact.body.kind === 'points.release') {
      // What is no id names no hold; deciding says so.
      if (isUuid(fact.body.holdId)) wanted.holds.push({ customerId, holdId: fact.body.holdId });
    }
    for (const id of offersNamedBy(fact.body)) {
      if (isUuid(id)) for (const owner of customersOf(fact)) wanted.offers.push({ customerId: owner, id });
    }
    for (const { family, id } of recordsNamedBy(fact.body)) {
      // What is no id names no row; deciding says so.
      if (!isUuid(id)) continue;
      const named = customersOf(fact).map((owner) => ({ customerId: owner, id }));
      wanted.named.set(family, [...(wanted.named.get(family) ?? []), ...named]);
    }
    const { occurredAt } = fact;
    const tiers = occurredAt === null ? [] : [...(states.get(customerId)?.tiers.values() ?? [])];
    if (occurredAt !== null && tiers.some((tier) => occurredAt < tier.since)) wanted.tierMoves.add(customerId);
  }
  for (const state of states.values()) {
    const hasHoldsDue = state.holds.size > 0;
    if (hasHoldsDue) wanted.openHolds.add(state.id);
    if (hasHoldsDue || (programme.hasInactivity && isDue(programme, state, now))) wanted.openLots.add(state.id);
  }
  return wanted;
}

function guessFor({ body }: WaitingFact): readonly Slice[] {
  switch (body.kind) {
    case 'points.spend':
    case 'points.transfer':
      return ['open_lots'];
    case 'points.adjust':
      return body.amount < 0 ? ['open_lots'] : [];
    case 'points.hold':
    case 'points.capture':
    case 'points.release':
      return ['holds', 'open_lots'];
    case 'points.reverse':
    case 'transaction.return':
    case 'transaction.void':
    case 'store.purchase':
    case 'order.cancel':
      return ['open_lots'];
    case 'offer.exclusion.lift':
      return ['records:exclusion'];
    case 'card.register':
      return ['records:card'];
    default:
      return [];
  }
}

/** Period names change with the hour at most, so those of an hour are remembered. */
const periodCache = new Map<number, readonly string[]>();
const PERIOD_CACHE_MAX = 1_000;

function periodsNear(at: Instant): readonly string[] {
  const hour = Math.floor(at / HOUR_MS);
  const known = periodCache.get(hour);
  if (known !== undefined) return known;
  if (periodCache.size >= PERIOD_CACHE_MAX) periodCache.clear();
  const periods = periodsAround(at);
  periodCache.set(hour, periods);
  return periods;
}

/** The spans in which a programme counts events. `null`: since ever. */
const countedSpans = new WeakMap<Programme, readonly (Span | null)[]>();
const LONG_AGO: Instant = Date.UTC(1000, 0, 1);

/** The earliest occurrence of an event that may be counted; in the future when nothing is counted. */
function talliesSince(history: ProgrammeHistory, instants: readonly Instant[]): Instant {
  const programmes = new Set([history.live, ...instants.map((at) => history.at(at))]);
  const spans = [...programmes].flatMap(spansOf);
  const earliest = Math.min(...instants);
  return Math.min(
    Math.max(...instants) + DAY_MS,
    ...spans.map((span) => (span === null ? LONG_AGO : shift(earliest, span, -1))),
  );
}

function spansOf(programme: Programme): readonly (Span | null)[] {
  const known = countedSpans.get(programme);
  if (known !== undefined) return known;
  const rules = [...programme.rulesById.values()].filter((rule) => !rule.isImmediate).map((rule) => rule.within);
  const levels = programme.tierSystems.flatMap((system) => system.levels);
  const requirements = levels.flatMap((level) => [level.requirement, level.maintenance?.requirement ?? null]);
  const spans = [...rules, ...requirements.flatMap(eventSpans)];
  countedSpans.set(programme, spans);
  return spans;
}

function eventSpans(requirement: Requirement | null): readonly (Span | null)[] {
  if (requirement === null) return [];
  return requirement.conditions.flatMap((condition) => (condition.kind === 'events' ? [condition.span] : []));
}
