// What a fact gives by hand, and how much of it its actor may give without a second person. What rules give is not counted:
// limits of the programme hold that.
import { type Draft, note, refuse } from '../draft.ts';
import type { FactBody } from '../facts.ts';

/** What can be limited, with the scope that allows it at all. Points count by account, money in its smallest unit. */
export const GOODWILL_ACTIONS = {
  'points.adjust': 'points:write',
  'card.adjust': 'cards:write',
  'offer.issue': 'offers:write',
  'promo.assign': 'codes:write',
  'tier.move': 'tiers:write',
} as const;
export type GoodwillAction = keyof typeof GOODWILL_ACTIONS;

/** `account`: of points; null: each account for itself. Null amounts: no limit. */
export type GoodwillLimit = {
  readonly action: GoodwillAction;
  readonly account: string | null;
  readonly perAction: number | null;
  readonly perDay: number | null;
};

/** What one role or key lets its holder give. */
export type GoodwillGrant = { readonly actions: readonly GoodwillAction[]; readonly limits: readonly GoodwillLimit[] };

/** What holds an actor back. Rights add up: the most generous grant counts. */
export type Restraint = {
  /** The user or the API key. */
  readonly subject: string;
  readonly grants: readonly GoodwillGrant[];
  /** Accounts that are the actor's own. */
  readonly ownCustomers: readonly string[];
  /** A customer with this address is the actor, too. */
  readonly email: string | null;
};

/** A request that a second person agreed to. */
export type Approved = { readonly request: string; readonly by: string; readonly byId: string };

export type Gift = { readonly action: GoodwillAction; readonly account: string | null; readonly amount: number };

/** What a fact gives by hand; deductions give nothing. `defaultAccount`: where a deposit without an account goes. */
export function giftsOf(body: FactBody, defaultAccount: string): readonly Gift[] {
  switch (body.kind) {
    case 'points.adjust':
      return body.amount > 0 ? [{ action: 'points.adjust', account: body.account, amount: body.amount }] : [];
    case 'points.deposit':
      return depositGifts(body.items, defaultAccount);
    case 'card.adjust':
      return body.amount > 0 ? [{ action: 'card.adjust', account: null, amount: body.amount }] : [];
    // What is said to be on a card is money given, too, unless a processor says it.
    case 'card.register':
      return body.balance === null || body.balance === 0
        ? []
        : [{ action: 'card.adjust', account: null, amount: body.balance }];
    case 'offer.issue':
      return [{ action: 'offer.issue', account: null, amount: body.quantity }];
    case 'offer.reinstate':
      return [{ action: 'offer.issue', account: null, amount: 1 }];
    case 'promo.assign':
      return [{ action: 'promo.assign', account: null, amount: 1 }];
    case 'tier.move':
      return [{ action: 'tier.move', account: null, amount: 1 }];
    default:
      return [];
  }
}

function depositGifts(
  items: readonly { readonly account: string | null; readonly amount: number }[],
  defaultAccount: string,
): readonly Gift[] {
  const sums = new Map<string, number>();
  for (const { account, amount } of items) {
    const name = account ?? defaultAccount;
    sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  return [...sums].map(([account, amount]) => ({ action: 'points.adjust', account, amount }));
}

/** Under which name a gift is counted for its day. */
export function useName({ action, account }: Gift): string {
  return account === null ? action : `${action}:${account}`;
}

export type Bounds = { readonly perAction: number | null; readonly perDay: number | null };

/** Null: the actor may give as much as they like. */
export function boundsOf({ grants }: Restraint, gift: Gift): Bounds | null {
  const limits = grants
    .filter(({ actions }) => actions.includes(gift.action))
    .map((grant) => limitFor(grant.limits, gift));
  if (limits.length === 0 || limits.includes(null)) return null;
  const found = limits.filter((limit) => limit !== null);
  return { perAction: highest(found.map((one) => one.perAction)), perDay: highest(found.map((one) => one.perDay)) };
}

function limitFor(limits: readonly GoodwillLimit[], { action, account }: Gift): GoodwillLimit | null {
  const ofAction = limits.filter((limit) => limit.action === action);
  return (
    ofAction.find((limit) => limit.account === account) ?? ofAction.find((limit) => limit.account === null) ?? null
  );
}

function highest(amounts: readonly (number | null)[]): number | null {
  const finite = amounts.filter((amount) => amount !== null);
  return finite.length < amounts.length ? null : Math.max(...finite);
}

/** Refuses what the actor may not do: anything on an account of their own, and gifts above their limits. */
export function checkActor(draft: Draft): void {
  const { restraint, approved } = draft.fact.actor;
  if (approved !== undefined) note(draft, 'approval', 'approved', { by: approved.by, request: approved.request });
  if (restraint === undefined) return;
  if (isOwn(draft, restraint)) refuse('own_account', { customer: draft.state.id });
  if (approved !== undefined) return;
  for (const gift of giftsOf(draft.fact.body, draft.programme.defaultAccounts[0] ?? ''))
    checkGift(draft, restraint, gift);
}

function isOwn(draft: Draft, { ownCustomers, email }: Restraint): boolean {
  const address = draft.state.profile?.email ?? null;
  return (
    ownCustomers.includes(draft.state.id) ||
    (email !== null && address !== null && address.toLowerCase() === email.toLowerCase())
  );
}

function checkGift(draft: Draft, restraint: Restraint, gift: Gift): void {
  const bounds = boundsOf(restraint, gift);
  if (bounds === null) return;
  const { amount } = gift;
  const what = useName(gift);
  if (bounds.perAction !== null && amount > bounds.perAction)
    refuse('over_limit', { what, amount, limit: bounds.perAction, per: 'action', left: bounds.perAction });
  if (bounds.perDay === null) return;
  const left = Math.max(0, bounds.perDay - (draft.context.goodwill?.get(`${restraint.subject} ${what}`) ?? 0));
  if (amount > left) refuse('over_limit', { what, amount, limit: bounds.perDay, per: 'day', left });
}
