// The kinds of rows that the activity log and the account audit log have, in the words that agents know. A kind is shown in
// the activity log, in the audit log, or in both, there perhaps by another name.

export type LogType = { readonly slug: string; readonly title: string; readonly category: LogCategory };
type LogCategory = 'account' | 'engagement' | 'transactions' | 'incentives' | 'offers' | 'cards' | 'care';
export type LogName = 'activity' | 'audit';

type Words = { readonly [log in LogName]: LogType | null };

function type(category: LogCategory, title: string): LogType {
  return { slug: title.toLowerCase().replaceAll(/[^a-z]+/g, '_'), title, category };
}

/** What the customer did or what happened to them; who did something to the account is told by the audit log. */
function activity(category: LogCategory, title: string): Words {
  return { activity: type(category, title), audit: null };
}

function both(category: LogCategory, title: string, audit = type(category, title)): Words {
  return { activity: type(category, title), audit };
}

const account = (title: string): LogType => type('account', title);

export const LOG_WORDS = {
  created: both('account', 'Account Created'),
  updated: both('account', 'Account Updated'),
  deleted: both('account', 'Account Deleted'),
  externalSync: both('account', 'External Account Synchronised'),
  referred: activity('engagement', 'Referral'),
  merged: both('account', 'Accounts Merged'),
  unmerged: both('account', 'Merge Taken Back'),
  restored: both('account', 'Account Restored'),
  attribute: both('account', 'Attribute Changed'),
  tag: both('account', 'Tags Changed'),
  event: activity('engagement', 'Custom Event'),
  purchase: activity('transactions', 'Purchase'),
  purchaseReturned: activity('transactions', 'Purchase Return'),
  purchaseVoided: both('transactions', 'Purchase Void'),
  campaignOptIn: both('engagement', 'Campaign Opt In'),
  campaignCompleted: both('engagement', 'Campaign Completed'),
  messageSent: activity('engagement', 'Message Sent'),
  messageReport: activity('engagement', 'Message Engagement'),
  deposit: both('incentives', 'Incentives Point Deposit', account('Points Earned')),
  spend: both('incentives', 'Incentives Point Spend', account('Points Used')),
  expire: both('incentives', 'Incentives Point Expiration', account('Points Expired')),
  transfer: both('incentives', 'Incentives Point Transfer', account('Points Transferred')),
  reversal: both('incentives', 'Incentives Point Reversal', account('Points Reversed')),
  hold: both('incentives', 'Incentives Point Hold', account('Points Held')),
  release: both('incentives', 'Incentives Point Release', account('Points Released')),
  tier: both('incentives', 'Incentives Tier Change', account('Tier Changed')),
  tierByHand: both('incentives', 'Incentives Tier Change', account('Tier Adjusted')),
  offerIssued: both('offers', 'Offer Issued', account('Offer Claimed')),
  offerLocked: both('offers', 'Offer Locked'),
  offerRedeemed: both('offers', 'Offer Redeemed'),
  offerExpired: both('offers', 'Offer Expired'),
  offerRevoked: both('offers', 'Offer Revoked'),
  offerUnlocked: both('offers', 'Offer Unlocked'),
  offerReinstated: both('offers', 'Offer Reinstated'),
  offerChanged: both('offers', 'Offer Changed'),
  offerExcluded: both('offers', 'Offer Excluded'),
  exclusionLifted: both('offers', 'Offer Exclusion Lifted'),
  promoAssigned: both('offers', 'Promo Code Assigned'),
  promoClaimed: both('offers', 'Promo Code Claimed'),
  promoFailed: both('offers', 'Promo Code Failed'),
  promoCancelled: both('offers', 'Promo Code Cancelled'),
  promoLocked: both('offers', 'Promo Code Lockout'),
  promoUnlocked: both('offers', 'Promo Code Lockout Reset'),
  ticket: both('care', 'Support Ticket'),
  cardRegistered: both('cards', 'Card Registered'),
  cardBalance: both('cards', 'Card Balance Changed'),
  cardStatus: both('cards', 'Card Status Changed'),
  cardRemoved: both('cards', 'Card Removed'),
  cardNamed: both('cards', 'Card Named'),
  orderPlaced: both('offers', 'Order Placed'),
  orderChanged: both('offers', 'Order Changed'),
  orderCancelled: both('offers', 'Order Cancelled'),
  noteAdded: both('care', 'Note Added'),
  noteChanged: both('care', 'Note Changed'),
  noteRemoved: both('care', 'Note Removed'),
  privacy: { activity: null, audit: account('Data Privacy') },
} as const satisfies { readonly [kind: string]: Words };

export type LogKind = keyof typeof LOG_WORDS;

/** The types of rows that a log can hold, each once. */
export function logTypes(log: LogName): readonly LogType[] {
  const types = Object.values(LOG_WORDS).flatMap((words: Words) => words[log] ?? []);
  return [...new Map(types.map((one) => [one.slug, one])).values()];
}

export function logKinds(log: LogName, slugs: readonly string[] | null): readonly LogKind[] {
  return LOG_KINDS.filter((kind) => {
    const found: LogType | null = LOG_WORDS[kind][log];
    return found !== null && (slugs === null || slugs.includes(found.slug));
  });
}

const LOG_KINDS: readonly LogKind[] = keysOf(LOG_WORDS);

function keysOf<Key extends string>(object: { readonly [key in Key]: unknown }): readonly Key[] {
  const isKey = (key: string): key is Key => Object.hasOwn(object, key);
  return Object.keys(object).filter(isKey);
}
