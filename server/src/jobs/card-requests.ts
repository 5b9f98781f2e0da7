// Asks the processor of a card before a fact is decided, and tells it afterwards what became of it. The domain says that a
// processor has to agree, by a refusal that is not kept; its answer goes into the fact, which then takes the one road.
// What was asked is written down first: whatever was left over is confirmed or cancelled by what the facts say.
import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type CardQuestion, endReservation, reserve } from '../delivery/card-processor.ts';
import type { DeliveryParts } from '../delivery/parts.ts';
import type { ProcessorAnswer } from '../domain/cards/card.ts';
import type { FactBody } from '../domain/facts.ts';
import { declared } from '../domain/programme/programme.ts';
import type { CardProcessorDefinition } from '../domain/programme/schema-cards.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { PipelineEngine } from '../pipeline/engine.ts';
import { bodyHashOf } from '../pipeline/hashes.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import { type Answer, type Clock, EngineError, type Submission } from '../pipeline/submission.ts';
import {
  type CardRequest,
  extendCardRequest,
  findLeftCardRequests,
  finishCardRequest,
  isCardRequestDecided,
  leaseCardRequest,
  openCardRequest,
} from '../storage/card-requests.ts';
import { readCard } from '../storage/cards.ts';

export type CardRequestDeps = {
  readonly pool: pg.Pool;
  readonly programmes: Pick<ProgrammeSource, 'refresh'>;
  readonly clock: Clock;
  readonly delivery: Pick<DeliveryParts, 'access' | 'sender'>;
};

/** Whoever asked has so long to hand the fact in; far longer than the engine tries. */
const LEASE_MS = 5 * MINUTE_MS;
/** A key used again after its request was cancelled asks under the next of so many ids. */
const GENERATIONS_MAX = 20;
const LEFT_MAX = 50;
const RETRY_MIN_MS = 10_000;
const RETRY_MAX_MS = 60 * MINUTE_MS;

type AskedBody = Extract<FactBody, { readonly processor: ProcessorAnswer | null }>;

/** The engine as adapters see it, asking processors where the domain says that it must. */
export function withCardProcessors(engine: PipelineEngine, deps: CardRequestDeps): PipelineEngine {
  return {
    ...engine,
    submit: async (submission) => {
      const answer = await engine.submit(submission);
      const { refusal } = answer.record;
      const { body } = submission;
      if (refusal?.code !== 'card_processor_required' || !isAsked(body)) return answer;
      const asking = { customerId: answer.customerId, processor: String(refusal.detail.processor), body };
      return askAndSubmit(engine, deps, submission, asking);
    },
  };
}

type Asking = { readonly customerId: string; readonly processor: string; readonly body: AskedBody };

function isAsked(body: FactBody): body is AskedBody {
  return 'processor' in body;
}

async function askAndSubmit(
  engine: PipelineEngine,
  deps: CardRequestDeps,
  submission: Submission,
  { customerId, processor, body }: Asking,
): Promise<Answer> {
  const definition = await processorNamed(deps, processor);
  if (definition === null) throw new EngineError('card_processor_unavailable', { processor });
  const question = await questionOf(deps, customerId, body);
  const id = await openRequest(deps, submission, { customerId, processor, action: question.action });
  const request = { customerId, id };
  const reserved = await reserve(deps.delivery, definition, { id, question });
  // What became of a silent one is nobody's guess: it stays open, and is cancelled when its time is over.
  if (reserved.kind === 'silent') throw new EngineError('card_processor_unavailable', { processor }, 1);
  if (!(await extendCardRequest(deps.pool, request, deps.clock.now() + LEASE_MS)))
    return answerOfOther(engine, submission, processor);
  const said = { processor, requestId: id };
  const answered: ProcessorAnswer =
    reserved.kind === 'approved'
      ? { ...said, reference: reserved.reference, balance: reserved.balance, declined: null }
      : { ...said, reference: null, balance: null, declined: reserved.reason };
  const answer = await engine.submit({ ...submission, body: { ...body, processor: answered } });
  const isDecided = answer.record.refusal === undefined && (await isOurs(deps, request, answer));
  await settle(deps, definition, request, isDecided ? 'confirm' : 'cancel');
  return answer;
}

/** The same call at once came first and has settled the request: its answer is ours, unless it was refused. */
async function answerOfOther(engine: PipelineEngine, submission: Submission, processor: string): Promise<Answer> {
  const answer = await engine.submit(submission);
  if (answer.record.refusal?.code === 'card_processor_required')
    throw new EngineError('card_processor_unavailable', { processor }, 1);
  return answer;
}

/** The same call at once may have been decided with the answer to another request: then ours is cancelled. */
async function isOurs(
  { pool, clock }: CardRequestDeps,
  request: { readonly customerId: string; readonly id: string },
  { isReplay }: Answer,
): Promise<boolean> {
  return !isReplay || isCardRequestDecided(pool, { ...request, askedAt: clock.now() - LEASE_MS });
}

async function processorNamed({ programmes }: CardRequestDeps, name: string): Promise<CardProcessorDefinition | null> {
  const history = await programmes.refresh();
  return declared(history?.live.document.card_processors ?? {}, name) ?? null;
}

async function questionOf(deps: CardRequestDeps, customerId: string, body: AskedBody): Promise<CardQuestion> {
  if (body.kind === 'card.register')
    return { action: 'register', card: body.number, to_card: null, amount: body.balance, reason: null };
  const numberOf = async (id: string): Promise<string> => {
    const card = await readCard(deps.pool, customerId, { id, now: deps.clock.now() });
    if (card === null) throw new EngineError('card_not_found', { card: id });
    return card.number;
  };
  return {
    action: body.kind === 'card.report' ? `report_${body.as}` : body.kind.slice('card.'.length),
    card: await numberOf(body.cardId),
    to_card: body.kind === 'card.transfer' ? await numberOf(body.toCardId) : null,
    amount: body.kind === 'card.adjust' ? body.amount : null,
    reason: body.reason,
  };
}

/** The same key and body ask under the same id, so that a lost answer and a double click change nothing twice. */
async function openRequest(
  { pool, clock }: CardRequestDeps,
  { idempotency }: Submission,
  request: { readonly customerId: string; readonly processor: string; readonly action: string },
): Promise<string> {
  const now = clock.now();
  for (let generation = 0; generation < GENERATIONS_MAX; generation += 1) {
    const id =
      idempotency === null
        ? randomUUID()
        : derivedId([
            request.customerId,
            idempotency.operation,
            idempotency.key,
            bodyHashOf(idempotency.sent),
            String(generation),
          ]);
    if (await openCardRequest(pool, { ...request, id, askedAt: now, nextAt: now + LEASE_MS })) return id;
  }
  throw new EngineError('card_processor_unavailable', { processor: request.processor }, 1);
}

function derivedId(parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function settle(
  { pool, delivery }: CardRequestDeps,
  definition: CardProcessorDefinition,
  request: { readonly customerId: string; readonly id: string },
  ending: 'confirm' | 'cancel',
): Promise<boolean> {
  const failure = await endReservation(delivery, definition, { id: request.id, ending });
  if (failure !== null) return false;
  await finishCardRequest(pool, request, ending === 'confirm' ? 'confirmed' : 'cancelled');
  return true;
}

/** Ends what was left over: confirmed where its fact was decided, else cancelled. Gives how many were; the others wait. */
export async function settleCardRequests(deps: CardRequestDeps): Promise<number> {
  const now = deps.clock.now();
  let ended = 0;
  for (const request of await findLeftCardRequests(deps.pool, now, LEFT_MAX)) {
    const retryMs = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.min(request.tries, 20));
    if (!(await leaseCardRequest(deps.pool, request, now + retryMs))) continue;
    if (await settleLeft(deps, request)) ended += 1;
  }
  return ended;
}

async function settleLeft(deps: CardRequestDeps, request: CardRequest): Promise<boolean> {
  const definition = await processorNamed(deps, request.processor);
  if (definition === null) return false;
  const isDecided = await isCardRequestDecided(deps.pool, request);
  return settle(deps, definition, request, isDecided ? 'confirm' : 'cancel');
}
