// Makes messages that are due ready to be sent: asks whether they may go out now, renders those that were never tried, and
// freezes what was rendered. What may not be sent is settled here. One read and one or two writes for many messages.
import type pg from 'pg';
import type { Access } from '../connectors/connector.ts';
import { connectorOf, missingAccess } from '../connectors/registry.ts';
import { capPeriodStart, type MaySend, maySend } from '../domain/messages/may-send.ts';
import { declared, type Programme, type ProgrammeHistory } from '../domain/programme/programme.ts';
import type { ProviderDefinition } from '../domain/programme/schema-messages.ts';
import { type CustomerState, emptyState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { loadStates } from '../storage/load.ts';
import {
  countMarketing,
  type Frozen,
  type FrozenRequest,
  freezeRequests,
  type NewFrozen,
  type Outcome,
  settleUnsent,
  type WaitingMessage,
} from '../storage/outbox.ts';
import { withoutAddress } from './address.ts';
import { renderMessage } from './render.ts';

/** A message with what is sent of it, the same at every attempt. */
export type ReadyMessage = { readonly message: WaitingMessage; readonly frozen: Frozen };

export type ReadyContext = {
  readonly provider: string;
  readonly definition: ProviderDefinition;
  readonly epoch: number;
  readonly history: ProgrammeHistory;
  readonly access: Access;
  readonly now: Instant;
};

/** The connector that keeps what has nowhere to go. */
export const TRAY = 'tray';

export async function makeReady(
  client: pg.PoolClient,
  context: ReadyContext,
  messages: readonly WaitingMessage[],
): Promise<readonly ReadyMessage[]> {
  const ready: ReadyMessage[] = [];
  const unsent: Outcome[] = [];
  const frozen: NewFrozen[] = [];
  const states = await statesOf(client, context, messages);
  const had = await marketingHad(client, context, messages, states);
  for (const message of messages) {
    const state = states.get(message.customerId) ?? emptyState(message.customerId);
    const counted = had.get(message.customerId) ?? 0;
    // What is frozen was counted with the others when it was frozen.
    const judged = judge(context, message, state, message.frozen === null ? counted : 0);
    if (judged.kind !== 'send') {
      unsent.push(unsentOutcome(context, message, judged));
      continue;
    }
    if (message.frozen !== null) {
      ready.push({ message, frozen: message.frozen });
      continue;
    }
    const made = freeze(context, message, state);
    if (typeof made === 'string') {
      unsent.push(finished(context, message, { status: 'dead', reason: made }));
      continue;
    }
    if (message.purpose === 'marketing') had.set(message.customerId, counted + 1);
    frozen.push({ customerId: message.customerId, id: message.id, ...made });
    ready.push({ message, frozen: made });
  }
  await settleUnsent(client, unsent);
  if (frozen.length === 0) return ready;
  const { provider, epoch, now } = context;
  const isFrozen = await freezeRequests(client, { provider, epoch, now }, frozen);
  // What could not be frozen belongs to another sender, or is read again with what was frozen before.
  return ready.filter(({ message }) => message.frozen !== null || isFrozen.has(message.id));
}

/** Customers are read once for each batch, and only where nothing is frozen does their whole state matter. */
async function statesOf(
  client: pg.PoolClient,
  { history, now }: ReadyContext,
  messages: readonly WaitingMessage[],
): Promise<ReadonlyMap<string, CustomerState>> {
  const customerIds = [...new Set(messages.map(({ customerId }) => customerId))];
  const programme = history.live;
  const { states } = await loadStates(client, {
    customerIds,
    now,
    programme,
    periods: [],
    talliesSince: now,
    isForDue: false,
  });
  return states;
}

/** Per customer; empty where the provider has no cap. */
async function marketingHad(
  client: pg.PoolClient,
  { provider, definition, history, now }: ReadyContext,
  messages: readonly WaitingMessage[],
  states: ReadonlyMap<string, CustomerState>,
): Promise<Map<string, number>> {
  const { cap } = definition;
  const marketing = messages.filter(({ purpose, frozen }) => purpose === 'marketing' && frozen === null);
  if (cap === undefined || marketing.length === 0) return new Map();
  const asked = [...new Set(marketing.map(({ customerId }) => customerId))].map((customerId) => {
    const timeZone = states.get(customerId)?.profile?.timeZone ?? history.live.document.time_zone;
    return { customerId, since: capPeriodStart(now, cap.per, timeZone) };
  });
  return new Map(await countMarketing(client, provider, asked));
}

function judge(context: ReadyContext, message: WaitingMessage, state: CustomerState, hadInPeriod: number): MaySend {
  const { history, definition, now } = context;
  const pinned = pinnedProgramme(history, message);
  const channel = declared(pinned.document.messages, message.message)?.channel ?? 'email';
  return maySend({
    message,
    channel,
    profile: state.profile,
    programme: history.live,
    provider: definition,
    hadInPeriod,
    now,
  });
}

function pinnedProgramme(history: ProgrammeHistory, { programme }: { readonly programme: number }): Programme {
  return history.version(programme) ?? history.live;
}

function unsentOutcome(
  context: ReadyContext,
  message: WaitingMessage,
  judged: Exclude<MaySend, { kind: 'send' }>,
): Outcome {
  if (judged.kind === 'suppress') return finished(context, message, { status: 'suppressed', reason: judged.reason });
  const { customerId, id } = message;
  return { customerId, id, status: 'waiting', nextAt: judged.until, reason: judged.reason, finishedAt: null };
}

function finished(
  { now }: ReadyContext,
  { customerId, id }: WaitingMessage,
  end: { readonly status: 'dead' | 'suppressed'; readonly reason: string },
): Outcome {
  return { customerId, id, ...end, nextAt: now, finishedAt: now };
}

/** The frozen request, or why there can be none. Test personas' messages and those without an address go to the tray. */
function freeze(context: ReadyContext, message: WaitingMessage, state: CustomerState): Frozen | string {
  const { definition, history, access, now } = context;
  const own = connectorOf(definition.connector);
  const isForTray = message.isTest || missingAccess(own, access).length > 0;
  const connector = isForTray ? connectorOf(TRAY) : own;
  const programme = pinnedProgramme(history, message);
  try {
    const prepared = renderMessage({ message, state, programme, provider: definition, connector, access, now });
    if (!prepared.ok) return prepared.reason;
    return { connector: connector.name, request: storable(withoutAddress(prepared.request, access)) };
  } catch (error) {
    // One message that breaks a connector must not keep the others of its batch from going out, again and again.
    return `it could not be prepared: ${error instanceof Error ? error.message : 'unknown error'}`;
  }
}

/** Templates can cut a character in half, which no database stores. */
function storable(request: FrozenRequest): FrozenRequest {
  const clean = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();
  const headers = Object.entries(request.headers).map(([name, value]) => [name, clean(value)] as const);
  return { ...request, url: clean(request.url), headers: Object.fromEntries(headers), body: clean(request.body) };
}
