// Balances as SessionM's `point_account_balances`: every account of the programme, those without a booking at nought.
import type { AccountFigures } from '../../storage/points.ts';
import type { Call } from './call.ts';

type Shown = Pick<AccountFigures, 'account' | 'available' | 'lifetime' | 'pending' | 'held'>;

export function balancesView(
  call: Call,
  customerId: string,
  figures: readonly AccountFigures[],
  accounts: readonly string[] = [...call.programme.accounts.keys()],
) {
  const shown = accounts.map(
    (account): Shown =>
      figures.find((one) => one.account === account) ?? { account, available: 0, lifetime: 0, pending: 0, held: 0 },
  );
  return {
    retailer_id: call.site.guids.retailerId,
    user_id: customerId,
    summary: {
      total_points: shown.reduce((sum, { available }) => sum + available, 0),
      life_time_points: shown.reduce((sum, { lifetime }) => sum + lifetime, 0),
    },
    details: shown.map((one) => ({
      ...accountView(call, customerId, one.account),
      grouping_label: call.programme.accounts.get(one.account)?.group ?? null,
      available_balance: one.available,
      life_time_value: one.lifetime,
      pending_balance: one.pending,
      held_balance: one.held,
    })),
  };
}

/** The three names that every reply about points repeats: the account, its id, and the customer's instance of it. */
export function accountView({ site: { guids }, programme }: Call, customerId: string, account: string) {
  return {
    account_name: programme.accounts.get(account)?.title ?? account,
    user_point_account_id: guids.of('user_account', `${customerId}/${account}`),
    point_account_id: guids.of('account', account),
  };
}
