// Customers by an audience's expression: how many, a sample, page by page. The same expression is judged by the engine while
// it decides; where SQL cannot say it exactly, it finds too many, never too few.
import type pg from 'pg';
import { readPredicate } from '../domain/audiences/predicate.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { customerVariables } from '../domain/programme/variables.ts';
import type { Expression } from '../domain/rules/expression.ts';
import type { Instant } from '../domain/time.ts';
import { audienceCondition } from './audience-sql.ts';
import { idsWhere } from './customer-selection.ts';
import type { IdRange } from './due.ts';

type Db = Pick<pg.Pool, 'query'>;

export type Audience = {
  readonly expression: Pick<Expression, 'source'>;
  readonly programme: Programme;
  readonly now: Instant;
};

export type AudienceSql = {
  /** A condition on the customer table, alias c; null counts as not met. */
  readonly where: string;
  readonly values: unknown[];
  /** False: the engine has to judge whoever is found. */
  readonly exact: boolean;
};

/** `values` are the parameters that the statement has already; those of the audience are added behind them. */
export function audienceSql(audience: Audience, values: unknown[] = []): AudienceSql {
  const { document } = audience.programme;
  const predicate = readPredicate(audience.expression.source, customerVariables(document));
  const condition = audienceCondition({ document, now: audience.now }, predicate, values);
  return { where: condition.where, values, exact: condition.isExact };
}

/** Deleted customers and test personas count in no figure. */
const COUNTED = 'c.deleted_at is null and not c.test_persona';

export async function countAudience(db: Db, audience: Audience): Promise<{ count: number; exact: boolean }> {
  const { where, values, exact } = audienceSql(audience);
  const { rows } = await db.query<{ customers: number }>(
    `select count(*) as customers from laurel.customer c where ${COUNTED} and (${where})`,
    values,
  );
  return { count: rows[0]?.customers ?? 0, exact };
}

/** Some customers of the audience, those with the lowest ids; ids are random. */
export async function sampleAudience(db: Db, audience: Audience, size: number): Promise<readonly string[]> {
  const { where, values } = audienceSql(audience, [size]);
  const { rows } = await db.query<{ customer_id: string }>(
    `select c.customer_id
     from   laurel.customer c
     where  ${COUNTED} and (${where})
     order  by c.customer_id
     limit  $1`,
    values,
  );
  return rows.map((row) => row.customer_id);
}

/** At most `limit` customers of a range of ids, ascending; test personas belong to audiences like everybody. */
export async function idsInAudience(
  db: Db,
  audience: Audience,
  page: { readonly range: IdRange; readonly limit: number },
): Promise<readonly string[]> {
  const { where, values } = audienceSql(audience, [page.range.after, page.range.last, page.limit]);
  return idsWhere(db, where, values);
}
