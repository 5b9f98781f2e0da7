// Whether a message may go out now: judged when it is sent, not when it was decided, with the customer as they then are.
// How often somebody was written to is counted outside; here it is only compared.

import type { CustomerProfile } from '../customers/profile.ts';
import type { Programme } from '../programme/programme.ts';
import type { ProviderDefinition } from '../programme/schema-messages.ts';
import { dayOf, type Instant, type Period, startOfDay } from '../time.ts';
import type { OutboundMessage } from './outbound.ts';

const SUPPRESSIONS = [
  'customer_unknown',
  'customer_deleted',
  'processing_stopped',
  'customer_suspended',
  'opted_out',
  'no_consent',
  'campaign_gone',
  'campaign_paused',
  'campaign_ended',
  'frequency_cap',
] as const;
type Suppression = (typeof SUPPRESSIONS)[number];

export type MaySend =
  | { readonly kind: 'send' }
  | { readonly kind: 'wait'; readonly until: Instant; readonly reason: 'quiet_hours' | 'attribute' }
  | { readonly kind: 'suppress'; readonly reason: Suppression };

export type MaySendQuestion = {
  readonly message: Pick<OutboundMessage, 'purpose' | 'rule' | 'dueAt' | 'until'>;
  readonly channel: string;
  /** Null: there is no such customer (any more). */
  readonly profile: CustomerProfile | null;
  /** The live version: what it no longer has, or has paused, is not sent. */
  readonly programme: Programme;
  readonly provider: ProviderDefinition;
  /** Marketing messages of this provider that the customer had in the cap's period. */
  readonly hadInPeriod: number;
  readonly now: Instant;
};

export function maySend(question: MaySendQuestion): MaySend {
  const reason = suppressionOf(question);
  if (reason !== null) return { kind: 'suppress', reason };
  const attributeAt = whenToLookAgain(question);
  if (attributeAt !== null) return { kind: 'wait', until: attributeAt, reason: 'attribute' };
  const quietUntil = question.message.purpose === 'marketing' ? endOfQuiet(question) : null;
  if (quietUntil !== null) return { kind: 'wait', until: quietUntil, reason: 'quiet_hours' };
  const { cap } = question.provider;
  if (question.message.purpose === 'marketing' && cap !== undefined && question.hadInPeriod >= cap.times)
    return { kind: 'suppress', reason: 'frequency_cap' };
  return { kind: 'send' };
}

function suppressionOf({ message, channel, profile, programme, now }: MaySendQuestion): Suppression | null {
  if (profile === null) return 'customer_unknown';
  if (profile.deletedAt !== null) return 'customer_deleted';
  if (profile.stoppedAt !== null) return 'processing_stopped';
  if (profile.status !== 'good') return 'customer_suspended';
  if (!profile.optedIn) return 'opted_out';
  if (message.purpose === 'marketing' && profile.consents[channel]?.given !== true) return 'no_consent';
  if (!message.rule.startsWith('campaign/')) return null;
  const rule = programme.rulesById.get(message.rule);
  if (rule === undefined) return 'campaign_gone';
  if (rule.isPaused) return 'campaign_paused';
  // What was given before the end is still told; only advertising for what is over is not.
  return message.purpose === 'marketing' && rule.endsAt !== null && now >= rule.endsAt ? 'campaign_ended' : null;
}

const LOOK_AGAIN_MIN_MS = 1_000;
const LOOK_AGAIN_MAX_MS = 30_000;

/** A message that waits for an attribute is looked at after half as long again as it has waited, until its time is over. */
function whenToLookAgain({ message, profile, now }: MaySendQuestion): Instant | null {
  const { until, dueAt } = message;
  if (until === null || now >= until.latest || hasAttribute(profile, until.attribute)) return null;
  const pauseMs = Math.min(LOOK_AGAIN_MAX_MS, Math.max(LOOK_AGAIN_MIN_MS, Math.floor((now - dueAt) / 2)));
  return Math.min(until.latest, now + pauseMs);
}

/** What a message can wait for beside the declared attributes. */
export const STANDARD_ATTRIBUTES: { readonly [attribute: string]: (profile: CustomerProfile) => unknown } = {
  email: (profile) => profile.email,
  first_name: (profile) => profile.firstName,
  last_name: (profile) => profile.lastName,
  gender: (profile) => profile.gender,
  birth_on: (profile) => profile.birthOn,
  phone: (profile) => profile.phones[0]?.number,
  language: (profile) => profile.language,
  locale: (profile) => profile.locale,
  country: (profile) => profile.country,
};

/** A custom attribute of the programme, or one of the standard profile. */
function hasAttribute(profile: CustomerProfile | null, attribute: string): boolean {
  if (profile === null) return false;
  const custom = Object.hasOwn(profile.custom, attribute) ? profile.custom[attribute] : undefined;
  const standard = Object.hasOwn(STANDARD_ATTRIBUTES, attribute)
    ? STANDARD_ATTRIBUTES[attribute]?.(profile)
    : undefined;
  const value = custom ?? standard ?? null;
  return value !== null && value !== '';
}

/** When the quiet hours of the customer's day that run now are over; null outside of them. They may run past midnight. */
function endOfQuiet({ provider, profile, programme, now }: MaySendQuestion): Instant | null {
  const { quiet_hours: quiet } = provider;
  if (quiet === undefined || quiet.from === quiet.to) return null;
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(
    profile?.timeZone ?? programme.document.time_zone,
  );
  const time = local.toPlainTime().toString().slice(0, 5);
  const isOverMidnight = quiet.from > quiet.to;
  const isQuiet = isOverMidnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return null;
  const endsTomorrow = isOverMidnight && time >= quiet.from;
  const day = local.toPlainDate().add({ days: endsTomorrow ? 1 : 0 });
  return day.toZonedDateTime({ timeZone: local.timeZoneId, plainTime: quiet.to }).epochMilliseconds;
}

/** Where the cap's period began, by the customer's calendar. */
export function capPeriodStart(now: Instant, per: Period, timeZone: string): Instant {
  const today = Temporal.PlainDate.from(dayOf(now, timeZone));
  switch (per) {
    case 'day':
      return startOfDay(today.toString(), timeZone);
    case 'week':
      return startOfDay(today.subtract({ days: today.dayOfWeek - 1 }).toString(), timeZone);
    case 'month':
      return startOfDay(today.with({ day: 1 }).toString(), timeZone);
    case 'year':
      return startOfDay(today.with({ month: 1, day: 1 }).toString(), timeZone);
    case 'ever':
      return 0;
  }
}
