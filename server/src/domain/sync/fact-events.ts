// Which loyalty events a stored decision makes. Everything is read from what was stored, so that the same decision gives the
// same events with the same ids however often it is read.
//
// Points are earned by deposits, whoever asked for them and whether rules were told or not; they are spent by spending and by
// capturing what was held. Reversals, transfers, merges, expiry and roll-overs are neither, nor is what an agent deducts, nor
// anything that was taken over from another system.

import type { LoggedFact } from '../care/log-rows.ts';
import type { OutcomeRecord, ToldEvent } from '../decision.ts';
import { isJsonObject, type Json, type JsonObject } from '../facts.ts';
import { declared, type Programme } from '../programme/programme.ts';
import { minorUnits } from '../purchases/currency.ts';
import { type Instant, isoText } from '../time.ts';
import { eventId } from './event-id.ts';
import type { LoyaltyEvent, LoyaltyEventKey } from './events.ts';
import type { FieldValue } from './fields.ts';

/** In the order in which they come about: joining, points, levels, leaving. */
export function loyaltyEvents(programme: Programme, fact: LoggedFact): readonly LoyaltyEvent[] {
  if (fact.isHistory || fact.kind.startsWith('import.')) return [];
  const made = [...pointEvents(programme, fact), ...toldEvents(programme, fact)];
  return made
    .toSorted((a, b) => ORDER.indexOf(a.event) - ORDER.indexOf(b.event))
    .map(({ event, at, place, properties }) => ({
      id: eventId(fact, place),
      customerId: fact.customerId,
      event,
      at,
      properties: given(properties),
    }));
}

const ORDER: readonly LoyaltyEventKey[] = [
  'opt_in',
  'point_accrual',
  'point_redemption',
  'tier_upgrade',
  'tier_downgrade',
  'tier_anniversary',
  'close_to_tier_upgrade',
  'opt_out',
];

type Made = {
  readonly event: LoyaltyEventKey;
  readonly at: Instant;
  /** Of the outcome, or of the event that was told, in the decision. */
  readonly place: number;
  readonly properties: Properties;
};
type Properties = { readonly [name: string]: FieldValue | null | undefined };

function given(properties: Properties): { readonly [name: string]: FieldValue } {
  const filled: { [name: string]: FieldValue } = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value !== null && value !== undefined && value !== '') filled[name] = value;
  }
  return filled;
}

type PointsOutcome = Extract<OutcomeRecord, { kind: 'points' }>;
/** What one movement earned in, or took from, one account. */
type Booked = { readonly first: PointsOutcome; readonly place: number; points: number };

function pointEvents(programme: Programme, fact: LoggedFact): readonly Made[] {
  return bookedBy(fact).map((booked) => {
    const { first, place, points } = booked;
    const common = {
      points: Math.abs(points),
      balance: fact.balances[first.account],
      account: first.account,
      ...referenceOf(fact),
    };
    return {
      event: points > 0 ? 'point_accrual' : 'point_redemption',
      at: fact.occurredAt,
      place,
      properties: {
        ...common,
        ...(points > 0 ? earnedBy(programme, fact, first) : boughtWith(programme, fact, booked)),
      },
    };
  });
}

function bookedBy(fact: LoggedFact): readonly Booked[] {
  const booked = new Map<string, Booked>();
  fact.outcomes.forEach((outcome, place) => {
    if (outcome.kind !== 'points' || !isMeant(outcome, fact)) return;
    const name = `${outcome.movement_id} ${outcome.account} ${outcome.amount > 0}`;
    const known = booked.get(name);
    if (known === undefined) booked.set(name, { first: outcome, place, points: outcome.amount });
    else known.points += outcome.amount;
  });
  return [...booked.values()];
}

function isMeant({ entry, amount }: PointsOutcome, fact: LoggedFact): boolean {
  if (entry === 'deposit') return amount > 0;
  return (entry === 'spend' || entry === 'capture') && amount < 0 && fact.kind !== 'points.adjust';
}

function earnedBy(programme: Programme, fact: LoggedFact, outcome: PointsOutcome): Properties {
  const { rule, source, expires_at, available_at } = outcome;
  const sourceTitle = source === null ? null : declared(programme.document.sources, source)?.title;
  return {
    action_id: rule ?? source,
    action_name: (rule === null ? undefined : programme.rulesById.get(rule)?.title) ?? sourceTitle ?? source,
    expires_at,
    on_hold: available_at !== null && Date.parse(available_at) > fact.recordedAt,
  };
}

/** The reward that the points were for: an order is told after what was paid for it, and before anything else is paid. */
function boughtWith(programme: Programme, fact: LoggedFact, { place, first }: Booked): Properties {
  const order = fact.outcomes
    .slice(place + 1)
    .find(
      (outcome) =>
        outcome.kind === 'order' ||
        (outcome.kind === 'points' && outcome.entry === 'spend' && outcome.movement_id !== first.movement_id),
    );
  if (order?.kind !== 'order') return {};
  const { order_id, offer, item } = order;
  return {
    order_id,
    reward_id: offer,
    reward_name: declared(programme.document.offers, offer)?.title ?? offer,
    reward_code: item,
  };
}

/** What the caller said that the points were for, where it is one thing. */
function referenceOf({ body }: LoggedFact): Properties {
  if (body === null) return {};
  if (typeof body.transactionId === 'string') return { transaction_id: body.transactionId };
  const items: readonly Json[] = Array.isArray(body.items) ? body.items : [];
  const [only, ...others] = items;
  const reference = isJsonObject(body.reference) ? body.reference : referenceIn(others.length === 0 ? only : undefined);
  if (reference === null) return {};
  return { order_id: textOf(reference.id), transaction_id: textOf(reference.transactionId) };
}

function referenceIn(item: Json | undefined): JsonObject | null {
  return isJsonObject(item) && isJsonObject(item.reference) ? item.reference : null;
}

/** The places of outcomes come before those of events; a decision makes far fewer. */
const EVENTS_FROM = 0x8000;

function toldEvents(programme: Programme, fact: LoggedFact): readonly Made[] {
  return fact.events.flatMap((told, index) => {
    const made = toldEvent(programme, told);
    return made === null ? [] : [{ ...made, at: Date.parse(told.at), place: EVENTS_FROM + index }];
  });
}

function toldEvent(programme: Programme, told: ToldEvent): Pick<Made, 'event' | 'properties'> | null {
  const { name, at, properties } = told;
  switch (name) {
    case '__platform.user.opted_in':
      return { event: 'opt_in', properties: { source: textOf(properties.source), opt_in_date: at } };
    case '__platform.user.opted_out':
      return { event: 'opt_out', properties: { source: textOf(properties.source), opt_out_date: at } };
    case '__platform.tier.changed':
      return tierChange(programme, told);
    case '__platform.tier.anniversary':
      return {
        event: 'tier_anniversary',
        properties: {
          system: textOf(properties.system),
          tier: titleOf(programme, properties.system, properties.level),
          years: numberOf(properties.years),
          tier_achieve_date: textOf(properties.since),
        },
      };
    case '__platform.tier.close':
      return closeness(programme, properties);
    default:
      return null;
  }
}

/** From no level at all is up, too. Levels that the programme does not have any more cannot be compared. */
function tierChange(programme: Programme, { at, properties }: ToldEvent): Pick<Made, 'event' | 'properties'> | null {
  const { system, from, to } = properties;
  const [before, after] = [from === '' ? 0 : rankOf(programme, system, from), rankOf(programme, system, to)];
  if (before === null || after === null || before === after) return null;
  return {
    event: after > before ? 'tier_upgrade' : 'tier_downgrade',
    properties: {
      system: textOf(system),
      from_tier: titleOf(programme, system, from),
      to_tier: titleOf(programme, system, to),
      effective_at: isoText(Date.parse(at)),
    },
  };
}

function closeness(programme: Programme, properties: JsonObject): Pick<Made, 'event' | 'properties'> {
  const { system, level, current, missing, metric } = properties;
  const units = metric === 'money' ? minorUnits(programme.document.currency) : 1;
  const amount = numberOf(missing);
  return {
    event: 'close_to_tier_upgrade',
    properties: {
      system: textOf(system),
      current_tier: titleOf(programme, system, current),
      next_tier: titleOf(programme, system, level),
      missing: amount === null ? null : amount / units,
      metric: textOf(metric),
    },
  };
}

function levelOf({ tierSystemByName }: Programme, system: Json | undefined, level: Json | undefined) {
  if (typeof system !== 'string' || typeof level !== 'string') return undefined;
  return tierSystemByName.get(system)?.levelByName.get(level);
}

function rankOf(programme: Programme, system: Json | undefined, level: Json | undefined): number | null {
  return levelOf(programme, system, level)?.rank ?? null;
}

function titleOf(programme: Programme, system: Json | undefined, level: Json | undefined): string | null {
  return levelOf(programme, system, level)?.definition.title ?? textOf(level);
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
