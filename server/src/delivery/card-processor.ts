// Speaks with a card processor over HTTP, with the address and key of a provider: reserve, then confirm or cancel. Each call
// names its request, so that one whose answer was lost is asked again. What is done with the answer is for others to say.
import { z } from 'zod';
import { SendError } from '../connectors/send-error.ts';
import type { CardProcessorDefinition } from '../domain/programme/schema-cards.ts';
import type { DeliveryParts } from './parts.ts';

type Parts = Pick<DeliveryParts, 'access' | 'sender'>;

export type CardQuestion = {
  readonly action: string;
  readonly card: string;
  /** Of a transfer. */
  readonly to_card: string | null;
  /** Of an adjustment, signed; of a registration what is said to be on the card. */
  readonly amount: number | null;
  readonly reason: string | null;
};

export type Reserved =
  | { readonly kind: 'approved'; readonly reference: string | null; readonly balance: number | null }
  | { readonly kind: 'declined'; readonly reason: string }
  /** Nobody knows what became of it. */
  | { readonly kind: 'silent'; readonly reason: string };

/** After the first one; a lost answer is asked for again under the same id. */
const RETRIES = 2;
const TEXT_MAX = 500;
const BALANCE_MAX = 1_000_000_000_000;

const answerSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('approved'),
    reference: z.string().max(TEXT_MAX).nullish(),
    balance: z.int().min(0).max(BALANCE_MAX).nullish(),
  }),
  z.object({ status: z.literal('declined'), reason: z.string().max(TEXT_MAX) }),
]);

export async function reserve(
  parts: Parts,
  processor: CardProcessorDefinition,
  { id, question }: { readonly id: string; readonly question: CardQuestion },
): Promise<Reserved> {
  let silent = 'it was not asked';
  for (let tries = 0; tries <= RETRIES; tries += 1) {
    const reply = await call(parts, processor, { path: '/reservations', id, body: { id, ...question } });
    const answer = reply.kind === 'answered' ? readAnswer(reply.body) : null;
    if (answer?.status === 'declined') return { kind: 'declined', reason: answer.reason };
    if (answer?.status === 'approved')
      return { kind: 'approved', reference: answer.reference ?? null, balance: answer.balance ?? null };
    silent = reply.kind === 'answered' ? 'its answer cannot be read' : reply.reason;
  }
  return { kind: 'silent', reason: silent };
}

/** Null when it is done; else why not. */
export async function endReservation(
  parts: Parts,
  processor: CardProcessorDefinition,
  { id, ending }: { readonly id: string; readonly ending: 'confirm' | 'cancel' },
): Promise<string | null> {
  const reply = await call(parts, processor, { path: `/reservations/${id}/${ending}`, id, body: {} });
  return reply.kind === 'answered' ? null : reply.reason;
}

type Reply =
  | { readonly kind: 'answered'; readonly body: string }
  | { readonly kind: 'failed'; readonly reason: string };

async function call(
  { access, sender }: Parts,
  { provider, timeout_ms: timeoutMs }: CardProcessorDefinition,
  { path, id, body }: { readonly path: string; readonly id: string; readonly body: object },
): Promise<Reply> {
  await access.refresh();
  const { url, key } = access.of(provider);
  if (url === null) return { kind: 'failed', reason: `the provider ${provider} has no address` };
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'idempotency-key': id,
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
  const address = url.replace(/\/$/, '') + path;
  try {
    const answer = await sender.http({ method: 'POST', url: address, headers, body: JSON.stringify(body), timeoutMs });
    if (answer.status >= 200 && answer.status <= 299) return { kind: 'answered', body: answer.body };
    return { kind: 'failed', reason: `it answered with status ${answer.status}` };
  } catch (error) {
    if (error instanceof SendError) return { kind: 'failed', reason: error.message };
    throw error;
  }
}

function readAnswer(body: string): z.output<typeof answerSchema> | null {
  try {
    return answerSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
