// Turns a provider's callback into facts: whose message it is about, what happened, and the key under which it happens once.
// Handing the facts to the engine is the adapter's business.
import type pg from 'pg';
import type { Engagement } from '../connectors/connector.ts';
import type { EngagementBody } from '../domain/messages/engagement.ts';
import { declared, type ProgrammeHistory } from '../domain/programme/programme.ts';
import type { Instant } from '../domain/time.ts';
import { findNamed, type NamedMessage } from '../storage/deliveries.ts';
import { keepReferences } from '../storage/references.ts';
import { connectorNamed } from './connector-named.ts';
import { definitionOf } from './provider-definition.ts';

export type EngagementFact = {
  readonly customerId: string;
  readonly body: EngagementBody;
  /** When it happened, as the provider says, but never in the future. */
  readonly occurredAt: Instant;
  /** Providers tell the same thing several times: it counts once for each message and kind, opens and clicks once for each instant and address. */
  readonly key: string;
};

export type Callback = { readonly headers: { readonly [name: string]: string }; readonly body: string };

/** Null: the programme has no such provider. Messages that are not ours, or are forgotten, are left out. */
export async function readEngagements(
  deps: { readonly pool: Pick<pg.Pool, 'query'>; readonly history: ProgrammeHistory; readonly now: Instant },
  provider: string,
  callback: Callback,
): Promise<readonly EngagementFact[] | null> {
  const definition = definitionOf(deps.history, provider);
  if (definition === null) return null;
  const found = connectorNamed(definition.connector).readCallback(callback);
  if (found.length === 0) return [];
  const ids = [...new Set(found.flatMap(({ messageId }) => messageId ?? []))];
  const references = [...new Set(found.flatMap(({ reference }) => reference ?? []))];
  const messages = await findNamed(deps.pool, provider, { ids, references });
  const byId = new Map(messages.map((message) => [message.id, message]));
  const byReference = new Map(messages.map((message) => [message.reference, message]));
  const learned = learnedFrom(found, byId);
  if (learned.length > 0) await keepReferences(deps.pool, learned);
  for (const { message, reference } of learned) byReference.set(reference, message);
  return found.flatMap((engagement) => {
    const message = byId.get(engagement.messageId ?? '') ?? byReference.get(engagement.reference ?? '');
    return message === undefined ? [] : [factOf(deps, message, engagement)];
  });
}

type Learned = { readonly message: NamedMessage; readonly reference: string };

/** Where a callback names both, later ones name the reference alone: it takes the place of the one that the sending gave. */
function learnedFrom(found: readonly Engagement[], byId: ReadonlyMap<string, NamedMessage>): readonly Learned[] {
  const learned = found.flatMap(({ messageId, reference }) => {
    const message = byId.get(messageId ?? '');
    return message === undefined || reference === null || reference === message.reference
      ? []
      : [{ message, reference }];
  });
  return [...new Map(learned.map((one) => [one.message.id, one])).values()];
}

const CAMPAIGN = 'campaign/';
const URL_MAX = 2_000;
/** Codes alone: what mail servers say in sentences holds addresses. */
const CODE = /^[A-Za-z][\w.-]{1,99}$/;

export function factOf(
  { history, now }: { readonly history: ProgrammeHistory; readonly now: Instant },
  message: Omit<NamedMessage, 'reference'>,
  engagement: Engagement,
): EngagementFact {
  const { kind, at, detail } = engagement;
  const programme = history.version(message.programmeVersion) ?? history.live;
  const url = typeof detail.url === 'string' ? storable(detail.url, URL_MAX) : null;
  const isRepeatable = kind === 'opened' || kind === 'clicked';
  return {
    customerId: message.customerId,
    body: {
      kind: 'engagement',
      engagement: kind,
      messageId: message.id,
      message: message.message,
      provider: message.provider,
      channel: declared(programme.document.messages, message.message)?.channel ?? 'email',
      campaign: message.rule.startsWith(CAMPAIGN) ? message.rule.slice(CAMPAIGN.length) : null,
      url: kind === 'clicked' ? url : null,
      ...(typeof detail.reason === 'string' && CODE.test(detail.reason) ? { reason: detail.reason } : {}),
    },
    occurredAt: Math.min(at ?? now, now),
    key: [message.id, kind, ...(isRepeatable ? [at ?? '', kind === 'clicked' ? (url ?? '') : ''] : [])].join(' '),
  };
}

function storable(text: string, max: number): string {
  return text.slice(0, max).replaceAll('\u0000', '').toWellFormed();
}

/** Where a provider's callbacks go: the token in it is what proves that they come from there. */
export function callbackPath(box: { callbackToken(provider: string): string }, provider: string): string {
  return `/v1/callbacks/${provider}/${box.callbackToken(provider)}`;
}
