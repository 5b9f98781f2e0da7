// The outcome that sends a message: which provider, when, and with which variables.

import { type Draft, emit, type Given, type Happening, nextId, refuse } from '../draft.ts';
import type { Json, JsonObject } from '../facts.ts';
import { declared } from '../programme/programme.ts';
import type { ProgrammeDocument } from '../programme/schema.ts';
import { type Instant, isoText, MINUTE_MS, shift } from '../time.ts';

export function sendMessage(
  draft: Draft,
  given: Given,
  wanted: { message: string; provider: string | undefined; since: number },
): void {
  const { document } = draft.programme;
  const definition = declared(document.messages, wanted.message) ?? refuse('internal');
  const provider = wanted.provider ?? Object.keys(definition.variants)[0] ?? refuse('internal');
  const id = nextId(draft);
  const dueAt = definition.delay === undefined ? draft.now : shift(draft.now, definition.delay, 1);
  const { until } = definition;
  emit(draft, {
    kind: 'message',
    message: {
      id,
      message: wanted.message,
      provider,
      purpose: definition.purpose,
      rule: given.rule,
      dueAt,
      until:
        until === undefined
          ? null
          : { attribute: until.attribute, latest: draft.now + until.at_most_minutes * MINUTE_MS },
      variables: variablesOf(draft, given, wanted.since),
    },
  });
  draft.outcomes.push({ kind: 'message', message: wanted.message, provider, message_id: id });
}

/** `since`: where the rule's own outcomes begin in the decision; earlier ones belong to others. */
function variablesOf(draft: Draft, given: Given, since: number): JsonObject {
  const { document } = draft.programme;
  const points: Json[] = [];
  const offers: Json[] = [];
  for (const outcome of draft.outcomes.slice(since)) {
    if (outcome.kind === 'points' && outcome.amount > 0) points.push(pointsVariables(document, outcome));
    if (outcome.kind === 'offer') offers.push(offerVariables(document, outcome));
  }
  const campaign = given.rule.startsWith('campaign/') ? given.rule.slice('campaign/'.length) : null;
  return decidedVariables(document, { happening: given.happening, campaign, points, offers, at: draft.now });
}

/** The part of a message's variables that is fixed when it is decided. `outcome` is taken from `outcomes` when it is rendered. */
export function decidedVariables(
  document: ProgrammeDocument,
  decided: {
    readonly happening: Happening | null;
    readonly campaign: string | null;
    readonly points: readonly Json[];
    readonly offers: readonly Json[];
    readonly at: Instant;
  },
): JsonObject {
  const { happening, campaign, points, offers, at } = decided;
  const definition = campaign === null ? undefined : declared(document.campaigns, campaign);
  return {
    event: happening === null ? null : eventVariables(happening),
    campaign:
      campaign === null
        ? null
        : { id: campaign, title: definition?.title ?? campaign, custom: definition?.payload ?? {} },
    outcomes: { points, offers },
    decided_at: isoText(at),
  };
}

function eventVariables({ name, quantity, properties, at }: Happening): JsonObject {
  return { name, qty: quantity, occurred_at: isoText(at), context: properties };
}

export function pointsVariables(
  document: ProgrammeDocument,
  outcome: { readonly account: string; readonly amount: number; readonly expires_at: string | null },
): JsonObject {
  const { account, amount, expires_at } = outcome;
  return { account, account_title: declared(document.accounts, account)?.title ?? account, amount, expires_at };
}

export function offerVariables(
  document: ProgrammeDocument,
  outcome: { readonly offer: string; readonly user_offer_id: string; readonly expires_at: string | null },
): JsonObject {
  const definition = declared(document.offers, outcome.offer);
  return {
    offer_id: outcome.offer,
    user_offer_id: outcome.user_offer_id,
    title: definition?.title ?? outcome.offer,
    description: definition?.description ?? null,
    terms: definition?.terms ?? null,
    image: definition?.image ?? null,
    pos_discount_id: definition?.pos_discount_id ?? null,
    expires_at: outcome.expires_at,
  };
}
