// Gathers what the decisions of a batch change, one row per primary key: logs grow by effects, everything else is taken
// from the state in which the last decision left the customer. It knows which rows an effect touches, not what it does.
import type { Card } from '../domain/cards/card.ts';
import type { Decision, DecisionRecord, Effect } from '../domain/decision.ts';
import type { Fact } from '../domain/facts.ts';
import { factIdOf } from '../domain/ids.ts';
import { engagementEvent } from '../domain/messages/engagement.ts';
import { nameOf as nameOfRecord, recordsOf } from '../domain/records.ts';
import type { CustomerState } from '../domain/state.ts';
import { assertNever, type DateText, type Instant } from '../domain/time.ts';
import type { SavedFact, SaveRequest } from '../storage/save.ts';
import { CampaignResults } from './campaign-results.ts';
import type { Lane } from './submission.ts';

/** Stamped on every row that a batch adds. */
export type Stamp = {
  readonly now: Instant;
  readonly bookedOn: DateText;
  readonly programme: number;
  readonly engine: number;
};

export type DecidedFact = {
  readonly fact: Fact;
  readonly bodyText: string;
  readonly keyHash: string | null;
  readonly bodyHash: string | null;
  readonly record: DecisionRecord;
};

/** What the batch has touched of one customer. */
class Touched {
  state: CustomerState;
  isProfileChanged = false;
  areCardsChanged = false;
  readonly balances = new Set<string>();
  readonly lots = new Set<string>();
  readonly holds = new Set<string>();
  readonly tiers = new Set<string>();
  readonly counters = new Set<string>();
  readonly tags = new Set<string>();
  readonly offers = new Set<string>();
  readonly records = new Set<string>();

  constructor(state: CustomerState) {
    this.state = state;
  }
}

type Decided = Extract<Decision, { kind: 'decided' }>;

/** Where effects happen: the partition that totals are spent in, and the lane that messages leave by. */
export type Place = { readonly partition: number; readonly lane: Lane };

type QuotaUse = { readonly key: string; readonly period: string; readonly partition: number; used: number };
type Tally = {
  readonly customerId: string;
  readonly metric: string;
  readonly at: Instant;
  readonly factId: string;
  value: number;
};

export class Changes {
  readonly #stamp: Stamp;
  readonly #facts: SavedFact[] = [];
  readonly #factIds = new Set<string>();
  readonly #entries: SaveRequest['entries'][number][] = [];
  readonly #tierMoves: SaveRequest['tierMoves'][number][] = [];
  readonly #customers = new Map<string, Touched>();
  readonly #tallies = new Map<string, Tally>();
  readonly #quotas = new Map<string, QuotaUse>();
  readonly #messages: SaveRequest['messages'][number][] = [];
  readonly #results: CampaignResults;
  /** Customers who are forgotten by this batch. */
  readonly forgotten: { readonly customerId: string; readonly isAgain: boolean }[] = [];

  constructor(stamp: Stamp) {
    this.#stamp = stamp;
    this.#results = new CampaignResults(stamp.bookedOn);
  }

  get isEmpty(): boolean {
    return this.#facts.length === 0;
  }

  /** Customers who may have let go of a key: their profile or one of their cards changed. */
  withChangedKeys(): readonly string[] {
    return [...this.#customers.values()]
      .filter((touched) => touched.isProfileChanged || touched.areCardsChanged)
      .map(({ state }) => state.id);
  }

  /** Cards of a customer that this batch removed. */
  removedCards(customerId: string): readonly Card[] {
    const touched = this.#customers.get(customerId);
    if (touched?.areCardsChanged !== true) return [];
    return recordsOf(touched.state, 'card').filter(
      ({ id, status }) => status === 'removed' && touched.records.has(nameOfRecord('card', id)),
    );
  }

  addFact({ fact, bodyText, keyHash, bodyHash, record }: DecidedFact): void {
    this.#factIds.add(fact.id);
    this.#facts.push({
      customerId: fact.customerId,
      id: fact.id,
      kind: fact.body.kind,
      name: nameOf(fact),
      keyHash,
      bodyHash,
      occurredAt: fact.occurredAt,
      recordedAt: this.#stamp.now,
      bookedOn: this.#stamp.bookedOn,
      programme: this.#stamp.programme,
      engine: this.#stamp.engine,
      actor: fact.actor,
      isRefused: record.refusal !== undefined,
      body: bodyText,
      record: JSON.stringify(record),
    });
  }

  addEffects(decided: Decided, place: Place): void {
    const { state, effects } = decided;
    this.#results.add(place.partition, decided);
    const touched = this.#customers.get(state.id) ?? new Touched(state);
    this.#customers.set(state.id, touched);
    touched.state = state;
    for (const effect of effects) this.#addEffect(touched, effect, place);
  }

  #addEffect(touched: Touched, effect: Effect, { partition, lane }: Place): void {
    const customerId = touched.state.id;
    const recordedAt = this.#stamp.now;
    switch (effect.kind) {
      case 'entry': {
        const { entry } = effect;
        this.#entries.push({ ...entry, customerId, recordedAt, bookedOn: this.#stamp.bookedOn });
        touched.balances.add(entry.account);
        touched.lots.add(entry.lotId ?? entry.id);
        return;
      }
      case 'tier':
        this.#tierMoves.push({ ...effect.move, customerId, recordedAt });
        touched.tiers.add(effect.move.system);
        return;
      case 'anniversary':
        touched.tiers.add(effect.system);
        return;
      case 'profile':
        touched.isProfileChanged = true;
        return;
      case 'count':
        touched.counters.add(`${effect.period}|${effect.key}`);
        return;
      case 'tally':
        this.#addTally({
          customerId,
          metric: effect.metric,
          at: effect.at,
          factId: effect.factId,
          value: effect.value,
        });
        return;
      case 'tag':
        touched.tags.add(effect.tag.tag);
        return;
      case 'hold':
        touched.holds.add(effect.hold.id);
        return;
      case 'notice':
        touched.lots.add(effect.lotId);
        return;
      case 'quota':
        this.#addQuota({ key: effect.key, period: effect.period, partition, used: effect.by });
        return;
      case 'offer':
        touched.offers.add(effect.offer.id);
        return;
      case 'record':
        touched.areCardsChanged ||= effect.record.family === 'card';
        touched.records.add(nameOfRecord(effect.record.family, effect.record.row.id));
        return;
      // Its row is kept for the customer already; what became of it is written by promo-codes.ts.
      case 'promo_code':
        return;
      case 'message':
        this.#messages.push({
          ...effect.message,
          customerId,
          lane,
          isTest: touched.state.profile?.testPersona === true,
          programme: this.#stamp.programme,
          createdAt: recordedAt,
        });
        return;
      case 'forget':
        this.forgotten.push({ customerId, isAgain: effect.isAgain });
        return;
      case 'event':
        return;
      default:
        return assertNever(effect);
    }
  }

  /** A cascade may count the same event twice within one fact: then it is one row with the sum. */
  #addTally(tally: Tally): void {
    const name = `${tally.customerId} ${tally.factId} ${tally.at} ${tally.metric}`;
    const known = this.#tallies.get(name);
    if (known === undefined) this.#tallies.set(name, tally);
    else known.value += tally.value;
  }

  #addQuota(use: QuotaUse): void {
    const name = `${use.partition} ${use.period} ${use.key}`;
    const known = this.#quotas.get(name);
    if (known === undefined) this.#quotas.set(name, use);
    else known.used += use.used;
  }

  /** The ids of effects tell the fact that made them: rows that this batch's facts made were not there before. */
  #parted<Row extends { readonly id: string }>(rows: readonly Row[]): { readonly known: Row[]; readonly added: Row[] } {
    const parted: { known: Row[]; added: Row[] } = { known: [], added: [] };
    for (const row of rows) (this.#factIds.has(factIdOf(row.id)) ? parted.added : parted.known).push(row);
    return parted;
  }

  /** Sorted by customer: neighbouring rows lie on neighbouring pages, and batches meet rows in one order. */
  toRequest(): SaveRequest {
    const customers = [...this.#customers.values()].sort((a, b) => compare(a.state.id, b.state.id));
    const lots = this.#parted(
      rowsOf(
        customers,
        (touched) => touched.lots,
        (state, id) => state.lots.get(id),
      ),
    );
    const offers = this.#parted(
      rowsOf(
        customers,
        (touched) => touched.offers,
        (state, id) => state.offers.get(id),
      ),
    );
    const records = customers.flatMap(({ state, records: names }) =>
      [...names].flatMap((name) => {
        const record = state.records.get(name);
        return record === undefined ? [] : [{ customerId: state.id, id: record.row.id, record }];
      }),
    );
    const parted = this.#parted(records);
    return {
      facts: this.#facts.sort(byCustomerAndId),
      entries: this.#entries.sort(byCustomerAndId),
      tierMoves: this.#tierMoves.sort(byCustomerAndId),
      customers: customers.flatMap(({ state, isProfileChanged }) =>
        isProfileChanged && state.profile !== null ? [{ customerId: state.id, profile: state.profile }] : [],
      ),
      lots: lots.known,
      newLots: lots.added,
      balances: rowsOf(
        customers,
        ({ balances }) => balances,
        (state, account) => state.balances.get(account),
      ),
      holds: rowsOf(
        customers,
        ({ holds }) => holds,
        (state, id) => state.holds.get(id),
      ),
      tiers: rowsOf(
        customers,
        ({ tiers }) => tiers,
        (state, system) => state.tiers.get(system),
      ),
      counters: rowsOf(customers, ({ counters }) => counters, counterOf),
      tallies: [...this.#tallies.values()].sort((a, b) => compare(a.customerId, b.customerId)),
      tags: rowsOf(
        customers,
        ({ tags }) => tags,
        (state, tag) => state.tags.get(tag),
      ),
      tagsGone: rowsOf(
        customers,
        ({ tags }) => tags,
        (state, tag) => (state.tags.has(tag) ? undefined : { tag }),
      ),
      quotas: [...this.#quotas.values()],
      offers: offers.known,
      newOffers: offers.added,
      records: parted.known,
      newRecords: parted.added,
      messages: this.#messages.sort(byCustomerAndId),
      results: this.#results.rows(),
    };
  }
}

/** The rows that touched keys now have; a key without a row (an entry that concerns no lot) gives none. */
function rowsOf<Row extends object>(
  customers: readonly Touched[],
  keysOf: (touched: Touched) => Iterable<string>,
  rowOf: (state: CustomerState, key: string) => Row | undefined,
): (Row & { readonly customerId: string })[] {
  return customers.flatMap((touched) =>
    [...keysOf(touched)].flatMap((key) => {
      const row = rowOf(touched.state, key);
      return row === undefined ? [] : [{ ...row, customerId: touched.state.id }];
    }),
  );
}

/** Events go by their names, in the log as in histories. */
function nameOf({ body }: Fact): string | null {
  if (body.kind === 'engagement') return engagementEvent(body.engagement);
  return body.kind === 'event' ? body.name : null;
}

function counterOf(state: CustomerState, name: string): { period: string; key: string; value: number } {
  const border = name.indexOf('|');
  return { period: name.slice(0, border), key: name.slice(border + 1), value: state.counters.get(name) ?? 0 };
}

function byCustomerAndId(a: { customerId: string; id: string }, b: { customerId: string; id: string }): number {
  return compare(a.customerId, b.customerId) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
