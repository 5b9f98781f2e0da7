// How a decision looks in answers: what it gave, the balances and tiers that it touched, and the trace on request.
import { z } from 'zod';
import type { DecisionRecord, OutcomeRecord } from '../../domain/decision.ts';
import { assertNever, isoText } from '../../domain/time.ts';
import type { Answer } from '../../pipeline/submission.ts';
import { instant, instantOrNull, json, jsonObject, points, uuid } from './shapes.ts';

const text = z.string();
const money = z.int().meta({ description: 'In the smallest unit of the currency.' });

const outcomeShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('points'),
    account: text,
    amount: points.meta({ description: 'Signed: negative takes away.' }),
    source: text.nullable(),
    entry: text,
    entry_id: uuid,
    movement_id: uuid,
    rule: text.nullable(),
    expires_at: instantOrNull,
    available_at: instantOrNull,
  }),
  z.strictObject({ kind: z.literal('tier'), system: text, from: text.nullable(), to: text, reason: text }),
  z.strictObject({ kind: z.literal('tag'), tag: text, count: z.int(), expires_at: instantOrNull }),
  z.strictObject({ kind: z.literal('attribute'), attribute: text, value: json }),
  z.strictObject({ kind: z.literal('hold'), hold_id: uuid, amount: points, status: text, expires_at: instant }),
  z.strictObject({ kind: z.literal('profile'), action: text }),
  z.strictObject({ kind: z.literal('event'), name: text }),
  z.strictObject({
    kind: z.literal('offer'),
    offer: text,
    user_offer_id: uuid,
    status: text,
    expires_at: instantOrNull,
    rule: text.nullable(),
    starts_at: instantOrNull.optional(),
    redeemed_at: instantOrNull.optional(),
    transaction_id: text.optional(),
    order_id: uuid.optional(),
    custom_data: jsonObject.optional(),
  }),
  z.strictObject({
    kind: z.literal('discount'),
    user_offer_id: uuid,
    amount: z.int().meta({ description: 'In the smallest unit of money.' }),
    lines: z.array(z.strictObject({ line: text, quantity: z.int(), amount: z.int() })),
  }),
  z.strictObject({
    kind: z.literal('order'),
    order_id: uuid,
    store: text,
    item: text,
    offer: text,
    quantity: z.int(),
    points,
    status: text,
    delivery: text.nullable(),
    tracking: text.nullable(),
  }),
  z.strictObject({ kind: z.literal('exclusion'), exclusion_id: uuid, offer: text, status: text }),
  z.strictObject({ kind: z.literal('message'), message: text, provider: text, message_id: uuid }),
  z.strictObject({ kind: z.literal('campaign'), campaign: text, action: text }),
  z.strictObject({
    kind: z.literal('external_account'),
    account_id: uuid,
    system: text,
    external_id: text,
    direction: text,
  }),
  z.strictObject({
    kind: z.literal('merge'),
    action: text,
    other_id: uuid,
    identifiers: z.array(z.strictObject({ type: text, value: text })),
    email: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('promo_code'),
    claim_id: uuid,
    code: text,
    list: text.nullable(),
    status: text,
    error: text.nullable().meta({ description: 'Why a try failed.' }),
    rule: text.nullable().meta({ description: 'What assigned it.' }),
  }),
  z.strictObject({ kind: z.literal('promo_lockout'), status: text, until: instantOrNull }),
  z.strictObject({ kind: z.literal('ticket'), ticket_id: uuid, reference: text, status: text, updates: z.int() }),
  z.strictObject({
    kind: z.literal('purchase'),
    purchase_id: uuid,
    transaction_id: text,
    action: text,
    status: text,
    net: z.int(),
    net_returned: z.int(),
  }),
  z.strictObject({
    kind: z.literal('card'),
    card_id: uuid,
    number: text.meta({ description: 'The last digits.' }),
    type: text,
    action: text,
    status: text,
    balance: money,
    currency: text,
  }),
  z.strictObject({
    kind: z.literal('card_entry'),
    entry_id: uuid,
    card_id: uuid,
    activity: text,
    change: money,
    balance: money,
  }),
  z.strictObject({ kind: z.literal('note'), note_id: uuid, action: text, status: text, edits: z.int() }),
  z.strictObject({
    kind: z.literal('privacy'),
    request_id: uuid,
    request: text,
    action: text,
    status: text,
    downloads: z.int(),
  }),
]);

export const traceShape = z
  .array(z.strictObject({ rule: text, verdict: text, detail: jsonObject }))
  .meta({ description: 'Each rule that was looked at, in order, and the figures behind its verdict.' });

export const outcomesShape = {
  outcomes: z.array(outcomeShape),
  balances: z
    .record(z.string(), points)
    .meta({ description: 'Available points after the decision, of the accounts that it touched.' }),
  tiers: z.array(z.strictObject({ system: text, from: text.nullable(), to: text, reason: text })),
};

export const decisionShape = z
  .strictObject({
    decision_id: uuid,
    customer_id: uuid,
    occurred_at: instant,
    recorded_at: instant,
    programme_version: z.int(),
    replayed: z.boolean().meta({ description: 'This key was answered before; this is that answer again.' }),
    ...outcomesShape,
    trace: traceShape.optional(),
  })
  .meta({ id: 'Decision' });

export type DecisionJson = z.output<typeof decisionShape>;

export function decisionJson(answer: Answer, withTrace: boolean): DecisionJson {
  const { record } = answer;
  return {
    decision_id: answer.factId,
    customer_id: answer.customerId,
    occurred_at: isoText(answer.occurredAt),
    recorded_at: isoText(answer.recordedAt),
    programme_version: answer.programmeVersion,
    replayed: answer.isReplay,
    ...outcomesJson(record),
    ...(withTrace ? { trace: traceJson(record) } : {}),
  };
}

export function outcomesJson(record: DecisionRecord): Pick<DecisionJson, 'outcomes' | 'balances' | 'tiers'> {
  return {
    outcomes: record.outcomes.map(outcomeJson),
    balances: { ...record.balances },
    tiers: record.outcomes.flatMap((outcome) => {
      if (outcome.kind !== 'tier') return [];
      const { system, from, to, reason } = outcome;
      return [{ system, from, to, reason }];
    }),
  };
}

type OutcomeJson = DecisionJson['outcomes'][number];

/** Written out, so that a replay, which comes from the database, has its fields in the order of the first answer. */
function outcomeJson(outcome: OutcomeRecord): OutcomeJson {
  switch (outcome.kind) {
    case 'points': {
      const { account, amount, source, entry, entry_id, movement_id, rule, expires_at, available_at } = outcome;
      return { kind: 'points', account, amount, source, entry, entry_id, movement_id, rule, expires_at, available_at };
    }
    case 'tier':
      return { kind: 'tier', system: outcome.system, from: outcome.from, to: outcome.to, reason: outcome.reason };
    case 'tag':
      return { kind: 'tag', tag: outcome.tag, count: outcome.count, expires_at: outcome.expires_at };
    case 'attribute':
      return { kind: 'attribute', attribute: outcome.attribute, value: outcome.value };
    case 'hold': {
      const { hold_id, amount, status, expires_at } = outcome;
      return { kind: 'hold', hold_id, amount, status, expires_at };
    }
    case 'profile':
      return { kind: 'profile', action: outcome.action };
    case 'event':
      return { kind: 'event', name: outcome.name };
    case 'offer': {
      const { offer, user_offer_id, status, expires_at, rule } = outcome;
      const { starts_at, redeemed_at, transaction_id, order_id, custom_data } = outcome;
      return {
        ...{ kind: 'offer', offer, user_offer_id, status, expires_at, rule },
        ...(starts_at === undefined ? {} : { starts_at }),
        ...(redeemed_at === undefined ? {} : { redeemed_at }),
        ...(transaction_id === undefined ? {} : { transaction_id }),
        ...(order_id === undefined ? {} : { order_id }),
        ...(custom_data === undefined ? {} : { custom_data }),
      };
    }
    case 'discount': {
      const { user_offer_id, amount, lines } = outcome;
      const told = lines.map(({ line, quantity, amount: off }) => ({ line, quantity, amount: off }));
      return { kind: 'discount', user_offer_id, amount, lines: told };
    }
    case 'order': {
      const { order_id, store, item, offer, quantity, points: paid, status, delivery, tracking } = outcome;
      return { kind: 'order', order_id, store, item, offer, quantity, points: paid, status, delivery, tracking };
    }
    case 'exclusion': {
      const { exclusion_id, offer, status } = outcome;
      return { kind: 'exclusion', exclusion_id, offer, status };
    }
    case 'message':
      return {
        kind: 'message',
        message: outcome.message,
        provider: outcome.provider,
        message_id: outcome.message_id,
      };
    case 'campaign':
      return { kind: 'campaign', campaign: outcome.campaign, action: outcome.action };
    case 'external_account': {
      const { account_id, system, external_id, direction } = outcome;
      return { kind: 'external_account', account_id, system, external_id, direction };
    }
    case 'merge': {
      const { action, other_id, identifiers, email } = outcome;
      return { kind: 'merge', action, other_id, identifiers: identifiers.map((one) => ({ ...one })), email };
    }
    case 'promo_code': {
      const { claim_id, code, list, status, error, rule } = outcome;
      return { kind: 'promo_code', claim_id, code, list, status, error, rule };
    }
    case 'promo_lockout':
      return { kind: 'promo_lockout', status: outcome.status, until: outcome.until };
    case 'ticket': {
      const { ticket_id, reference, status, updates } = outcome;
      return { kind: 'ticket', ticket_id, reference, status, updates };
    }
    case 'purchase': {
      const { purchase_id, transaction_id, action, status, net, net_returned } = outcome;
      return { kind: 'purchase', purchase_id, transaction_id, action, status, net, net_returned };
    }
    case 'card': {
      const { card_id, number, type, action, status, balance, currency } = outcome;
      return { kind: 'card', card_id, number, type, action, status, balance, currency };
    }
    case 'card_entry': {
      const { entry_id, card_id, activity, change, balance } = outcome;
      return { kind: 'card_entry', entry_id, card_id, activity, change, balance };
    }
    case 'note': {
      const { note_id, action, status, edits } = outcome;
      return { kind: 'note', note_id, action, status, edits };
    }
    case 'privacy': {
      const { request_id, request, action, status, downloads } = outcome;
      return { kind: 'privacy', request_id, request, action, status, downloads };
    }
    default:
      return assertNever(outcome);
  }
}

export function traceJson(record: DecisionRecord): NonNullable<DecisionJson['trace']> {
  return record.trace.map(([rule, verdict, detail]) => ({ rule, verdict, detail: { ...detail } }));
}
