// Turns an audience's conditions into SQL over the customer table (alias c) and what hangs on it. Null stands for what the
// engine calls a failure: a missing value, or one of the wrong type. Where SQL cannot say it exactly, the condition is widened:
// it finds every customer whom the engine would find, and perhaps some more. No part of it can fail, whatever is stored.
import type { Comparison, FieldOperand, Operand, Predicate } from '../domain/audiences/predicate.ts';
import type { ProgrammeDocument } from '../domain/programme/schema.ts';
import type { ValueType } from '../domain/rules/expression.ts';
import { assertNever, dayOf, HOUR_MS, type Instant } from '../domain/time.ts';

/** Exact: true, false or null as the engine has it. Else what is true whenever the engine may say true, or may say false. */
type Judged =
  | { readonly isExact: true; readonly sql: string }
  | { readonly isExact: false; readonly maybeTrue: string; readonly maybeFalse: string };

/** A value lies between the two; they are the same where it is known exactly, and null where the engine has none. */
type Bounds = { readonly isExact: boolean; readonly low: string; readonly high: string };

type SqlContext = {
  readonly document: ProgrammeDocument;
  readonly now: Instant;
  /** All that some part was made with, used in the end or not. */
  readonly parameters: unknown[];
};

export type AudienceCondition = {
  /** For a where clause: null counts as not met. */
  readonly where: string;
  /** False: the engine has to judge whoever is found. */
  readonly isExact: boolean;
};

/** A longer condition is left to the engine: parts that stand twice in it double with each level. */
const SQL_MAX = 50_000;
const SAFE_MAX = Number.MAX_SAFE_INTEGER;
const LIST_MAX = 1_000;
const TEXT_MAX = 10_000;

/** `values` are the statement's parameters so far; those of the condition are added behind them. */
export function audienceCondition(
  { document, now }: { readonly document: ProgrammeDocument; readonly now: Instant },
  predicate: Predicate,
  values: unknown[],
): AudienceCondition {
  const context: SqlContext = { document, now, parameters: [] };
  const judged = judge(context, predicate);
  const sql = judged.isExact ? judged.sql : judged.maybeTrue;
  return { where: numbered(sql, context.parameters, values), isExact: judged.isExact };
}

/** Parts may have been dropped, and with them the only use of a parameter, which the database would refuse. */
function numbered(sql: string, parameters: readonly unknown[], values: unknown[]): string {
  const numbers = new Map<string, number>();
  return sql.replaceAll(/\$(\d+)(?=::)/g, (_, index: string) => {
    const number = numbers.get(index) ?? values.push(parameters[Number(index) - 1]);
    numbers.set(index, number);
    return `$${number}`;
  });
}

const UNKNOWN: Judged = { isExact: false, maybeTrue: 'true', maybeFalse: 'true' };

function exactly(sql: string): Judged {
  return sql.length > SQL_MAX ? UNKNOWN : { isExact: true, sql };
}

function widened(maybeTrue: string, maybeFalse: string): Judged {
  if (maybeTrue.length + maybeFalse.length > SQL_MAX) return UNKNOWN;
  return { isExact: false, maybeTrue, maybeFalse };
}

function judge(context: SqlContext, predicate: Predicate): Judged {
  switch (predicate.kind) {
    case 'constant':
      return exactly(predicate.value ? 'true' : 'false');
    case 'and':
    case 'or':
      return logic(predicate.kind, judge(context, predicate.left), judge(context, predicate.right));
    case 'not':
      return negated(judge(context, predicate.of));
    case 'choice':
      return choice(
        judge(context, predicate.when),
        judge(context, predicate.then),
        judge(context, predicate.otherwise),
      );
    case 'same': {
      const same = equality(judge(context, predicate.left), judge(context, predicate.right));
      return predicate.isEqual ? same : negated(same);
    }
    case 'flag':
      return exactly(scalarOf(context, predicate.of));
    case 'has':
      return exactly(presence(context, predicate.of));
    case 'compare':
      return compared(predicate.comparison, operandOf(context, predicate.left), operandOf(context, predicate.right), {
        isText: predicate.left.type === 'text' || predicate.left.type === 'date',
      });
    case 'among':
      return among(context, predicate);
    case 'member':
      return membership(context, predicate.item, predicate.list);
    case 'text':
      return textTest(context, predicate);
    case 'unknown':
      return UNKNOWN;
    default:
      return assertNever(predicate);
  }
}

function maybeTrue(judged: Judged): string {
  return judged.isExact ? judged.sql : judged.maybeTrue;
}

function maybeFalse(judged: Judged): string {
  return judged.isExact ? `(not ${judged.sql})` : judged.maybeFalse;
}

function logic(kind: 'and' | 'or', a: Judged, b: Judged): Judged {
  if (a.isExact && b.isExact) return exactly(`(${a.sql} ${kind} ${b.sql})`);
  const other = kind === 'and' ? 'or' : 'and';
  return widened(`(${maybeTrue(a)} ${kind} ${maybeTrue(b)})`, `(${maybeFalse(a)} ${other} ${maybeFalse(b)})`);
}

function negated(judged: Judged): Judged {
  return judged.isExact ? exactly(`(not ${judged.sql})`) : widened(judged.maybeFalse, judged.maybeTrue);
}

function choice(when: Judged, then: Judged, otherwise: Judged): Judged {
  if (when.isExact && then.isExact && otherwise.isExact)
    return exactly(`(case when ${when.sql} then ${then.sql} when not ${when.sql} then ${otherwise.sql} end)`);
  const either = (of: (judged: Judged) => string): string =>
    `((${maybeTrue(when)} and ${of(then)}) or (${maybeFalse(when)} and ${of(otherwise)}))`;
  return widened(either(maybeTrue), either(maybeFalse));
}

function equality(a: Judged, b: Judged): Judged {
  if (a.isExact && b.isExact) return exactly(`(${a.sql} = ${b.sql})`);
  return widened(
    `((${maybeTrue(a)} and ${maybeTrue(b)}) or (${maybeFalse(a)} and ${maybeFalse(b)}))`,
    `((${maybeTrue(a)} and ${maybeFalse(b)}) or (${maybeFalse(a)} and ${maybeTrue(b)}))`,
  );
}

const NEGATIONS: { readonly [comparison in Comparison]: Comparison } = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

function compared(comparison: Comparison, left: Bounds, right: Bounds, { isText }: { isText: boolean }): Judged {
  const order = isText ? ' collate "C"' : '';
  if (left.isExact && right.isExact)
    return exactly(`(${left.low}${order} ${SQL_COMPARISONS[comparison]} ${right.low}${order})`);
  return widened(couldHold(comparison, left, right, order), couldHold(NEGATIONS[comparison], left, right, order));
}

const SQL_COMPARISONS: { readonly [comparison in Comparison]: string } = {
  '==': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Whether some pair of values within the bounds compares so. */
function couldHold(comparison: Comparison, left: Bounds, right: Bounds, order: string): string {
  switch (comparison) {
    case '<':
    case '<=':
      return `(${left.low}${order} ${comparison} ${right.high}${order})`;
    case '>':
    case '>=':
      return `(${left.high}${order} ${comparison} ${right.low}${order})`;
    case '==':
      return `(${left.low}${order} <= ${right.high}${order} and ${left.high}${order} >= ${right.low}${order})`;
    case '!=':
      return `(${left.low}${order} <> ${right.high}${order} or ${left.high}${order} <> ${right.low}${order})`;
    default:
      return assertNever(comparison);
  }
}

function among(context: SqlContext, { item, values }: Extract<Predicate, { kind: 'among' }>): Judged {
  const bounds = operandOf(context, item);
  if (!bounds.isExact) {
    const each = values.map((value) => compared('==', bounds, literalOf(context, value, item.type), { isText: false }));
    return each.reduce((a, b) => logic('or', a, b), exactly('false'));
  }
  const sqlType =
    item.type === 'number' || item.type === 'instant' ? 'numeric' : item.type === 'bool' ? 'bool' : 'text';
  return exactly(`(${bounds.low} = any(${parameter(context, values.map(String), `${sqlType}[]`)}))`);
}

function membership(context: SqlContext, item: Operand, list: FieldOperand): Judged {
  const bounds = operandOf(context, item);
  if (!bounds.isExact) return UNKNOWN;
  const found = isTags(list)
    ? `exists (select from laurel.tag g where g.customer_id = c.customer_id and g.tag = ${bounds.low} and ${heldTag(context)})`
    : `${listOf(context, list)} ? ${bounds.low}`;
  return exactly(item.kind === 'literal' ? `(${found})` : `(case when ${bounds.low} is not null then ${found} end)`);
}

function textTest(context: SqlContext, { test, text, part }: Extract<Predicate, { kind: 'text' }>): Judged {
  const [a, b] = [operandOf(context, text), operandOf(context, part)];
  if (!a.isExact || !b.isExact) return UNKNOWN;
  switch (test) {
    case 'startsWith':
      return exactly(`starts_with(${a.low}, ${b.low})`);
    case 'endsWith':
      return exactly(`(right(${a.low}, length(${b.low})) = ${b.low})`);
    case 'contains':
      return exactly(`(strpos(${a.low}, ${b.low}) > 0)`);
    default:
      return assertNever(test);
  }
}

function operandOf(context: SqlContext, operand: Operand): Bounds {
  switch (operand.kind) {
    case 'literal':
      return literalOf(context, operand.value, operand.type);
    case 'field':
      return fieldBounds(context, operand);
    case 'size':
      return sizeOf(context, operand.of);
    case 'date_part': {
      const of = operandOf(context, operand.of);
      const [from, length] = { year: [1, 4], month: [6, 2], day: [9, 2] }[operand.part];
      return known(`substr(${of.low}, ${from}, ${length})::numeric`);
    }
    case 'days_between': {
      const [from, to] = [operandOf(context, operand.from), operandOf(context, operand.to)];
      const days = (a: string, b: string): string => `div(${b} - ${a}, 86400000)`;
      return from.isExact && to.isExact
        ? known(days(from.low, to.low))
        : { isExact: false, low: days(from.high, to.low), high: days(from.low, to.high) };
    }
    default:
      return assertNever(operand);
  }
}

function known(sql: string): Bounds {
  return { isExact: true, low: sql, high: sql };
}

function literalOf(context: SqlContext, value: string | number | boolean, type: Operand['type']): Bounds {
  const sqlType = type === 'number' || type === 'instant' ? 'numeric' : type === 'bool' ? 'boolean' : 'text';
  return known(parameter(context, String(value), sqlType));
}

function parameter({ parameters }: SqlContext, value: unknown, sqlType: string): string {
  return `$${parameters.push(value)}::${sqlType}`;
}

function sizeOf(context: SqlContext, of: FieldOperand): Bounds {
  if (of.field === 'string') return known(`length(${scalarOf(context, of)})::numeric`);
  if (!isTags(of)) return known(`jsonb_array_length(${listOf(context, of)})::numeric`);
  return known(
    `(select count(*) from laurel.tag g where g.customer_id = c.customer_id and ${heldTag(context)})::numeric`,
  );
}

function isTags({ path }: FieldOperand): boolean {
  return path[1] === 'tags';
}

function heldTag(context: SqlContext): string {
  return `(g.expires_at is null or g.expires_at > ${instantParameter(context)})`;
}

/** Interval arithmetic, because the driver would send a date with the zone of this machine. */
function instantParameter(context: SqlContext): string {
  return `(timestamptz 'epoch' + ${parameter(context, context.now, 'double precision')} * interval '1 millisecond')`;
}

function fieldBounds(context: SqlContext, operand: Extract<Operand, { kind: 'field' }>): Bounds {
  const { path, field } = operand;
  if (path[1] === 'age') return ageBounds(context);
  if (path[1] === 'custom' && field === 'datetime') return customInstant(context, path[2] ?? '');
  return known(scalarOf(context, { path, field }));
}

/**
 * Whole years up to the customer's own day, which lies within a day of UTC's; one day more on either side because PostgreSQL
 * and the engine count from 29 February differently.
 */
function ageBounds(context: SqlContext): Bounds {
  const first = parameter(context, dayOf(context.now - 36 * HOUR_MS, 'UTC'), 'date');
  const last = parameter(context, dayOf(context.now + 38 * HOUR_MS, 'UTC'), 'date');
  const age = (day: string): string => `extract(year from age(${day}, c.birth_on))`;
  return { isExact: false, low: age(first), high: age(last) };
}

const COLUMNS: { readonly [field: string]: string } = {
  id: 'c.customer_id::text',
  email: 'c.email',
  first_name: 'c.first_name',
  last_name: 'c.last_name',
  gender: 'c.gender',
  birth_on: `to_char(c.birth_on, 'YYYY-MM-DD')`,
  city: 'c.city',
  state: 'c.state',
  zip: 'c.zip',
  country: 'c.country',
  language: 'c.language',
  locale: 'c.locale',
  time_zone: 'c.time_zone',
  status: 'c.status',
  opted_in: 'c.opted_in',
  opted_in_at: 'floor(extract(epoch from c.opted_in_at) * 1000)',
  created_at: 'floor(extract(epoch from c.created_at) * 1000)',
  test_persona: 'c.test_persona',
};

/** The value of a scalar field, null where it is missing or of another type than declared. */
function scalarOf(context: SqlContext, { path, field }: FieldOperand): string {
  const [variable, name = '', part = ''] = path;
  if (variable === 'time') return parameter(context, context.now, 'numeric');
  if (name === 'custom') return customValue(context, part, field);
  if (name === 'tiers')
    return `(select t.level from laurel.tier t where t.customer_id = c.customer_id and t.system = ${parameter(context, part, 'text')})`;
  if (name === 'points') return availablePoints(context, part);
  if (name === 'tag_counts')
    return `coalesce((select g.count from laurel.tag g where g.customer_id = c.customer_id and g.tag = ${parameter(context, part, 'text')} and ${heldTag(context)}), 0)`;
  const column = COLUMNS[name];
  if (column === undefined) throw new Error(`The field ${path.join('.')} has no place in the database.`);
  return column;
}

/** As `availableOf` has it: what the balance says, less what waits and what is past its date. */
function availablePoints(context: SqlContext, account: string): string {
  const name = parameter(context, account, 'text');
  const now = instantParameter(context);
  return `(coalesce((
      select b.deposited + b.transferred_in - b.spent - b.expired - b.reversed - b.transferred_out - b.held
             - coalesce((select sum(l.amount - l.spent - l.expired - l.reversed - l.moved - l.held)
                         from   laurel.lot l
                         where  l.customer_id = b.customer_id and l.account = b.account and l.is_open
                           and  (l.available_at > ${now} or l.expires_at <= ${now})), 0)
      from   laurel.balance b
      where  b.customer_id = c.customer_id and b.account = ${name}), 0))`;
}

function customValue(context: SqlContext, attribute: string, type: ValueType): string {
  const value = `c.custom -> ${parameter(context, attribute, 'text')}`;
  const text = `(${value}) #>> '{}'`;
  const isOf = (jsonType: string): string => `jsonb_typeof(${value}) = '${jsonType}'`;
  switch (type) {
    case 'bool':
      return `(case when ${isOf('boolean')} then (${value})::boolean end)`;
    case 'int':
      return `(case when ${isOf('number')} then case when (${text})::numeric = trunc((${text})::numeric) and abs((${text})::numeric) <= ${SAFE_MAX} then (${text})::numeric end end)`;
    case 'double':
      return `(case when ${isOf('number')} then (${text})::numeric end)`;
    case 'string':
      return `(case when ${isOf('string')} then case when length(${text}) <= ${TEXT_MAX} then ${text} end end)`;
    case 'date':
      return `(case when ${isOf('string')} then case when ${text} ~ '${DATE}' then ${text} end end)`;
    default:
      throw new Error(`An attribute of type ${type} has no scalar value.`);
  }
}

const DAYS_OF_MONTHS = [
  '\\d{4}-(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])',
  '\\d{4}-(0[469]|11)-(0[1-9]|[12]\\d|30)',
  '\\d{4}-02-(0[1-9]|1\\d|2[0-8])',
  '(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29',
].join('|');
/** Days that exist, leap years included. */
const DATE = `^(${DAYS_OF_MONTHS})$`;
/** Instants as most clients write them; the engine reads other forms as well. Years with which no cast can fail. */
const INSTANT = `^(?=(1\\d|2\\d)\\d\\d)(${DAYS_OF_MONTHS})[Tt]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?([Zz]|[+-](0\\d|1[0-4]):[0-5]\\d)$`;

/** A form that only the engine reads may stand for any instant. */
function customInstant(context: SqlContext, attribute: string): Bounds {
  const value = `c.custom -> ${parameter(context, attribute, 'text')}`;
  const text = `((${value}) #>> '{}')`;
  const bound = (otherwise: string): string =>
    `(case when jsonb_typeof(${value}) = 'string' then case when ${text} ~ '${INSTANT}' then floor(extract(epoch from ${text}::timestamptz) * 1000) else numeric '${otherwise}' end end)`;
  return { isExact: false, low: bound('-infinity'), high: bound('infinity') };
}

/** The list, null where it is none of texts only. */
function listOf(context: SqlContext, { path }: FieldOperand): string {
  const value = `(c.custom -> ${parameter(context, path[2] ?? '', 'text')})`;
  const isOfTexts = `not jsonb_path_exists(${value}, 'strict $[*] ? (@.type() <> "string")')`;
  return `(case when jsonb_typeof(${value}) = 'array' then case when jsonb_array_length(${value}) <= ${LIST_MAX} and ${isOfTexts} then ${value} end end)`;
}

function presence(context: SqlContext, { path, field }: FieldOperand): string {
  const [variable, name = '', part = ''] = path;
  if (variable === 'time' || name === 'points' || name === 'tags' || name === 'tag_counts') return 'true';
  if (name === 'custom') {
    const value = `c.custom -> ${parameter(context, part, 'text')}`;
    return `(jsonb_typeof(${value}) is not null and jsonb_typeof(${value}) <> 'null')`;
  }
  if (name === 'age') return '(c.birth_on is not null)';
  return `(${scalarOf(context, { path, field })} is not null)`;
}
