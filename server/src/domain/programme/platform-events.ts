// The events that the engine itself raises, with their properties: rules listen to them like to declared events.
// It raises none of them; programmes cannot declare names that begin like these.

import type { FieldDefinition } from './schema.ts';

export const PLATFORM_PREFIX = '__platform.';

type PlatformField = Pick<FieldDefinition, 'type' | 'required'>;
export type PlatformEvent = {
  readonly title: string;
  readonly properties: { readonly [property: string]: PlatformField };
};

const text: PlatformField = { type: 'string', required: true };
const maybeText: PlatformField = { type: 'string', required: false };
const whole: PlatformField = { type: 'int', required: true };
const texts: PlatformField = { type: 'string_list', required: true };
const instant: PlatformField = { type: 'datetime', required: true };

/** `campaign` only where one sent the message, `url` only of clicks, `reason` only where the provider says why it failed. */
const engagement: PlatformEvent['properties'] = {
  message: text,
  provider: text,
  message_id: text,
  campaign: { type: 'string', required: false },
  url: { type: 'string', required: false },
  reason: { type: 'string', required: false },
};

const order: PlatformEvent['properties'] = {
  order_id: text,
  store: text,
  item: text,
  offer: text,
  quantity: whole,
  points: whole,
  /** `none` where nothing is sent. */
  delivery: text,
};

/** `transaction` only where a transaction of the point of sale was involved. */
const offerAtStore: PlatformEvent['properties'] = {
  offer: text,
  user_offer_id: text,
  transaction: { type: 'string', required: false },
};
/** Money in the smallest unit of the currency; `net`: the customer's share without tax, of the lines that the event is about. */
const transaction: PlatformEvent['properties'] = {
  transaction_id: text,
  store: { type: 'string', required: false },
  channel: { type: 'string', required: false },
  subtotal: whole,
  tax: whole,
  total: whole,
  net: whole,
  quantity: whole,
  items: texts,
  categories: texts,
  promo_codes: texts,
};

export const PLATFORM_EVENTS: { readonly [name: string]: PlatformEvent } = {
  '__platform.user.created': { title: 'Customer created', properties: {} },
  '__platform.user.updated': { title: 'Customer updated', properties: {} },
  '__platform.user.opted_in': { title: 'Opted in', properties: { source: maybeText } },
  '__platform.user.opted_out': { title: 'Opted out', properties: { source: maybeText } },
  '__platform.user.referred': { title: 'Brought a new customer', properties: { referred: text } },
  '__platform.user.deleted': { title: 'Customer deleted', properties: {} },
  /** Told to other systems; no rule runs for who is forgotten. */
  '__platform.user.forgotten': { title: 'Customer forgotten', properties: {} },
  /** `from` is empty when the customer had no level. */
  '__platform.user.merged': { title: 'Customers merged', properties: { merged: text } },
  '__platform.tier.changed': {
    title: 'Tier changed',
    properties: { system: text, from: text, to: text, reason: text },
  },
  '__platform.tier.anniversary': {
    title: 'Tier anniversary',
    properties: { system: text, level: text, years: whole, since: instant },
  },
  /** `missing` of `metric`: points, events, or money in the smallest unit. `current` is empty without a level. */
  '__platform.tier.close': {
    title: 'Close to a tier',
    properties: { system: text, level: text, missing: whole, metric: text, current: text },
  },
  '__platform.points.deposited': {
    title: 'Points deposited',
    properties: { account: text, amount: whole, source: text },
  },
  '__platform.points.spent': { title: 'Points spent', properties: { account: text, amount: whole } },
  '__platform.offer.issued': { title: 'Offer issued', properties: { offer: text, user_offer_id: text } },
  '__platform.offer.expired': { title: 'Offer expired', properties: { offer: text, user_offer_id: text } },
  '__platform.offer.locked': { title: 'Offer locked', properties: offerAtStore },
  '__platform.offer.unlocked': { title: 'Offer unlocked', properties: offerAtStore },
  '__platform.offer.redeemed': { title: 'Offer redeemed', properties: offerAtStore },
  '__platform.offer.reinstated': { title: 'Offer reinstated', properties: offerAtStore },
  '__platform.offer.revoked': { title: 'Offer revoked', properties: offerAtStore },
  '__platform.promo.assigned': { title: 'Promo code assigned', properties: { list: text, code: text } },
  '__platform.promo.claimed': { title: 'Promo code claimed', properties: { list: text, code: text } },
  '__platform.order.created': { title: 'Order placed', properties: order },
  '__platform.order.updated': { title: 'Order on its way', properties: order },
  '__platform.order.cancelled': { title: 'Order cancelled', properties: order },
  '__platform.points.expired': { title: 'Points expired', properties: { account: text, amount: whole } },
  '__platform.points.expiring': {
    title: 'Points about to expire',
    properties: { account: text, amount: whole, expires_at: instant },
  },
  '__platform.transaction.completed': { title: 'Purchase', properties: transaction },
  /** `net` and `items` are what was returned; `status` is the purchase's afterwards. */
  '__platform.transaction.returned': { title: 'Return', properties: { ...transaction, status: text } },
  '__platform.message.delivered': { title: 'Message delivered', properties: engagement },
  '__platform.message.opened': { title: 'Message opened', properties: engagement },
  '__platform.message.clicked': { title: 'Message clicked', properties: engagement },
  '__platform.message.bounced': { title: 'Message bounced', properties: engagement },
  '__platform.message.spam': { title: 'Message reported as spam', properties: engagement },
  '__platform.message.unsubscribed': { title: 'Unsubscribed', properties: engagement },
  '__platform.message.failed': { title: 'Message failed', properties: engagement },
};

export function isPlatformEvent(name: string): boolean {
  return name.startsWith(PLATFORM_PREFIX);
}
