// The model's facts as submissions to the engine, and the engine's answers in the model's words.
import type { DecisionRecord, OutcomeRecord } from '../../src/domain/decision.ts';
import { type FactBody, type Json, NO_REFERENCE } from '../../src/domain/facts.ts';
import type { Submission } from '../../src/pipeline/submission.ts';
import type { ModelAnswer, ModelFact } from './reference-model.ts';

/** A request as a client has it: sent again, it is the same in every part. */
export type Request = {
  readonly customer: string;
  readonly fact: ModelFact;
  readonly occurredAt: number | null;
  readonly key: string | null;
};

export function submissionOf(request: Request, lane: Submission['lane'] = 'live'): Submission {
  const { customer, fact, occurredAt, key } = request;
  const sent: Json = { fact: { ...fact }, occurredAt };
  return {
    customer: { kind: 'id', id: customer },
    body: bodyOf(fact),
    occurredAt,
    idempotency: key === null ? null : { operation: operationOf(fact), key, sent },
    actor: { kind: 'api', name: 'proof' },
    lane,
    isHistory: false,
  };
}

export function operationOf({ kind }: ModelFact): string {
  return kind === 'login' || kind === 'visit' ? `event:${kind}` : kind;
}

function bodyOf(fact: ModelFact): FactBody {
  switch (fact.kind) {
    case 'create':
      return { kind: 'customer.save', mode: 'create', patch: { timeZone: fact.zone } };
    case 'travel':
      return { kind: 'customer.save', mode: 'update', patch: { timeZone: fact.zone } };
    case 'login': {
      const properties = fact.channel === null ? {} : { channel: fact.channel };
      return { kind: 'event', name: 'web_login', quantity: 1, properties };
    }
    case 'visit':
      return { kind: 'event', name: 'tasting_visit', quantity: 1, properties: {} };
    case 'deposit': {
      const { amount, source, availableAt } = fact;
      const item = { account: null, source, amount, rank: 0, reference: NO_REFERENCE, availableAt, expiresAt: null };
      return { kind: 'points.deposit', items: [item], partial: false, silent: false };
    }
    case 'spend': {
      const item = { amount: fact.amount, accounts: null, reference: NO_REFERENCE, force: false, rank: 0 };
      return { kind: 'points.spend', items: [item], partial: false, silent: false };
    }
    case 'hold':
      return { kind: 'points.hold', amount: fact.amount, accounts: null, expiresAt: null, reference: NO_REFERENCE };
    case 'capture':
      return { kind: 'points.capture', holdId: fact.hold, amount: fact.amount, reference: NO_REFERENCE };
    case 'release':
      return { kind: 'points.release', holdId: fact.hold };
  }
}

export function modelAnswerOf(record: DecisionRecord): ModelAnswer {
  return { refusal: record.refusal?.code ?? null, outcomes: record.outcomes.flatMap(inWords) };
}

function inWords(outcome: OutcomeRecord): string[] {
  switch (outcome.kind) {
    case 'points':
      return [`${outcome.entry} ${outcome.amount}${outcome.source === null ? '' : ` ${outcome.source}`}`];
    case 'tier':
      return [`tier ${outcome.system} ${outcome.from ?? ''}>${outcome.to}`];
    case 'hold':
      return [`hold ${outcome.status} ${outcome.amount}`];
    default:
      return [];
  }
}
