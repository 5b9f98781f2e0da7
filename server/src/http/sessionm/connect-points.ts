// Connect, 2.13.1–2.13.3: deposit, balances, spend and transfer.

import type { Json } from '../../domain/facts.ts';
import { POINTS_MAX } from '../../domain/programme/schema-basics.ts';
import { isoText } from '../../domain/time.ts';
import type { Answer, CustomerRef } from '../../pipeline/submission.ts';
import { readAccounts } from '../../storage/points.ts';
import { auditOfOutcome, type Cause } from './audit-view.ts';
import { accountView, balancesView } from './balances-view.ts';
import { type Call, findCustomer, submit } from './call.ts';
import { carryOut, type Detail, type Done } from './connect-items.ts';
import { readConnect, refOfUser, userFields } from './connect-request.ts';
import { missing } from './errors.ts';
import { flag, given, list, object, text, whole } from './fields.ts';
import { accountNamed, sourceNamed, standardAccount } from './names.ts';

const DETAILS_MAX = 100;
const ACCOUNTS_MAX = 10;
const REFERENCE_MAX = 200;
const NAME_MAX = 60;
const KEY_MAX = 200;

const amount = whole(1, POINTS_MAX);
const reference = { reference_id: given(text(REFERENCE_MAX)), reference_type: given(text(REFERENCE_MAX)) };
const rank = given(whole(0, 10_000));
const idempotency_id = given(text(KEY_MAX));

const depositFields = {
  ...userFields,
  deposit_details: list(
    object({
      point_source_id: text(NAME_MAX),
      point_account_id: given(text(NAME_MAX)),
      amount,
      rank,
      transaction_id: given(text(REFERENCE_MAX)),
      idempotency_id,
      ...reference,
    }),
    DETAILS_MAX,
  ),
  allow_partial_success: given(flag),
  disable_event_publishing: given(flag),
};

export async function deposit(call: Call) {
  const asked = readConnect(call, depositFields);
  if (asked.deposit_details.length === 0) throw missing('deposit_details');
  const items = asked.deposit_details.map((detail) => ({
    ...detailOf(detail),
    amount: detail.amount,
    source: sourceNamed(call, detail.point_source_id),
    account: detail.point_account_id === undefined ? null : accountNamed(call, detail.point_account_id),
    cause: causeOf(detail),
  }));
  const customer = refOfUser(asked);
  const done = await carryOut(call, {
    customer,
    operation: 'points.deposit',
    kind: 'deposit',
    isPartial: asked.allow_partial_success ?? false,
    items,
    bodyOf: (some) => ({
      kind: 'points.deposit',
      items: some.map((item) => ({
        account: item.account,
        source: item.source,
        amount: item.amount,
        rank: item.rank,
        reference: referenceOf(item.cause),
        availableAt: null,
        expiresAt: null,
      })),
      partial: false,
      silent: asked.disable_event_publishing ?? false,
    }),
  });
  const placeOf = (item: (typeof items)[number]): Place => ({
    account: item.account ?? standardAccount(call),
    source: item.source,
  });
  return reply(call, customer, done, { amountField: 'amount_deposited', placeOf });
}

const spendDetail = {
  amount,
  point_account_ids: given(list(text(NAME_MAX), ACCOUNTS_MAX)),
  point_source_id: given(text(NAME_MAX)),
  transaction_id: given(text(REFERENCE_MAX)),
  force_spend: given(flag),
  rank,
  idempotency_id,
  ...reference,
};
const spendOptions = { allow_partial_success: given(flag), disable_event_publishing: given(flag) };

export async function spendMultiple(call: Call) {
  const asked = readConnect(call, {
    ...userFields,
    ...spendOptions,
    spend_details: list(object(spendDetail), DETAILS_MAX),
  });
  return spendAll(call, asked);
}

/** One spend, its fields in the body itself or as the only one of `spend_details`. */
export async function spend(call: Call) {
  const { spend_details: details } = readConnect(call, { spend_details: given(list(object({}), DETAILS_MAX)) });
  if (details !== undefined) return spendMultiple(call);
  const asked = readConnect(call, { ...userFields, ...spendOptions, ...spendDetail });
  return spendAll(call, { ...asked, spend_details: [asked] });
}

type SpendAsked = {
  readonly user_id: string;
  readonly is_session_m?: boolean | undefined;
  readonly allow_partial_success?: boolean | undefined;
  readonly disable_event_publishing?: boolean | undefined;
  readonly spend_details: readonly SpendDetail[];
};
type SpendDetail = DetailFields & {
  readonly amount: number;
  readonly point_account_ids?: readonly string[] | undefined;
  readonly point_source_id?: string | undefined;
  readonly force_spend?: boolean | undefined;
};

async function spendAll(call: Call, asked: SpendAsked) {
  if (asked.spend_details.length === 0) throw missing('spend_details');
  const items = asked.spend_details.map((detail) => ({
    ...detailOf(detail),
    amount: detail.amount,
    accounts: accountsOf(call, detail.point_account_ids),
    isForced: detail.force_spend ?? false,
    source: detail.point_source_id === undefined ? null : sourceNamed(call, detail.point_source_id),
    cause: causeOf(detail),
  }));
  const customer = refOfUser(asked);
  const done = await carryOut(call, {
    customer,
    operation: 'points.spend',
    kind: 'spend',
    isPartial: asked.allow_partial_success ?? false,
    items,
    bodyOf: (some) => ({
      kind: 'points.spend',
      items: some.map((item) => ({
        amount: item.amount,
        accounts: item.accounts,
        reference: referenceOf(item.cause),
        force: item.isForced,
        rank: item.rank,
      })),
      partial: false,
      silent: asked.disable_event_publishing ?? false,
    }),
  });
  const placeOf = (item: (typeof items)[number]): Place => ({
    account: item.accounts?.[0] ?? standardAccount(call),
    source: item.source,
  });
  return reply(call, customer, done, { amountField: 'amount_spent', placeOf });
}

function accountsOf(call: Call, named: readonly string[] | undefined): readonly string[] | null {
  return named === undefined || named.length === 0 ? null : named.map((one) => accountNamed(call, one));
}

type DetailFields = {
  readonly rank?: number | undefined;
  readonly idempotency_id?: string | undefined;
  readonly reference_id?: string | undefined;
  readonly reference_type?: string | undefined;
  readonly transaction_id?: string | undefined;
};

/** Retries may bring a new time stamp or culture; what counts as the same request are the fields that are read. */
function detailOf(detail: DetailFields & { readonly [field: string]: Json | undefined }): Detail {
  const sent = Object.fromEntries(
    Object.entries(detail).flatMap(([field, value]): [string, Json][] => (value === undefined ? [] : [[field, value]])),
  );
  return { idempotencyId: detail.idempotency_id ?? null, rank: detail.rank ?? 0, sent };
}

function causeOf(detail: DetailFields): Cause {
  return {
    referenceType: detail.reference_type ?? null,
    referenceId: detail.reference_id ?? null,
    transactionId: detail.transaction_id ?? null,
  };
}

function referenceOf(cause: Cause) {
  return { type: cause.referenceType, id: cause.referenceId, transactionId: cause.transactionId };
}

type Asked = Detail & { readonly amount: number; readonly cause: Cause };
type Place = { readonly account: string; readonly source: string | null };

type AmountField = 'amount_deposited' | 'amount_spent';

async function reply<Item extends Asked>(
  call: Call,
  customer: CustomerRef,
  done: readonly Done<Item>[],
  shape: { readonly amountField: AmountField; readonly placeOf: (item: Item) => Place },
) {
  const answers = done.flatMap(({ answer }) => answer ?? []);
  const customerId = answers[0]?.customerId ?? (await call.site.engine.resolve(customer));
  const places = done.flatMap(({ item, outcomes }) => [shape.placeOf(item).account, ...outcomes.map((o) => o.account)]);
  const balances = await balancesAfter(call, customerId, answers, places);
  const details = done.flatMap((one) => detailsOf(call, { ...shape, done: one, customerId, balances }));
  const touched = new Set(details.map(({ point_account_id }) => point_account_id));
  const remaining = [...balances].filter(([account]) => touched.has(call.site.guids.of('account', account)));
  return {
    retailer_id: call.site.guids.retailerId,
    user_id: customerId,
    details,
    summary: {
      [shape.amountField]: details.reduce((sum, detail) => sum + detail.amount, 0),
      remaining_balance: remaining.reduce((sum, [, balance]) => sum + balance, 0),
    },
    audits: done.flatMap(({ answer, outcomes, item }) =>
      answer === null ? [] : outcomes.map((outcome) => auditOfOutcome(call, answer, outcome, item.cause)),
    ),
    time_of_occurrence: isoText(answers[0]?.occurredAt ?? call.now()),
  };
}

/** As the decisions left them; read where none of them touched the account. */
async function balancesAfter(
  call: Call,
  customerId: string,
  answers: readonly Answer[],
  accounts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const balances = new Map(answers.flatMap(({ record }) => Object.entries(record.balances)));
  if (accounts.every((account) => balances.has(account))) return balances;
  const figures = await readAccounts(call.site.pool, customerId, call.now());
  return new Map([...figures.map(({ account, available }): [string, number] => [account, available]), ...balances]);
}

const REFUSED = 1;

type DetailAsked<Item extends Asked> = {
  readonly done: Done<Item>;
  readonly customerId: string;
  readonly balances: ReadonlyMap<string, number>;
  readonly amountField: AmountField;
  readonly placeOf: (item: Item) => Place;
};

/** One for each account that the detail touched, or a single one that says why it touched none. */
function detailsOf<Item extends Asked>(call: Call, asked: DetailAsked<Item>) {
  const { customerId, balances, amountField } = asked;
  const { item, answer, outcomes, error } = asked.done;
  const { guids } = call.site;
  const place = asked.placeOf(item);
  const rows =
    outcomes.length === 0
      ? [{ ...place, amount: 0, movement: null }]
      : outcomes.map((outcome) => ({
          account: outcome.account,
          source: outcome.source ?? place.source,
          amount: Math.abs(outcome.amount),
          movement: outcome.movement_id,
        }));
  return rows.map((row) => ({
    retailer_id: guids.retailerId,
    user_id: customerId,
    ...accountView(call, customerId, row.account),
    point_source_id: row.source === null ? null : guids.of('source', row.source),
    [amountField]: row.amount,
    amount: row.amount,
    remaining_balance: balances.get(row.account) ?? 0,
    reference_id: item.cause.referenceId,
    reference_type: item.cause.referenceType,
    tracking_id: row.movement,
    idempotency_id: item.idempotencyId,
    idempotency_summary: answer?.isReplay === true ? 'replayed' : null,
    error_status: error === null ? 0 : REFUSED,
    message: error?.message ?? shortfall(item.amount, rows),
    error_response: error === null ? null : { error: error.code },
  }));
}

/** A limit of the source or the account's highest balance may cut a deposit to what fits. */
function shortfall(asked: number, rows: readonly { readonly amount: number }[]): string | null {
  const given = rows.reduce((sum, row) => sum + row.amount, 0);
  return given < asked ? `Only ${given} of ${asked} points fitted within the limits.` : null;
}

/** Of the accounts named, or all; `all_balances` has all by its name. */
export async function balance(call: Call) {
  const asked = readConnect(call, { ...userFields, point_account_ids: given(list(text(NAME_MAX), ACCOUNTS_MAX)) });
  const { id } = await findCustomer(call, refOfUser(asked));
  const figures = await readAccounts(call.site.pool, id, call.now());
  return balancesView(call, id, figures, accountsOf(call, asked.point_account_ids) ?? undefined);
}

const transferFields = {
  ...userFields,
  to_user_id: given(text(REFERENCE_MAX)),
  from_point_account_id: given(text(NAME_MAX)),
  to_point_account_id: given(text(NAME_MAX)),
  amount,
  transaction_id: given(text(REFERENCE_MAX)),
  idempotency_id,
  ...reference,
};

type TransferAsked = DetailFields & {
  readonly user_id: string;
  readonly is_session_m?: boolean | undefined;
  readonly to_user_id?: string | undefined;
  readonly amount: number;
};

/** Between two accounts of a customer, or to another customer; an account that is not named is the first default one. */
export async function transfer(call: Call) {
  const asked = readConnect(call, transferFields);
  const from = asked.from_point_account_id;
  const to = asked.to_point_account_id;
  return transferPoints(call, asked, {
    from: from === undefined ? standardAccount(call) : accountNamed(call, from),
    to: to === undefined ? standardAccount(call) : accountNamed(call, to),
  });
}

async function transferPoints(
  call: Call,
  asked: TransferAsked,
  { from, to }: { readonly from: string; readonly to: string },
) {
  const cause = causeOf(asked);
  const { sent, idempotencyId } = detailOf(asked);
  const peer = asked.to_user_id === undefined ? null : refOfUser({ ...asked, user_id: asked.to_user_id });
  const answer = await submit(call, {
    customer: refOfUser(asked),
    ...(peer === null ? {} : { peer }),
    body: { kind: 'points.transfer', from, to, amount: asked.amount, reference: referenceOf(cause) },
    idempotency: idempotencyId === null ? null : { operation: 'points.transfer', key: idempotencyId, sent },
  });
  const outcomes = answer.record.outcomes.filter((outcome) => outcome.kind === 'points');
  return {
    retailer_id: call.site.guids.retailerId,
    user_id: answer.customerId,
    to_user_id: peer === null ? answer.customerId : await call.site.engine.resolve(peer),
    amount_transferred: asked.amount,
    from_account: {
      ...accountView(call, answer.customerId, from),
      remaining_balance: answer.record.balances[from] ?? 0,
    },
    to_account: accountView(call, answer.customerId, to),
    reference_id: cause.referenceId,
    reference_type: cause.referenceType,
    idempotency_id: idempotencyId,
    audits: outcomes.map((outcome) => auditOfOutcome(call, answer, outcome, cause)),
    time_of_occurrence: isoText(answer.occurredAt),
  };
}
