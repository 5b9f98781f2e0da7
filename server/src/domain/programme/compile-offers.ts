// Checks what offers and reward stores refer to, and compiles for whom they are.

import type { Expression } from '../rules/expression.ts';
import { audience, type Compilation, report, resolve } from './compilation.ts';
import type { Path } from './issue.ts';
import type { OfferDefinition } from './schema-offers.ts';
import type { StoreDefinition, StoreItemDefinition } from './schema-stores.ts';

/** Whom offers, stores and items of stores are for, by `offers/x`, `stores/x` and `stores/x/y`. */
export type Audiences = Map<string, Expression>;

export function compileOffers(compilation: Compilation): Audiences {
  const audiences: Audiences = new Map();
  const { offers, stores } = compilation.document;
  for (const [name, offer] of Object.entries(offers)) {
    const path = ['offers', name];
    checkPoints(compilation, path, offer);
    addAccess(compilation, audiences, path, offer);
  }
  for (const [name, store] of Object.entries(stores)) {
    const path = ['stores', name];
    for (const [index, account] of (store.accounts ?? []).entries())
      resolve(compilation, [...path, 'accounts', index], 'account', account, compilation.document.accounts);
    addAccess(compilation, audiences, path, store);
    for (const [item, definition] of Object.entries(store.items)) {
      const itemPath = [...path, 'items', item];
      resolve(compilation, [...itemPath, 'offer'], 'offer', definition.offer, offers);
      addAccess(compilation, audiences, itemPath, definition);
    }
  }
  return audiences;
}

/** Redeeming points deposits them, so that has to be possible. */
function checkPoints(compilation: Compilation, path: Path, { type, amount, source, account }: OfferDefinition): void {
  if (account !== undefined)
    resolve(compilation, [...path, 'account'], 'account', account, compilation.document.accounts);
  if (source !== undefined) resolve(compilation, [...path, 'source'], 'source', source, compilation.document.sources);
  if (type !== 'points') return;
  if (amount === undefined) report(compilation, [...path, 'amount'], 'the offer says no amount', 'a number of points');
  if (source === undefined) report(compilation, [...path, 'source'], 'the offer names no source', 'a point source');
}

type Access = Pick<StoreItemDefinition, 'starts_at' | 'ends_at' | 'audience'> & Pick<StoreDefinition, 'tiers'>;

function addAccess(compilation: Compilation, audiences: Audiences, path: readonly string[], access: Access): void {
  const { starts_at: start, ends_at: end, audience: written, tiers } = access;
  if (start !== undefined && end !== undefined && Date.parse(end) <= Date.parse(start))
    report(compilation, [...path, 'ends_at'], 'it ends before it starts', 'an instant after starts_at');
  if (tiers !== undefined) checkTiers(compilation, [...path, 'tiers'], tiers);
  if (written === undefined) return;
  const compiled = audience(compilation, [...path, 'audience'], written);
  if (compiled !== null) audiences.set(path.filter((part) => part !== 'items').join('/'), compiled);
}

function checkTiers(compilation: Compilation, path: Path, { system, levels }: NonNullable<Access['tiers']>): void {
  const { tier_systems: systems } = compilation.document;
  if (!resolve(compilation, [...path, 'system'], 'tier system', system, systems)) return;
  for (const [index, level] of levels.entries())
    resolve(compilation, [...path, 'levels', index], 'level', level, systems[system]?.levels ?? {});
}
