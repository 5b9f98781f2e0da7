// Accounts in other systems as they were last synchronised. Writing them is save's.
import type pg from 'pg';
import type { ExternalAccount } from '../domain/external/account.ts';
import type { RecordTable } from './records.ts';
import { instant, text, uuid } from './tables.ts';

type AccountItem = readonly [
  id: string,
  system: string,
  externalId: string,
  direction: ExternalAccount['direction'],
  linkedAt: string,
  syncedAt: string,
  syncedBy: string,
];

export const EXTERNAL_ACCOUNTS: RecordTable<'external_account', AccountItem> = {
  family: 'external_account',
  table: {
    name: 'external_account',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('system', (row) => row.system),
      text('external_id', (row) => row.externalId),
      text('direction', (row) => row.direction),
      instant('linked_at', (row) => row.linkedAt),
      instant('synced_at', (row) => row.syncedAt),
      text('synced_by', (row) => row.syncedBy),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: 'json_build_array(r.id, r.system, r.external_id, r.direction, r.linked_at, r.synced_at, r.synced_by)',
  rowOf: ([id, system, externalId, direction, linkedAt, syncedAt, syncedBy]) => ({
    id,
    system,
    externalId,
    direction,
    linkedAt: Date.parse(linkedAt),
    syncedAt: Date.parse(syncedAt),
    syncedBy,
  }),
  open: 'true',
};

const ACCOUNTS_MAX = 100;

/** A customer's accounts in other systems, by the system's name. */
export async function readExternalAccounts(
  db: Pick<pg.Pool, 'query'>,
  customerId: string,
): Promise<readonly ExternalAccount[]> {
  const { rows } = await db.query<{ item: AccountItem }>(
    `select ${EXTERNAL_ACCOUNTS.item} as item
     from   laurel.external_account r
     where  r.customer_id = $1
     order  by r.system
     limit  ${ACCOUNTS_MAX}`,
    [customerId],
  );
  return rows.map(({ item }) => EXTERNAL_ACCOUNTS.rowOf(item));
}
