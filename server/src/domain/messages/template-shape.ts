// Which variables a message may use, from the programme: what an author may write between `{{` and `}}`.
// It holds no values; those come when the message is decided and when it is rendered.

import type { Json } from '../facts.ts';
import { PLATFORM_EVENTS } from '../programme/platform-events.ts';
import { declared } from '../programme/programme.ts';
import type { FieldDefinition, ProgrammeDocument } from '../programme/schema.ts';
import { OCCASION, type Sender, sendersOf } from './senders.ts';

export type Shape =
  | { readonly kind: 'value' }
  /** JSON of which nothing is declared: any path may be in it. */
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'group'; readonly fields: { readonly [name: string]: Shape } };

export const VALUE: Shape = { kind: 'value' };
export const ANY: Shape = { kind: 'any' };

const values = (...names: readonly string[]): { readonly [name: string]: Shape } =>
  Object.fromEntries(names.map((name) => [name, VALUE]));
const group = (fields: { readonly [name: string]: Shape }): Shape => ({ kind: 'group', fields });
const each = (names: readonly string[], shape: Shape): Shape => group(Object.fromEntries(names.map((n) => [n, shape])));

const POINTS = group(values('amount', 'account', 'account_title', 'expires_at'));
const OFFER = group(
  values('offer_id', 'user_offer_id', 'title', 'description', 'terms', 'image', 'pos_discount_id', 'expires_at'),
);

/** The variables of a message: those of all the rules that send it. Nobody sends it yet: nothing is known of event and campaign. */
export function messageShape(document: ProgrammeDocument, message: string): Shape {
  const senders = sendersOf(document, message);
  return group({
    customer: customerShape(document),
    event: senders.length === 0 ? ANY : eventShape(document, senders),
    campaign: group({
      ...values('id', 'title'),
      custom: senders.length === 0 ? ANY : senders.map((sender) => payloadShape(document, sender)).reduce(union),
    }),
    outcome: group({ points: POINTS, offer: OFFER }),
    outcomes: group({ points: { kind: 'list', of: POINTS }, offers: { kind: 'list', of: OFFER } }),
    message: group(values('id', 'created_at')),
    decided_at: VALUE,
  });
}

function customerShape(document: ProgrammeDocument): Shape {
  const custom = Object.entries(document.attributes).map(([name, field]) => [name, fieldShape(field)] as const);
  return group({
    ...values('id', 'external_id', 'email', 'first_name', 'last_name', 'phone', 'birth_on'),
    ...values('language', 'locale', 'time_zone', 'country'),
    custom: group(Object.fromEntries(custom)),
    tiers: each(Object.keys(document.tier_systems), group(values('level', 'title', 'since'))),
    balances: each(Object.keys(document.accounts), group(values('available', 'lifetime'))),
  });
}

function fieldShape(field: Pick<FieldDefinition, 'type'>): Shape {
  if (field.type === 'json') return ANY;
  return field.type === 'string_list' ? { kind: 'list', of: VALUE } : VALUE;
}

function eventShape(document: ProgrammeDocument, senders: readonly Sender[]): Shape {
  const contexts = senders.flatMap((sender) => sender.events).map((event) => contextShape(document, event));
  return group({ ...values('name', 'qty', 'occurred_at'), context: contexts.reduce(union, group({})) });
}

function contextShape(document: ProgrammeDocument, event: string): Shape {
  if (event === OCCASION) return group(values('on'));
  const own = declared(document.events, event);
  if (own?.open === true) return ANY;
  const properties = own?.properties ?? declared(PLATFORM_EVENTS, event)?.properties;
  // Compile reports events that nobody declared; here they would only bring a second complaint.
  if (properties === undefined) return ANY;
  return group(Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, fieldShape(field)])));
}

function payloadShape(document: ProgrammeDocument, { campaign }: Sender): Shape {
  return shapeOf(campaign === null ? {} : (declared(document.campaigns, campaign)?.payload ?? {}));
}

function shapeOf(json: Json): Shape {
  if (Array.isArray(json)) return { kind: 'list', of: ANY };
  if (typeof json !== 'object' || json === null) return VALUE;
  return group(Object.fromEntries(Object.entries(json).map(([name, value]) => [name, shapeOf(value)])));
}

/** What either has: a message may be sent by several rules, and asks with `if` for what only some of them bring. */
function union(one: Shape, other: Shape): Shape {
  if (one.kind === 'group' && other.kind === 'group') {
    const fields: { [name: string]: Shape } = { ...one.fields };
    for (const [name, shape] of Object.entries(other.fields)) {
      const known = declared(fields, name);
      fields[name] = known === undefined ? shape : union(known, shape);
    }
    return group(fields);
  }
  if (one.kind === 'list' && other.kind === 'list') return { kind: 'list', of: union(one.of, other.of) };
  return one.kind === 'value' && other.kind === 'value' ? VALUE : ANY;
}
