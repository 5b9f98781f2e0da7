// Which limits in total a programme has. The pipeline hands portions of them to partitions; deciding spends them.

import type { Programme } from './programme/programme.ts';
import { itemKey } from './stores/store-item.ts';
import type { Period } from './time.ts';

export type TotalLimit = { readonly key: string; readonly per: Period; readonly limit: number };

/** The cap of claims that a list of promo codes has. */
export function promoCapKey(list: string): string {
  return `promo:${list}`;
}

export function totalLimits(programme: Programme): readonly TotalLimit[] {
  const limits: TotalLimit[] = [];
  for (const rule of programme.rulesById.values()) {
    if (rule.limitTotal !== null)
      limits.push({ key: `rule:${rule.id}`, per: rule.limitTotal.per, limit: rule.limitTotal.times });
  }
  for (const [name, campaign] of Object.entries(programme.document.campaigns)) {
    const { points, money } = campaign.budget ?? {};
    if (points !== undefined) limits.push({ key: `budget:campaign/${name}:points`, per: 'ever', limit: points });
    if (money !== undefined) limits.push({ key: `budget:campaign/${name}:money`, per: 'ever', limit: money });
  }
  for (const [name, offer] of Object.entries(programme.document.offers)) {
    if (offer.inventory !== undefined) limits.push({ key: `offer:${name}`, per: 'ever', limit: offer.inventory });
  }
  for (const [name, list] of Object.entries(programme.document.promo_lists)) {
    const { global_entry_cap: limit } = list;
    if (limit !== undefined) limits.push({ key: promoCapKey(name), per: 'ever', limit });
  }
  for (const [store, { items }] of Object.entries(programme.document.stores)) {
    for (const [item, { quantity }] of Object.entries(items)) {
      if (quantity !== undefined) limits.push({ key: itemKey(store, item), per: 'ever', limit: quantity });
    }
  }
  for (const [name, source] of Object.entries(programme.document.sources)) {
    for (const limit of source.limits) {
      if (limit.scope === 'total')
        limits.push({ key: `source:${name}:${limit.per}`, per: limit.per, limit: limit.points });
    }
    if (source.inventory !== undefined)
      limits.push({ key: `source:${name}:inventory`, per: 'ever', limit: source.inventory });
  }
  return limits;
}
