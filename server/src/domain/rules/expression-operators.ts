// Operators of expressions: which types they take, and what they do to values. Failures pass through the operand that has them.
// Whole numbers stay inside ±(2^53 − 1), checked after each operation, so plain numbers hold them exactly.

import { assertNever } from '../time.ts';
import { compareCodePoints } from './code-point-order.ts';
import {
  aType,
  commonType,
  isNumeric,
  literalOf,
  type Part,
  type PartType,
  refuse,
  typeName,
} from './expression-part.ts';
import { nearest, shown } from './expression-schema.ts';
import { isFailure, isList, type Run, ruleError, TEXT_MAX, type Value } from './expression-value.ts';

export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | 'in';
type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const OVERFLOW = ruleError('whole number beyond 2^53');
const DIVISION_BY_ZERO = ruleError('division by zero');
const TEXT_TOO_LONG = ruleError(`text longer than ${TEXT_MAX} characters`);

export function binary(operator: BinaryOperator, left: Part, right: Part): Part {
  switch (operator) {
    case 'in':
      return membership(left, right);
    case '==':
    case '!=':
      refuseUndeclaredText(left, right);
      refuseUndeclaredText(right, left);
      return comparison(operator, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(operator, left, right);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(operator, left, right);
    default:
      return assertNever(operator);
  }
}

function comparison(operator: Comparison, left: Part, right: Part): Part {
  const type = commonType(left.type, right.type);
  const isOrdering = operator !== '==' && operator !== '!=';
  if (type === undefined || typeof type !== 'string' || (type === 'bool' && isOrdering))
    return refuseOperands(operator, left, right);
  return { type: 'bool', offset: left.offset, run: compare(operator, type === 'string', left.run, right.run) };
}

/** Dates are `YYYY-MM-DD` texts and datetimes numbers: only texts of people need an order of their own. */
function compare(operator: Comparison, isText: boolean, left: Run, right: Run): Run {
  switch (operator) {
    case '==':
      return overScalars(left, right, (a, b) => a === b);
    case '!=':
      return overScalars(left, right, (a, b) => a !== b);
    case '<':
      return isText
        ? overTexts(left, right, (a, b) => compareCodePoints(a, b) < 0)
        : overScalars(left, right, (a, b) => a < b);
    case '<=':
      return isText
        ? overTexts(left, right, (a, b) => compareCodePoints(a, b) <= 0)
        : overScalars(left, right, (a, b) => a <= b);
    case '>':
      return isText
        ? overTexts(left, right, (a, b) => compareCodePoints(a, b) > 0)
        : overScalars(left, right, (a, b) => a > b);
    case '>=':
      return isText
        ? overTexts(left, right, (a, b) => compareCodePoints(a, b) >= 0)
        : overScalars(left, right, (a, b) => a >= b);
    default:
      return assertNever(operator);
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: Part, right: Part): Part {
  const { offset } = left;
  if (operator === '+' && left.type === 'string' && right.type === 'string') {
    return { type: 'string', offset, run: overTexts(left.run, right.run, joined) };
  }
  if (!isNumeric(left.type) || !isNumeric(right.type)) return refuseOperands(operator, left, right);
  if (left.type === 'int' && right.type === 'int')
    return { type: 'int', offset, run: overNumbers(left.run, right.run, WHOLE[operator]) };
  if (operator === '%') refuse(offset, '% takes whole numbers only', 'int % int, for example int(event.amount) % 10');
  return { type: 'double', offset, run: overNumbers(left.run, right.run, FRACTIONAL[operator]) };
}

/** Division cuts towards zero and the remainder has the sign of the dividend, as CEL has it. */
const WHOLE: { readonly [operator in '+' | '-' | '*' | '/' | '%']: (a: number, b: number) => Value } = {
  '+': (a, b) => whole(a + b),
  '-': (a, b) => whole(a - b),
  '*': (a, b) => whole(a * b),
  '/': (a, b) => (b === 0 ? DIVISION_BY_ZERO : whole(Math.trunc(a / b))),
  '%': (a, b) => (b === 0 ? DIVISION_BY_ZERO : whole(a % b)),
};

const FRACTIONAL: { readonly [operator in '+' | '-' | '*' | '/']: (a: number, b: number) => Value } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** A result beyond the safe range may already be rounded, so it is refused rather than passed on. Adding 0 turns -0 into 0. */
export function whole(result: number): Value {
  return Number.isSafeInteger(result) ? result + 0 : OVERFLOW;
}

function joined(a: string, b: string): Value {
  return a.length + b.length > TEXT_MAX ? TEXT_TOO_LONG : a + b;
}

export function negation(operand: Part): Part {
  if (!isNumeric(operand.type)) refuse(operand.offset, `- is applied to ${aType(operand.type)}`, 'a number');
  const literal = literalOf(operand);
  const { run } = operand;
  return {
    type: operand.type,
    offset: operand.offset,
    run: (scope) => {
      const value = run(scope);
      return typeof value === 'number' ? 0 - value : value;
    },
    ...(typeof literal === 'number' ? { literals: [0 - literal] } : {}),
  };
}

export function not(operand: Part): Part {
  refuseUnlessBool(operand, '!');
  const { run } = operand;
  return {
    type: 'bool',
    offset: operand.offset,
    run: (scope) => {
      const value = run(scope);
      return typeof value === 'boolean' ? !value : value;
    },
  };
}

/** The side that decides wins even when the other one fails, in either order, as CEL has it: `missing && false` is false. */
export function logic(decisive: boolean, left: Part, right: Part): Part {
  const operator = decisive ? '||' : '&&';
  refuseUnlessBool(left, operator);
  refuseUnlessBool(right, operator);
  const [first, second] = [left.run, right.run];
  return {
    type: 'bool',
    offset: left.offset,
    run: (scope) => {
      const a = first(scope);
      if (a === decisive) return decisive;
      const b = second(scope);
      if (b === decisive) return decisive;
      return isFailure(a) ? a : b;
    },
  };
}

export function choice(condition: Part, whenTrue: Part, whenFalse: Part): Part {
  refuseUnlessBool(condition, '? :');
  const type = commonType(whenTrue.type, whenFalse.type);
  if (type === undefined) {
    const found = `${typeName(whenTrue.type)} and ${typeName(whenFalse.type)}`;
    return refuse(whenTrue.offset, `the two sides of : are ${found}`, 'two values of the same type');
  }
  const run: Run = (scope) => {
    const value = condition.run(scope);
    if (typeof value !== 'boolean') return value;
    return value ? whenTrue.run(scope) : whenFalse.run(scope);
  };
  return { type, offset: condition.offset, run };
}

function membership(left: Part, right: Part): Part {
  const listType = right.type;
  if (typeof listType === 'string')
    return refuse(right.offset, `in looks into ${aType(listType)}`, 'a list, for example ["web", "app"]');
  if (commonType(left.type, listType.listOf) === undefined) {
    return refuse(left.offset, `${aType(left.type)} cannot be in ${aType(listType)}`, aType(listType.listOf));
  }
  refuseUndeclaredText(left, right);
  const item = left.run;
  if (right.literals !== undefined) {
    const known = new Set(right.literals);
    const run: Run = (scope) => {
      const value = item(scope);
      return typeof value === 'object' ? value : known.has(value);
    };
    return { type: 'bool', offset: left.offset, run };
  }
  const run: Run = (scope) => {
    const value = item(scope);
    if (typeof value === 'object') return value;
    const items = right.run(scope);
    return isList(items) ? items.includes(value) : items;
  };
  return { type: 'bool', offset: left.offset, run };
}

/** `event.channel == "wbe"` can never be true when the channels are declared: it is a slip, not a rule. */
function refuseUndeclaredText(field: Part, other: Part): void {
  const { values } = field;
  if (values === undefined || other.literals === undefined) return;
  const wrong = other.literals.find((literal) => typeof literal === 'string' && !values.includes(literal));
  if (typeof wrong !== 'string') return;
  const suggestion = nearest(wrong, values);
  const expected = suggestion === undefined ? `one of: ${shown(values.map(quoted))}` : quoted(suggestion);
  refuse(other.offset, `${quoted(wrong)} is not among the declared values`, expected);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function refuseUnlessBool(part: Part, operator: string): void {
  if (part.type === 'bool') return;
  refuse(part.offset, `${operator} is applied to ${aType(part.type)}`, 'true or false, for example a comparison');
}

function refuseOperands(operator: BinaryOperator, left: Part, right: Part): never {
  return refuse(
    left.offset,
    `${typeName(left.type)} ${operator} ${typeName(right.type)} is not possible`,
    operandHint(left.type, right.type),
  );
}

function operandHint(left: PartType, right: PartType): string {
  const types: readonly PartType[] = [left, right];
  if (types.includes('date') && types.includes('string')) return 'a date: date("1990-05-17")';
  if (types.includes('datetime') && types.includes('string')) return 'a datetime: timestamp("2026-01-31T09:00:00Z")';
  if (types.includes('date') && types.includes('datetime'))
    return 'two dates or two datetimes: a datetime has no day without a time zone';
  if (types.some((type) => typeof type !== 'string'))
    return 'lists are read with in, size(), all(), exists(), exists_one(), filter() and map()';
  if (types.every((type) => type === 'date' || type === 'datetime')) return 'a comparison, or days_between(a, b)';
  if (left === right) return left === 'bool' ? 'bools take ==, !=, &&, || and !' : 'an operator that this type has';
  return 'two values of the same type, or two numbers';
}

/** The compiler has proved that both operands are texts unless they fail; so what is no text is a failure and passes through. */
function overTexts(left: Run, right: Run, operate: (a: string, b: string) => Value): Run {
  return (scope) => {
    const a = left(scope);
    if (typeof a !== 'string') return a;
    const b = right(scope);
    return typeof b === 'string' ? operate(a, b) : b;
  };
}

function overNumbers(left: Run, right: Run, operate: (a: number, b: number) => Value): Run {
  return (scope) => {
    const a = left(scope);
    if (typeof a !== 'number') return a;
    const b = right(scope);
    return typeof b === 'number' ? operate(a, b) : b;
  };
}

function overScalars(
  left: Run,
  right: Run,
  operate: (a: boolean | number | string, b: boolean | number | string) => boolean,
): Run {
  return (scope) => {
    const a = left(scope);
    if (typeof a === 'object') return a;
    const b = right(scope);
    return typeof b === 'object' ? b : operate(a, b);
  };
}
