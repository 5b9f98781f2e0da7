// Made-up decisions that send a message, with values of the kinds that real ones bring: for previews, test sends, and for
// holding messages against a provider's contract. Made-up customers are in `sample-customers.ts`.

import type { Json, JsonObject } from '../facts.ts';
import { expiryOf } from '../points/expiry.ts';
import { PLATFORM_EVENTS } from '../programme/platform-events.ts';
import { declared, type Programme } from '../programme/programme.ts';
import type { FieldDefinition, ProgrammeDocument } from '../programme/schema.ts';
import type { OutcomeDefinition } from '../programme/schema-rules.ts';
import { dayOf, type Instant, isoText, shift } from '../time.ts';
import { decidedVariables, offerVariables, pointsVariables } from './send.ts';
import { OCCASION, type Sender, sendersOf } from './senders.ts';

/** What a template may read beside the customer, and in words what it stands for. */
export type SampleDecision = { readonly words: string; readonly variables: JsonObject };

export const SAMPLE_ID = '00000000-0000-7000-8000-000000000001';
const SAMPLE_POINTS = 100;
/** A message that dozens of rules send is checked for the first of them. */
const SENDERS_MAX = 20;

/**
 * For each rule that sends the message and each event that completes it: with everything that may be at hand, and with
 * the least that must be. The first has everything.
 */
export function sampleDecisions(programme: Programme, message: string, now: Instant): readonly SampleDecision[] {
  const senders = sendersOf(programme.document, message).slice(0, SENDERS_MAX);
  if (senders.length === 0) return [{ words: 'sent by no rule yet', variables: unsentVariables(programme, now) }];
  return senders.flatMap((sender) => {
    const events = sender.events.length === 0 ? [null] : sender.events;
    return events.flatMap((event) => {
      const by = event === null || event === OCCASION ? sender.words : `${sender.words} at ${event}`;
      const made = { programme, sender, event, now };
      return [
        { words: `sent by ${by} with all that it may bring`, variables: variablesOf({ ...made, isFull: true }) },
        { words: `sent by ${by} with nothing that is optional`, variables: variablesOf({ ...made, isFull: false }) },
      ];
    });
  });
}

type Made = {
  readonly programme: Programme;
  readonly sender: Sender;
  readonly event: string | null;
  readonly now: Instant;
  /** Else without outcomes that may be refused (used up, out of stock) and without optional properties. */
  readonly isFull: boolean;
};

function variablesOf({ programme, sender, event, now, isFull }: Made): JsonObject {
  const { document } = programme;
  const given = sender.before.filter((outcome) => isFull || outcome.required);
  const properties = event === null ? {} : propertiesOf(document, event, { now, isFull });
  return decidedVariables(document, {
    happening: event === null ? null : { name: event, quantity: 1, properties, at: now },
    campaign: sender.campaign,
    points: given.flatMap((outcome) => pointsOf(programme, outcome, now)),
    offers: given.flatMap((outcome) => offersOf(document, outcome, now)),
    at: now,
  });
}

function pointsOf(programme: Programme, outcome: OutcomeDefinition, now: Instant): readonly Json[] {
  if (outcome.kind !== 'points') return [];
  const { document } = programme;
  const account = outcome.account ?? programme.defaultAccounts[0] ?? '';
  const definition = programme.accounts.get(account);
  const expiresAt = definition === undefined ? null : expiryOf(definition, now, document.time_zone);
  const amount = typeof outcome.amount === 'number' ? outcome.amount : SAMPLE_POINTS;
  return [pointsVariables(document, { account, amount, expires_at: expiresAt === null ? null : isoText(expiresAt) })];
}

function offerGiven(document: ProgrammeDocument, outcome: OutcomeDefinition) {
  if (outcome.kind === 'offer') return { offer: outcome.offer, quantity: outcome.quantity };
  if (outcome.kind !== 'purchase') return null;
  const offer = declared(document.stores, outcome.store)?.items[outcome.item]?.offer;
  return offer === undefined ? null : { offer, quantity: 1 };
}

function offersOf(document: ProgrammeDocument, outcome: OutcomeDefinition, now: Instant): readonly Json[] {
  const given = offerGiven(document, outcome);
  const definition = given === null ? undefined : declared(document.offers, given.offer);
  if (given === null || definition === undefined) return [];
  const { valid_for: validFor, ends_at: endsAt } = definition;
  const expiresAt = validFor === undefined ? (endsAt ?? null) : isoText(shift(now, validFor, 1));
  const offer = offerVariables(document, { offer: given.offer, user_offer_id: SAMPLE_ID, expires_at: expiresAt });
  return Array.from({ length: given.quantity }, () => offer);
}

function propertiesOf(
  document: ProgrammeDocument,
  event: string,
  { now, isFull }: { readonly now: Instant; readonly isFull: boolean },
): JsonObject {
  if (event === OCCASION) return { on: dayOf(now, document.time_zone) };
  const fields = declared(document.events, event)?.properties ?? declared(PLATFORM_EVENTS, event)?.properties ?? {};
  const kept = Object.entries(fields).filter(([, field]) => isFull || field.required);
  return Object.fromEntries(kept.map(([name, field]) => [name, sampleValue(field, 0, now)]));
}

/** Where values are listed, another one for each index. */
export function sampleValue(
  field: Pick<FieldDefinition, 'type'> & { readonly values?: readonly string[] | undefined },
  index: number,
  now: Instant,
): Json {
  const { values = [] } = field;
  const text = values[index % Math.max(1, values.length)] ?? 'sample';
  switch (field.type) {
    case 'string':
      return text;
    case 'int':
      return 1;
    case 'double':
      return 1.5;
    case 'bool':
      return true;
    case 'date':
      return dayOf(now, 'UTC');
    case 'datetime':
      return isoText(now);
    case 'string_list':
      return [text];
    case 'json':
      return {};
  }
}

/** As a campaign would send it that gives points and an offer, whichever the programme has. */
function unsentVariables(programme: Programme, now: Instant): JsonObject {
  const { document } = programme;
  const [account] = [...programme.defaultAccounts, ...programme.accounts.keys()];
  const [offer] = Object.keys(document.offers);
  const base = { rank: 0, required: false };
  const before: OutcomeDefinition[] = [];
  if (account !== undefined) before.push({ kind: 'points', amount: SAMPLE_POINTS, account, source: '', ...base });
  if (offer !== undefined) before.push({ kind: 'offer', offer, quantity: 1, ...base });
  const sender: Sender = { words: '', campaign: null, events: [], before };
  return {
    ...variablesOf({ programme, sender, event: null, now, isFull: true }),
    event: { name: 'sample', qty: 1, occurred_at: isoText(now), context: {} },
    campaign: { id: 'sample', title: 'Sample', custom: {} },
  };
}
