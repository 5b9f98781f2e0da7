// What became of a message at the receiver (delivered, opened, clicked, …) becomes a platform event on the customer, which
// rules may listen to. Spam reports and unsubscribing end the consent to marketing in that channel.

import { type Draft, emit } from '../draft.ts';
import type { FactBody } from '../facts.ts';

const ENGAGEMENTS = ['delivered', 'opened', 'clicked', 'bounced', 'spam', 'unsubscribed', 'failed'] as const;
export type EngagementKind = (typeof ENGAGEMENTS)[number];

export type EngagementBody = Extract<FactBody, { kind: 'engagement' }>;

export function engagementEvent(kind: EngagementKind): string {
  return `__platform.message.${kind}`;
}

export function engage(draft: Draft, body: EngagementBody): void {
  const { engagement, message, provider, messageId, campaign, url, reason } = body;
  draft.cascade.raise(draft, {
    name: engagementEvent(engagement),
    quantity: 1,
    properties: {
      message,
      provider,
      message_id: messageId,
      ...(campaign === null ? {} : { campaign }),
      ...(url === null ? {} : { url }),
      ...(reason === undefined ? {} : { reason }),
    },
    at: draft.fact.occurredAt,
  });
  if (engagement === 'spam' || engagement === 'unsubscribed') withdrawConsent(draft, body.channel, engagement);
}

/** A refusal is recorded even where nobody had consented: it holds against a later default. */
function withdrawConsent(draft: Draft, channel: string, source: 'spam' | 'unsubscribed'): void {
  const { profile } = draft.state;
  if (profile === null || profile.consents[channel]?.given === false) return;
  const consents = { ...profile.consents, [channel]: { given: false, at: draft.now, source } };
  emit(draft, { kind: 'profile', profile: { ...profile, consents, updatedAt: draft.now } });
  draft.stale.add('customer');
  draft.outcomes.push({ kind: 'profile', action: 'updated' });
  draft.cascade.raise(draft, { name: '__platform.user.updated', quantity: 1, properties: {}, at: draft.now });
}
