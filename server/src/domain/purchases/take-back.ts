// Takes back what rules gave for the lines of a purchase that are returned: points of lines in proportion, and what was given
// for the purchase as such once the rest of it no longer meets the rule, as its version had it.

import { type Draft, requireSlice } from '../draft.ts';
import { takeOut } from '../offers/revoke.ts';
import { leftOf, takeBack } from '../points/reverse.ts';
import { expressionValues } from '../programme/variables.ts';
import { isOfLeaf } from '../rules/give.ts';
import { type Basket, basketOf, COMPLETED, propertiesOf } from './basket.ts';
import type { Grant, OfferGrant, PointsGrant, Purchase } from './purchase.ts';
import { proportion } from './split.ts';

/** The grants as they are afterwards. */
export function takeBackGrants(draft: Draft, before: Purchase, after: Purchase): readonly Grant[] {
  const { earned } = before;
  if (earned.some(({ kind }) => kind !== 'offer')) requireSlice(draft, 'open_lots', `entries:${before.factId}`);
  if (earned.some(({ kind }) => kind === 'offer')) requireSlice(draft, 'wallet');
  return earned.map((grant) =>
    grant.kind === 'offer'
      ? takeBackOffers(draft, grant, { before, after })
      : takeBackPoints(draft, grant, { before, after }),
  );
}

type Lessened = { readonly before: Purchase; readonly after: Purchase };

function takeBackPoints(draft: Draft, grant: PointsGrant, lessened: Lessened): PointsGrant {
  const due = grant.kind === 'lines' ? dueOfLines(grant, lessened.after) : dueOfWhole(draft, grant, lessened);
  const amount = due - grant.takenBack;
  if (amount <= 0) return grant;
  const item = draft.state.reversible.find(({ entry }) => entry.id === grant.entry);
  if (item === undefined) throw new Error(`entry ${grant.entry} of a purchase is not loaded`);
  if (item.lot !== null && !draft.state.lots.has(item.lot.id)) draft.state.lots.set(item.lot.id, item.lot);
  // What somebody reversed by hand is not taken a second time.
  const part = Math.min(amount, leftOf(item));
  if (part > 0) takeBack(draft, item, part);
  return { ...grant, takenBack: due };
}

function dueOfLines({ shares }: PointsGrant, { lines }: Purchase): number {
  const points = new Map(shares);
  return lines.reduce(
    (sum, { line, quantity, returned }) => sum + proportion(points.get(line) ?? 0, returned, quantity),
    0,
  );
}

function dueOfWhole(draft: Draft, grant: PointsGrant, lessened: Lessened): number {
  return isStillEarned(draft, grant, lessened) ? 0 : grant.amount;
}

function takeBackOffers(draft: Draft, grant: OfferGrant, lessened: Lessened): OfferGrant {
  if (grant.isTakenBack || isStillEarned(draft, grant, lessened)) return grant;
  for (const id of grant.userOffers) {
    const offer = draft.state.offers.get(id);
    if (offer?.status === 'issued' || offer?.status === 'locked') takeOut(draft, offer);
  }
  return { ...grant, isTakenBack: true };
}

/**
 * Whether the rest of the purchase meets the rule that gave. Restrictions may read the customer, who has changed since: one
 * that the purchase did not meet before the return either is no reason to take anything back.
 */
function isStillEarned(draft: Draft, { rule, version }: Grant, { before, after }: Lessened): boolean {
  const rest = basketOf(after);
  if (rest.lines.length === 0) return false;
  return meets(draft, { rule, version }, rest) || !meets(draft, { rule, version }, basketOf(before));
}

function meets(draft: Draft, { rule, version }: Pick<Grant, 'rule' | 'version'>, basket: Basket): boolean {
  const programme = draft.context.history.version(version) ?? draft.programme;
  const leaves = programme.rulesById.get(rule)?.leaves ?? [];
  const happening = { name: COMPLETED, quantity: 1, properties: propertiesOf(basket) };
  return leaves.some((leaf) => {
    if (leaf.event !== COMPLETED || !isOfLeaf(leaf, { basket })) return false;
    if (leaf.when === null) return true;
    const found = leaf.when.evaluate(expressionValues(draft.state, happening, draft.now, programme));
    return found.ok && found.value === true;
  });
}
