// What imports are called, and which fields a column of a file can be; docs/import.md says what each of them holds.
import type { Schemas } from '@laurel/sdk';
import type { StatusWord } from '../parts/status.tsx';

export type Import = Schemas['Import'];
export type Kind = Import['kind'];

export const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'customers', label: 'Customers' },
  { value: 'balances', label: 'Balances of points' },
  { value: 'tiers', label: 'Levels' },
  { value: 'tags', label: 'Tags' },
  { value: 'transactions', label: 'Purchases of the past' },
];

export const STATUS: { readonly [status in Import['status']]: StatusWord } = {
  waiting: { word: 'waiting', tone: 'quiet' },
  running: { word: 'running', tone: 'warn' },
  done: { word: 'done', tone: 'good' },
  failed: { word: 'failed', tone: 'bad' },
  cancelled: { word: 'stopped', tone: 'quiet' },
};

const WHOSE = ['external_id', 'external_id_type', 'id'];

export const FIELDS: { readonly [kind in Kind]: readonly string[] } = {
  customers: [
    ...WHOSE,
    ...['email', 'first_name', 'last_name', 'gender', 'birth_on', 'phone', 'phone_type', 'address', 'address2', 'city'],
    ...['state', 'zip', 'country', 'language', 'locale', 'time_zone', 'photo_url', 'referrer_code', 'status'],
    ...['opted_in', 'opted_in_at', 'opt_in_source', 'created_at', 'test_persona'],
  ],
  balances: [
    ...WHOSE,
    ...['account', 'source', 'amount', 'spent', 'earned_at', 'spent_at', 'expires_at', 'available_at', 'row_key'],
  ],
  tiers: [...WHOSE, 'system', 'level', 'since', 'maintained_at', 'maintenance_at', 'counts_since', 'row_key'],
  tags: [...WHOSE, 'tag', 'count', 'expires_at', 'row_key'],
  transactions: [...WHOSE, 'transaction_id', 'occurred_at', 'amount', 'store', 'channel', 'item', 'quantity'],
};

/** `First Name`, `first-name` and `first_name` are the same. */
export function plain(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

/** The header of a file, as far as a look at its first line tells. */
export function headerOf(text: string): readonly string[] {
  const line = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const delimiters = [',', ';', '\t', '|'];
  const most = delimiters.reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best), ',');
  return line.split(most).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  );
}
