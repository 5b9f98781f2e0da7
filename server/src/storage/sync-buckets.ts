// Turns under a platform's limits, shared by all processes: whoever asks is given the next turn, which may lie ahead.
import type pg from 'pg';

type Db = Pick<pg.Pool, 'query'>;

/**
 * Takes the next turn and gives how long it is until then, in milliseconds. Turns are `1 / perSecond` apart: a bucket that holds
 * one, and may owe some.
 */
export async function takeTurn(
  db: Db,
  {
    account,
    operation,
    perSecond,
  }: { readonly account: string; readonly operation: string; readonly perSecond: number },
): Promise<number> {
  const { rows } = await db.query<{ wait_s: number }>({
    name: 'sync-turn',
    text: `insert into laurel.sync_bucket as b (account, operation, tokens, filled_at)
           values ($1, $2, 0, clock_timestamp())
           on conflict (account, operation) do update
           set    tokens = least(1, b.tokens + greatest(0, extract(epoch from excluded.filled_at - b.filled_at)::float8) * $3::float8)
                           - 1,
                  filled_at = greatest(b.filled_at, excluded.filled_at)
           returning greatest(0, -b.tokens / $3::float8) as wait_s`,
    values: [account, operation, perSecond],
  });
  return (rows[0]?.wait_s ?? 0) * 1_000;
}
