// What a message would look like for a real customer, and a test send of it. A test send goes out at once, to the given
// address instead of the customer's where one is given, and leaves its record in the log like any other message.
import type pg from 'pg';
import type { AccessPart, Attempt, PreparedRequest, SendContext } from '../connectors/connector.ts';
import { connectorOf, missingAccess } from '../connectors/registry.ts';
import type { CustomerProfile } from '../domain/customers/profile.ts';
import type { JsonObject } from '../domain/facts.ts';
import { SAMPLE_ID, sampleDecisions } from '../domain/messages/samples.ts';
import { declared, type Programme } from '../domain/programme/programme.ts';
import type { MessageDefinition, ProviderDefinition } from '../domain/programme/schema-messages.ts';
import { type CustomerState, emptyState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { insertMessage } from '../storage/deliveries.ts';
import { loadStates } from '../storage/load.ts';
import { freezeTest, type SavedMessage, saveAttempts } from '../storage/outbox.ts';
import type { AccessBook } from './access.ts';
import { withAddress, withoutAddress } from './address.ts';
import type { CallbackUrls } from './callback-url.ts';
import { outcomeOf } from './outcome.ts';
import { TRAY } from './ready.ts';
import { renderMessage } from './render.ts';

export type PreviewDeps = {
  readonly pool: pg.Pool;
  readonly access: AccessBook;
  readonly now: () => Instant;
};

export type PreviewRequest = {
  /** The live version, or a draft. */
  readonly programme: Programme;
  readonly message: string;
  /** The first of the message's variants where none is named. */
  readonly provider?: string | undefined;
  readonly customerId: string;
  /** Instead of the sample: event, campaign, outcome, outcomes. */
  readonly variables?: JsonObject | undefined;
};

export type Preview =
  | {
      readonly ok: true;
      readonly provider: string;
      readonly connector: string;
      /** Where it would not be sent: what is missing. */
      readonly missing: readonly AccessPart[];
      /** `{address}` stands for the provider's address. */
      readonly request: PreparedRequest;
    }
  | { readonly ok: false; readonly reason: string };

type Made = {
  readonly provider: string;
  readonly definition: ProviderDefinition;
  readonly message: SavedMessage;
  readonly connector: string;
  readonly missing: readonly AccessPart[];
  readonly request: PreparedRequest;
};
type Failed = { readonly ok: false; readonly reason: string };

export async function previewMessage(deps: PreviewDeps, request: PreviewRequest): Promise<Preview> {
  const made = await make(deps, request, { id: SAMPLE_ID, to: null });
  if ('reason' in made) return made;
  const { provider, connector, missing } = made;
  return { ok: true, provider, connector, missing, request: withoutAddress(made.request, deps.access.of(provider)) };
}

export type TestSend = PreviewRequest & {
  /** Made by the caller: a UUID of version 7. */
  readonly id: string;
  /** E-mail address or telephone number instead of the customer's. */
  readonly to?: string | undefined;
};

export type TestSent =
  | Failed
  | {
      readonly ok: true;
      readonly id: string;
      readonly provider: string;
      readonly status: 'delivered' | 'tray' | 'dead';
      readonly attempt: Attempt;
    };

/** Sends one message now, without retries. Consent and quiet hours are not asked: whoever tests knows why. */
export async function sendTest(
  deps: PreviewDeps & {
    readonly sender: Pick<SendContext, 'http' | 'resolve'>;
    readonly callbackUrlOf?: CallbackUrls | undefined;
  },
  test: TestSend,
): Promise<TestSent> {
  const made = await make(deps, test, { id: test.id, to: test.to ?? null });
  if ('reason' in made) return made;
  const { provider, definition, message } = made;
  const access = deps.access.of(provider);
  const connector = made.missing.length > 0 ? TRAY : definition.connector;
  const frozen = { connector, request: withoutAddress(made.request, access) };
  await insertMessage(deps.pool, message);
  await freezeTest(deps.pool, { customerId: message.customerId, id: message.id, ...frozen }, deps.now());
  const startedAt = deps.now();
  const startMs = performance.now();
  const attempt = await connectorOf(connector).send(
    withAddress(frozen.request, access),
    { id: message.id },
    {
      ...deps.sender,
      access,
      settings: definition.settings,
      now: startedAt,
      timeoutMs: definition.timeout_ms,
      callbackUrl: deps.callbackUrlOf?.(provider, access) ?? null,
    },
  );
  const waiting = { ...message, attempts: 0, attemptsBefore: 0, frozen };
  const times = { startedAt, endedAt: deps.now(), durationMs: performance.now() - startMs, random: 0 };
  const outcome = outcomeOf({ message: waiting, frozen }, attempt, times);
  // A test is tried once: what would be tried again has failed.
  const status = outcome.status === 'delivered' || outcome.status === 'tray' ? outcome.status : 'dead';
  const reason = status === 'tray' ? 'no_address' : outcome.reason;
  await saveAttempts(deps.pool, [{ ...outcome, status, reason, finishedAt: times.endedAt }]);
  return { ok: true, id: message.id, provider, status, attempt };
}

async function make(
  deps: PreviewDeps,
  request: PreviewRequest,
  how: { readonly id: string; readonly to: string | null },
): Promise<Made | Failed> {
  const { programme, customerId } = request;
  const definition = declared(programme.document.messages, request.message);
  if (definition === undefined) return fail(`the programme has no message ${request.message}`);
  const provider = request.provider ?? Object.keys(definition.variants)[0] ?? '';
  const providerDefinition = declared(programme.document.providers, provider);
  if (providerDefinition === undefined) return fail(`the programme has no provider ${provider}`);
  const now = deps.now();
  const state = await stateOf(deps.pool, programme, customerId, now);
  if (state.profile === null) return fail(`there is no customer ${customerId}`);
  const addressed = how.to === null ? state : withRecipient(state, state.profile, definition, how.to);
  await deps.access.refresh();
  const access = deps.access.of(provider);
  const own = connectorOf(providerDefinition.connector);
  const missing = missingAccess(own, access);
  const connector = missing.length > 0 ? connectorOf(TRAY) : own;
  const message: SavedMessage = {
    customerId,
    id: how.id,
    message: request.message,
    provider,
    purpose: definition.purpose,
    rule: 'test',
    programme: programme.version,
    lane: 'live',
    isTest: true,
    variables: request.variables ?? sampleDecisions(programme, request.message, now)[0]?.variables ?? {},
    createdAt: now,
    // Never due: it is sent here, not by the dispatcher.
    dueAt: NEVER,
    until: null,
  };
  const prepared = renderMessage({
    message,
    state: addressed,
    programme,
    provider: providerDefinition,
    connector,
    access,
    now,
  });
  if (!prepared.ok) return fail(prepared.reason);
  return {
    provider,
    definition: providerDefinition,
    message,
    connector: connector.name,
    missing,
    request: prepared.request,
  };
}

const NEVER: Instant = Date.UTC(9999, 0, 1);

function fail(reason: string): Failed {
  return { ok: false, reason };
}

async function stateOf(pool: pg.Pool, programme: Programme, customerId: string, now: Instant): Promise<CustomerState> {
  // Not on a connection as the dispatcher prepares its own: whoever previews shares the pool with lists and searches.
  const client = await pool.connect();
  try {
    const request = { customerIds: [customerId], now, programme, periods: [], talliesSince: now, isForDue: false };
    const { states } = await loadStates(client, request);
    return states.get(customerId) ?? emptyState(customerId);
  } finally {
    client.release();
  }
}

const PHONE_CHANNELS: readonly string[] = ['sms', 'push', 'whatsapp'];

function withRecipient(
  state: CustomerState,
  profile: CustomerProfile,
  { channel }: MessageDefinition,
  to: string,
): CustomerState {
  const phone = { number: to, type: null, flags: [], verified: false };
  const isPhone = PHONE_CHANNELS.includes(channel) || (channel === 'flow' && !to.includes('@'));
  const changed = isPhone ? { phones: [phone] } : { email: to };
  return { ...state, profile: { ...profile, ...changed } };
}
