// Exclusions of customers from offers, as they now are. Writing them is save's.
import type pg from 'pg';
import type { OfferExclusion } from '../domain/offers/revoke.ts';
import type { RecordTable } from './records.ts';
import { instant, text, uuid } from './tables.ts';

type ExclusionItem = readonly [
  id: string,
  offer: string,
  userOfferId: string,
  status: OfferExclusion['status'],
  reason: string,
  by: string,
  at: string,
  liftedReason: string | null,
  liftedBy: string | null,
  liftedAt: string | null,
];

export const EXCLUSIONS: RecordTable<'exclusion', ExclusionItem> = {
  family: 'exclusion',
  table: {
    name: 'offer_exclusion',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('offer', (row) => row.offer),
      uuid('user_offer_id', (row) => row.userOfferId),
      text('status', (row) => row.status),
      text('reason', (row) => row.reason),
      text('excluded_by', (row) => row.by),
      instant('excluded_at', (row) => row.at),
      text('lifted_reason', (row) => row.liftedReason),
      text('lifted_by', (row) => row.liftedBy),
      instant('lifted_at', (row) => row.liftedAt),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: `json_build_array(r.id, r.offer, r.user_offer_id, r.status, r.reason, r.excluded_by, r.excluded_at, r.lifted_reason,
         r.lifted_by, r.lifted_at)`,
  rowOf: ([id, offer, userOfferId, status, reason, by, at, liftedReason, liftedBy, liftedAt]) => ({
    id,
    offer,
    userOfferId,
    status,
    reason,
    by,
    at: Date.parse(at),
    liftedReason,
    liftedBy,
    liftedAt: liftedAt === null ? null : Date.parse(liftedAt),
  }),
  open: `r.status = 'excluded'`,
};

/** Nobody is excluded from more offers than this. */
const LIST_MAX = 1_000;

/** A customer's exclusions, lifted ones too, newest first. */
export async function readExclusions(
  db: Pick<pg.Pool, 'query'>,
  customerId: string,
): Promise<readonly OfferExclusion[]> {
  const { rows } = await db.query<{ readonly item: ExclusionItem }>(
    `select ${EXCLUSIONS.item} as item
     from   laurel.offer_exclusion r
     where  r.customer_id = $1
     order  by r.id desc
     limit  ${LIST_MAX}`,
    [customerId],
  );
  return rows.map(({ item }) => EXCLUSIONS.rowOf(item));
}
