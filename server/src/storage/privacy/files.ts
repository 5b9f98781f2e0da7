// Files of exports, kept in pieces in the database: whichever process makes one, any other can give it out.
import type pg from 'pg';
import type { Instant } from '../../domain/time.ts';

export type FileName = { readonly customerId: string; readonly requestId: string };

type Db = Pick<pg.Pool, 'query'>;

export async function writePiece(
  db: Db,
  { customerId, requestId }: FileName,
  piece: { readonly number: number; readonly bytes: Buffer; readonly expiresAt: Instant },
): Promise<void> {
  await db.query(
    `insert into laurel.privacy_file (customer_id, request_id, piece, bytes, expires_at)
     values ($1, $2, $3, $4, $5)
     on conflict (customer_id, request_id, piece) do update set bytes = excluded.bytes, expires_at = excluded.expires_at`,
    [customerId, requestId, piece.number, piece.bytes, new Date(piece.expiresAt)],
  );
}

/** Piece by piece, so that a file is never held whole. */
export async function* readPieces(db: Db, { customerId, requestId }: FileName): AsyncGenerator<Buffer> {
  for (let piece = 0; ; piece += 1) {
    const { rows } = await db.query<{ bytes: Buffer }>(
      `select f.bytes from laurel.privacy_file f where f.customer_id = $1 and f.request_id = $2 and f.piece = $3`,
      [customerId, requestId, piece],
    );
    const [row] = rows;
    if (row === undefined) return;
    yield row.bytes;
  }
}

export async function dropFile(db: Db, { customerId, requestId }: FileName): Promise<void> {
  await db.query('delete from laurel.privacy_file f where f.customer_id = $1 and f.request_id = $2', [
    customerId,
    requestId,
  ]);
}
