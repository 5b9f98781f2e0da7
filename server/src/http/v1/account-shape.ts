// A customer's figures in one point account, with the account's title from the live programme.
import { z } from 'zod';
import { isoText } from '../../domain/time.ts';
import { type AccountFigures, readAccounts, readAccountsAsOf } from '../../storage/points.ts';
import type { AdapterDeps } from '../deps.ts';
import { liveProgramme } from './live-programme.ts';
import { instant, points } from './shapes.ts';

export const accountShape = z
  .strictObject({
    account: z.string(),
    title: z.string(),
    available: points,
    held: points,
    pending: points,
    lifetime: points.meta({ description: 'Deposited, less what was reversed.' }),
    deposited: points,
    spent: points,
    expired: points,
    reversed: points,
    transferred_in: points,
    transferred_out: points,
    uncollected: points,
    next_expiry: z.strictObject({ at: instant, amount: points }).nullable(),
  })
  .meta({ id: 'AccountBalance' });
export type AccountJson = z.output<typeof accountShape>;

/** Accounts of the programme that the customer never used show as zero; without `asOf` as of now. */
export async function accountsJson(deps: AdapterDeps, customerId: string, asOf?: number): Promise<AccountJson[]> {
  const { accounts } = await liveProgramme(deps);
  const figures =
    asOf === undefined
      ? await readAccounts(deps.pool, customerId, deps.clock.now())
      : await readAccountsAsOf(deps.pool, customerId, asOf);
  const byName = new Map(figures.map((one) => [one.account, one]));
  const names = [...new Set([...accounts.keys(), ...byName.keys()])];
  return names.map((name) => accountJson(name, accounts.get(name)?.title ?? name, byName.get(name)));
}

function accountJson(account: string, title: string, figures: AccountFigures | undefined): AccountJson {
  const { nextExpiry } = figures ?? { nextExpiry: null };
  return {
    account,
    title,
    available: figures?.available ?? 0,
    held: figures?.held ?? 0,
    pending: figures?.pending ?? 0,
    lifetime: figures?.lifetime ?? 0,
    deposited: figures?.deposited ?? 0,
    spent: figures?.spent ?? 0,
    expired: figures?.expired ?? 0,
    reversed: figures?.reversed ?? 0,
    transferred_in: figures?.transferredIn ?? 0,
    transferred_out: figures?.transferredOut ?? 0,
    uncollected: figures?.uncollected ?? 0,
    next_expiry: nextExpiry === null ? null : { at: isoText(nextExpiry.at), amount: nextExpiry.amount },
  };
}
