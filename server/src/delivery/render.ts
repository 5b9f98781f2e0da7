// Renders a message for one customer from the version of the programme that decided it, and lets its connector make the
// request. Pure apart from a cache of compiled variants; what it gives is frozen by the caller.
import type { Access, Connector, Prepared, RenderedMessage } from '../connectors/connector.ts';
import { type CompiledVariant, compileVariant, renderVariant } from '../domain/messages/variant.ts';
import { declared, type Programme } from '../domain/programme/programme.ts';
import type { MessageDefinition, ProviderDefinition } from '../domain/programme/schema-messages.ts';
import type { CustomerState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { type MessageFacts, messageVariables, recipientOf } from './customer-variables.ts';

export type RenderRequest = {
  readonly message: MessageFacts & { readonly message: string; readonly provider: string };
  readonly state: CustomerState;
  /** The version that decided the message. */
  readonly programme: Programme;
  readonly provider: ProviderDefinition;
  readonly connector: Connector;
  readonly access: Access;
  readonly now: Instant;
};

const variants = new WeakMap<Programme, Map<string, CompiledVariant>>();

export function renderMessage(request: RenderRequest): Prepared {
  const rendering = renderParts(request);
  if (!rendering.ok) return rendering;
  return request.connector.prepare(rendering.rendered, {
    access: request.access,
    settings: request.provider.settings,
  });
}

type Rendering =
  | { readonly ok: true; readonly rendered: RenderedMessage }
  | { readonly ok: false; readonly reason: string };

/** The message as its connector gets it. */
export function renderParts(request: Pick<RenderRequest, 'message' | 'state' | 'programme' | 'now'>): Rendering {
  const { message, state, programme, now } = request;
  const definition = declared(programme.document.messages, message.message);
  if (definition === undefined) return refused(`the programme has no message ${message.message}`);
  const compiled = variantOf(programme, definition, message);
  if (compiled === null) return refused(`${message.message} has no variant for ${message.provider}`);
  if (!compiled.ok) return refused(`the variant does not compile: ${compiled.problems[0]?.problem ?? ''}`);
  const variables = messageVariables(message, state, programme, now);
  const made = renderVariant(compiled.variant, variables);
  if (!made.ok) return refused(`the variant cannot be rendered: ${made.message}`);
  const rendered: RenderedMessage = {
    id: message.id,
    channel: definition.channel,
    purpose: definition.purpose,
    ...made.parts,
    recipient: recipientOf(state),
    variables,
    createdAt: message.createdAt,
  };
  return { ok: true, rendered };
}

function refused(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}

function variantOf(
  programme: Programme,
  definition: MessageDefinition,
  { message, provider }: RenderRequest['message'],
): CompiledVariant | null {
  const known = variants.get(programme) ?? new Map<string, CompiledVariant>();
  variants.set(programme, known);
  const name = `${message} ${provider}`;
  const compiled = known.get(name);
  if (compiled !== undefined) return compiled;
  const source = declared(definition.variants, provider);
  if (source === undefined) return null;
  const made = compileVariant(source, null);
  known.set(name, made);
  return made;
}
