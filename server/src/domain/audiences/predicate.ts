// An audience's expression as a tree of conditions that a database can judge as well. It reads expressions that are compiled
// already, so it checks no types; what it does not know becomes `unknown`, which only the engine can judge.

import { dateParts } from '../rules/calendar-date.ts';
import type { ValueType, Variables } from '../rules/expression.ts';
import { type ASTNode, parseTree } from '../rules/expression-parser.ts';
import { findField } from '../rules/expression-schema.ts';

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
type TextTest = 'startsWith' | 'endsWith' | 'contains';

/** Two operands of a comparison have the same type: ints and fractions are both numbers, instants are milliseconds. */
type OperandType = 'text' | 'number' | 'date' | 'instant' | 'bool';

export type Operand =
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly field: ValueType; readonly type: OperandType }
  | { readonly kind: 'literal'; readonly value: string | number | boolean; readonly type: OperandType }
  /** Characters of a text, items of a list. */
  | { readonly kind: 'size'; readonly of: FieldOperand; readonly type: 'number' }
  | {
      readonly kind: 'date_part';
      readonly part: 'year' | 'month' | 'day';
      readonly of: Operand;
      readonly type: 'number';
    }
  /** Whole periods of 24 hours from one instant to another. */
  | { readonly kind: 'days_between'; readonly from: Operand; readonly to: Operand; readonly type: 'number' };

export type FieldOperand = { readonly path: readonly string[]; readonly field: ValueType };

export type Predicate =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly left: Predicate; readonly right: Predicate }
  | { readonly kind: 'not'; readonly of: Predicate }
  | { readonly kind: 'choice'; readonly when: Predicate; readonly then: Predicate; readonly otherwise: Predicate }
  /** Both true or both false; with `isEqual` false: exactly one of them true. */
  | { readonly kind: 'same'; readonly isEqual: boolean; readonly left: Predicate; readonly right: Predicate }
  | { readonly kind: 'flag'; readonly of: FieldOperand }
  | { readonly kind: 'has'; readonly of: FieldOperand }
  | { readonly kind: 'compare'; readonly comparison: Comparison; readonly left: Operand; readonly right: Operand }
  | {
      readonly kind: 'among';
      readonly item: Operand;
      readonly values: readonly (string | number | boolean)[];
    }
  /** The text is an item of the list. */
  | { readonly kind: 'member'; readonly item: Operand; readonly list: FieldOperand }
  | { readonly kind: 'text'; readonly test: TextTest; readonly text: Operand; readonly part: Operand }
  | { readonly kind: 'unknown' };

const UNKNOWN: Predicate = { kind: 'unknown' };

/** `source` has compiled against these variables. */
export function readPredicate(source: string, variables: Variables): Predicate {
  return predicate(variables, parseTree(source));
}

function predicate(variables: Variables, node: ASTNode): Predicate {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean' ? { kind: 'constant', value: node.args } : UNKNOWN;
    case 'id':
    case '.':
    case '[]': {
      const field = fieldOf(variables, node);
      return field?.field === 'bool' ? { kind: 'flag', of: field } : UNKNOWN;
    }
    case '&&':
    case '||': {
      const [left, right] = node.args;
      const kind = node.op === '&&' ? 'and' : 'or';
      return { kind, left: predicate(variables, left), right: predicate(variables, right) };
    }
    case '!_':
      return { kind: 'not', of: predicate(variables, node.args) };
    case '?:': {
      const [when, then, otherwise] = node.args.map((part) => predicate(variables, part));
      return when === undefined || then === undefined || otherwise === undefined
        ? UNKNOWN
        : { kind: 'choice', when, then, otherwise };
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(variables, node.op, node.args);
    case 'in':
      return membership(variables, node.args);
    case 'call': {
      const [name, args] = node.args;
      return name === 'has' ? presence(variables, args) : UNKNOWN;
    }
    case 'rcall':
      return textTest(variables, node.args);
    default:
      return UNKNOWN;
  }
}

function comparison(
  variables: Variables,
  operator: Comparison,
  [leftNode, rightNode]: readonly [ASTNode, ASTNode],
): Predicate {
  const left = operand(variables, leftNode);
  const right = operand(variables, rightNode);
  if (left !== null && right !== null && left.type === right.type && left.type !== 'bool')
    return { kind: 'compare', comparison: operator, left, right };
  if (operator !== '==' && operator !== '!=') return UNKNOWN;
  // Of two bools; parts that give something else are unknown here.
  const [of, to] = [predicate(variables, leftNode), predicate(variables, rightNode)];
  if (of.kind === 'unknown' || to.kind === 'unknown') return UNKNOWN;
  return { kind: 'same', isEqual: operator === '==', left: of, right: to };
}

function membership(variables: Variables, [itemNode, listNode]: readonly [ASTNode, ASTNode]): Predicate {
  const item = operand(variables, itemNode);
  if (item === null) return UNKNOWN;
  if (listNode.op !== 'list') {
    const list = fieldOf(variables, listNode);
    return list?.field === 'string_list' && item.type === 'text' ? { kind: 'member', item, list } : UNKNOWN;
  }
  const values = listNode.args.map((each) => operand(variables, each));
  const literals = values.flatMap((value) =>
    value?.kind === 'literal' && value.type === item.type ? [value.value] : [],
  );
  return literals.length === values.length ? { kind: 'among', item, values: literals } : UNKNOWN;
}

function presence(variables: Variables, args: readonly ASTNode[]): Predicate {
  const [path] = args;
  const field = path === undefined ? null : fieldOf(variables, path);
  return field === null ? UNKNOWN : { kind: 'has', of: field };
}

const TEXT_TESTS: readonly TextTest[] = ['startsWith', 'endsWith', 'contains'];

function textTest(
  variables: Variables,
  [name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]],
): Predicate {
  const test = TEXT_TESTS.find((known) => known === name);
  const text = operand(variables, receiver);
  const part = args[0] === undefined ? null : operand(variables, args[0]);
  if (test === undefined || text?.type !== 'text' || part?.type !== 'text') return UNKNOWN;
  return { kind: 'text', test, text, part };
}

/** Null where the value is computed in a way that only the engine knows. */
function operand(variables: Variables, node: ASTNode): Operand | null {
  switch (node.op) {
    case 'value':
      return literal(node.args);
    case '-_': {
      const inner = operand(variables, node.args);
      return inner?.kind === 'literal' && typeof inner.value === 'number' ? { ...inner, value: 0 - inner.value } : null;
    }
    case 'id':
    case '.':
    case '[]': {
      const field = fieldOf(variables, node);
      const type = field === null ? undefined : OPERAND_TYPES[field.field];
      return field === null || type === undefined ? null : { kind: 'field', ...field, type };
    }
    case 'call': {
      const [name, args] = node.args;
      return called(variables, name, args);
    }
    case 'rcall': {
      const [name, receiver, args] = node.args;
      return name === 'size' ? called(variables, name, [receiver, ...args]) : null;
    }
    default:
      return null;
  }
}

const OPERAND_TYPES: { readonly [type in ValueType]?: OperandType } = {
  string: 'text',
  int: 'number',
  double: 'number',
  bool: 'bool',
  date: 'date',
  datetime: 'instant',
};

function literal(value: unknown): Operand | null {
  if (typeof value === 'bigint') return { kind: 'literal', value: Number(value), type: 'number' };
  if (typeof value === 'number') return { kind: 'literal', value, type: 'number' };
  // Such a text cannot be sent to a database, and no stored text can be equal to it.
  if (typeof value === 'string')
    return value.isWellFormed() && !value.includes('\0') ? { kind: 'literal', value, type: 'text' } : null;
  return typeof value === 'boolean' ? { kind: 'literal', value, type: 'bool' } : null;
}

function called(variables: Variables, name: string, args: readonly ASTNode[]): Operand | null {
  const [first, second] = args;
  if (first === undefined) return null;
  switch (name) {
    case 'date':
      return first.op === 'value' && typeof first.args === 'string' && dateParts(first.args) !== undefined
        ? { kind: 'literal', value: first.args, type: 'date' }
        : null;
    case 'timestamp':
      return first.op === 'value' && typeof first.args === 'string'
        ? { kind: 'literal', value: Temporal.Instant.from(first.args).epochMilliseconds, type: 'instant' }
        : null;
    case 'size': {
      const field = fieldOf(variables, first);
      return field === null ? null : { kind: 'size', of: field, type: 'number' };
    }
    case 'year':
    case 'month':
    case 'day': {
      const of = operand(variables, first);
      return of?.type === 'date' ? { kind: 'date_part', part: name, of, type: 'number' } : null;
    }
    case 'days_between': {
      const from = operand(variables, first);
      const to = second === undefined ? null : operand(variables, second);
      return from?.type === 'instant' && to?.type === 'instant'
        ? { kind: 'days_between', from, to, type: 'number' }
        : null;
    }
    default:
      return null;
  }
}

function fieldOf(variables: Variables, node: ASTNode): FieldOperand | null {
  const path = pathOf(node);
  if (path === null) return null;
  const found = findField(variables, path);
  return found.ok ? { path, field: found.field.type } : null;
}

/** Null for the variable of a comprehension and for everything else that is no path. */
function pathOf(node: ASTNode): readonly string[] | null {
  if (node.op === 'id') return [node.args];
  if (node.op === '.') {
    const [group, name] = node.args;
    const path = pathOf(group);
    return path === null ? null : [...path, name];
  }
  if (node.op !== '[]') return null;
  const [group, index] = node.args;
  const path = pathOf(group);
  return path === null || index.op !== 'value' || typeof index.args !== 'string' ? null : [...path, index.args];
}
