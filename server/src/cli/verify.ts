// laurel verify: proves the books. Exits with 1 when a stored value differs from what the ledger gives.
import type { Difference } from '../domain/verify.ts';
import { type AccountSums, DIFFERENCES_MAX, type VerifyReport, verifyBooks } from '../jobs/verify.ts';
import { countCustomers } from '../storage/verify.ts';
import { type Command, CommandError, parseOptions, print, withInstance } from './command.ts';
import { createProgress, grouped } from './progress.ts';
import { watchSignals } from './signals.ts';
import { tableText } from './text-table.ts';

export const verify: Command = {
  usage: 'verify',
  summary: 'Rebuild every balance, lot, hold and tier from the ledger, compare, and name any row that differs.',
  details: [
    '',
    'Also checks the law of points, rows that have lost their customer or fact, and that each answer told the',
    'points that were booked; holds offers and the figures of campaigns against the facts. Works beside a running',
    'server. Anniversary dates and given notices do not follow from the ledger and are not compared. Exits with 1',
    'when something differs.',
  ],
  async run(args) {
    parseOptions(this, args, {});
    return withInstance(async ({ pool }) => {
      const stopping = watchSignals();
      const progress = createProgress('verify');
      const startedAt = performance.now();
      try {
        const total = await countCustomers(pool);
        const report = await verifyBooks(pool, {
          signal: stopping.asked,
          onProgress: ({ customers }) => progress.show(customers, total),
        });
        progress.end();
        if (stopping.asked.aborted) throw new CommandError('Stopped before the end: nothing is proven.');
        return printReport(report, (performance.now() - startedAt) / 1000);
      } finally {
        progress.end();
        stopping.release();
      }
    });
  },
};

function printReport({ counts, accounts, differences, differenceCount }: VerifyReport, seconds: number): number {
  print(
    `${grouped(counts.customers)} customers, ${grouped(counts.facts)} facts, ${grouped(counts.entries)} entries, ` +
      `${grouped(counts.lots)} lots, ${grouped(counts.holds)} holds, ${grouped(counts.tierMoves)} tier moves.`,
  );
  if (accounts.size > 0) print(accountTable(accounts));
  if (differenceCount === 0) {
    print(`Everything adds up (${seconds.toFixed(1)} s).`);
    return 0;
  }
  for (const difference of differences) print(differenceText(difference));
  if (differenceCount > DIFFERENCES_MAX) print(`… and ${grouped(differenceCount - DIFFERENCES_MAX)} more.`);
  print(
    `${grouped(differenceCount)} ${differenceCount === 1 ? 'value differs' : 'values differ'} (${seconds.toFixed(1)} s).`,
  );
  return 1;
}

function accountTable(accounts: ReadonlyMap<string, AccountSums>): string {
  const heads = [
    'account',
    'deposited',
    'transferred in',
    'spent',
    'expired',
    'reversed',
    'transferred out',
    'held',
    'outstanding',
  ];
  const rows = [...accounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([account, sums]) => [
      account,
      ...[
        sums.deposited,
        sums.transferredIn,
        sums.spent,
        sums.expired,
        sums.reversed,
        sums.transferredOut,
        sums.held,
        sums.outstanding,
      ].map(grouped),
    ]);
  return tableText(heads, rows);
}

function differenceText(difference: Difference): string {
  const { table, customerId, key, column, stored, rebuilt } = difference;
  const values =
    stored === null && rebuilt === null
      ? 'is not there'
      : `stored ${valueText(column, stored)}, rebuilt ${valueText(column, rebuilt)}`;
  const whose = customerId === null ? '' : `customer ${customerId}  `;
  return `${table}  ${whose}${key}  ${column}: ${values}`;
}

const INSTANT_COLUMN = /(_at|^since|_since)$/;

function valueText(column: string, value: Difference['stored']): string {
  if (value === null) return 'nothing';
  if (typeof value === 'number' && INSTANT_COLUMN.test(column)) return new Date(value).toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}
