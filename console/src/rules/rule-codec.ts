// Between the language of expressions and the tree of the visual editor. An expression becomes a tree only where the tree says
// exactly the same: it is written again, parsed again, and compared part by part. Everything else stays code.
import { type ASTNode, parse } from '@marcbachmann/cel-js';
import {
  COMPARISONS,
  type Comparison,
  type Condition,
  type Group,
  isGroup,
  type Literal,
  NO_CONDITIONS,
  type Operator,
  TEXT_TESTS,
  type TextTest,
  takesNoValue,
} from './rule-tree.ts';

export type Read = { readonly ok: true; readonly tree: Group } | { readonly ok: false; readonly reason: string };

/** What cannot be shown as a tree, and why. */
class NoTree extends Error {}

export function readRule(source: string): Read {
  if (source.trim() === '') return { ok: true, tree: NO_CONDITIONS };
  try {
    const ast = parse(source).ast;
    const tree = groupOf(ast);
    const again = writeRule(tree);
    if (again === null || shapeOf(parse(again).ast) !== shapeOf(ast)) return no(source);
    return { ok: true, tree };
  } catch (error) {
    if (error instanceof NoTree) return { ok: false, reason: error.message };
    return { ok: false, reason: `This is no expression yet: ${firstLine(error)}` };
  }
}

function no(part: string): Read {
  return { ok: false, reason: reasonFor(part) };
}

function reasonFor(part: string): string {
  return `The visual editor has no words for ${part}`;
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function give(node: ASTNode): never {
  throw new NoTree(reasonFor(node.input.slice(node.range.start, node.range.end)));
}

/** The text of a tree; null while a condition lacks its field or value. Without conditions: nothing. */
export function writeRule(tree: Group): string | null {
  if (tree.rules.length === 0) return '';
  const parts = tree.rules.map(writePart);
  if (parts.some((part) => part === null)) return null;
  const text = parts.join(tree.combinator === 'and' ? ' && ' : ' || ');
  return tree.not === true ? `!(${text})` : text;
}

function writePart(part: Condition | Group): string | null {
  if (!isGroup(part)) return writeCondition(part);
  if (part.rules.length === 0) return null;
  const text = writeRule(part);
  return text === null || part.not === true ? text : `(${text})`;
}

function writeCondition({ field, operator, value }: Condition): string | null {
  if (field === '') return null;
  const literals = value.map(writeLiteral);
  const [first = null] = literals;
  if (takesNoValue(operator)) return writeQuestion(field, operator);
  if (first === null || literals.some((text) => text === null)) return null;
  switch (operator) {
    case 'in':
      return `${field} in [${literals.join(', ')}]`;
    case 'not in':
      return `!(${field} in [${literals.join(', ')}])`;
    case 'includes':
      return `${first} in ${field}`;
    case 'not includes':
      return `!(${first} in ${field})`;
    default:
      return isComparison(operator) ? `${field} ${operator} ${first}` : writeTextTest(field, operator, first);
  }
}

function writeQuestion(field: string, operator: Operator): string {
  if (operator === 'is there') return `has(${field})`;
  if (operator === 'is missing') return `!has(${field})`;
  return operator === 'is true' ? field : `!${field}`;
}

function writeTextTest(field: string, operator: Operator, literal: string): string {
  const isNot = operator.startsWith('not ');
  const call = `${field}.${isNot ? operator.slice('not '.length) : operator}(${literal})`;
  return isNot ? `!${call}` : call;
}

function isComparison(operator: string): operator is Comparison {
  return COMPARISONS.some((one) => one === operator);
}

const SPELLINGS = {
  int: /^-?\d{1,16}$/,
  double: /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/,
  bool: /^(true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}T.+$/,
} as const;

/** Null where the text is none of its type, such as a number that nobody has typed yet. */
function writeLiteral({ type, text }: Literal): string | null {
  if (type === 'string') return JSON.stringify(text);
  if (!SPELLINGS[type].test(text)) return null;
  if (type === 'date') return `date(${JSON.stringify(text)})`;
  if (type === 'datetime') return `timestamp(${JSON.stringify(text)})`;
  return type === 'double' && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function groupOf(node: ASTNode): Group {
  if (node.op === '!_' && conditionOf(node) === null) return { ...groupOf(node.args), not: true, ...single(node.args) };
  if (node.op !== '&&' && node.op !== '||') return { combinator: 'and', rules: [conditionOf(node) ?? give(node)] };
  return { combinator: node.op === '&&' ? 'and' : 'or', rules: chainOf(node, node.op).map(partOf) };
}

/** Turned round twice: the inner turn is a group of its own. */
function single(inner: ASTNode): Partial<Group> {
  return inner.op === '!_' && conditionOf(inner) === null ? { combinator: 'and', rules: [groupOf(inner)] } : {};
}

/** `a && b && c` is one group of three; what stands in brackets on the right is a group of its own. */
function chainOf(node: ASTNode, operator: '&&' | '||'): readonly ASTNode[] {
  if (node.op !== '&&' && node.op !== '||') return [node];
  if (node.op !== operator) return [node];
  const [left, right] = node.args;
  return [...chainOf(left, operator), right];
}

function partOf(node: ASTNode): Condition | Group {
  const condition = conditionOf(node);
  return condition ?? groupOf(node);
}

/** Null for what is a group, or has no words. */
function conditionOf(node: ASTNode): Condition | null {
  const plain = plainCondition(node);
  if (plain !== null || node.op !== '!_') return plain;
  const inner = plainCondition(node.args);
  const turned = inner === null ? undefined : TURNED[inner.operator];
  return inner === null || turned === undefined ? null : { ...inner, operator: turned };
}

/** A comparison turned round is not the opposite one: where the value is missing, neither is met. */
const TURNED: { readonly [operator in Operator]?: Operator } = {
  in: 'not in',
  includes: 'not includes',
  'is there': 'is missing',
  'is true': 'is false',
  startsWith: 'not startsWith',
  endsWith: 'not endsWith',
  contains: 'not contains',
};

function plainCondition(node: ASTNode): Condition | null {
  switch (node.op) {
    case 'id':
    case '.':
    case '[]':
      return asked(node, 'is true');
    case 'call': {
      const [name, [argument]] = node.args;
      return name === 'has' && argument !== undefined ? asked(argument, 'is there') : null;
    }
    case 'rcall':
      return textTestOf(node.args);
    case 'in':
      return membershipOf(node.args);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [left, right] = node.args;
      return withValues(pathOf(left), node.op, [literalOf(right)]);
    }
    default:
      return null;
  }
}

function asked(node: ASTNode, operator: Operator): Condition | null {
  const field = pathOf(node);
  return field === null ? null : { field, operator, value: [] };
}

function textTestOf([name, receiver, args]: readonly [string, ASTNode, ASTNode[]]): Condition | null {
  const test = TEXT_TESTS.find((one): one is TextTest => one === name);
  const [argument] = args;
  const literal = argument === undefined ? null : literalOf(argument);
  if (test === undefined || args.length !== 1 || literal?.type !== 'string') return null;
  return withValues(pathOf(receiver), test, [literal]);
}

function membershipOf([item, list]: readonly [ASTNode, ASTNode]): Condition | null {
  if (list.op === 'list') {
    return list.args.length === 0 ? null : withValues(pathOf(item), 'in', list.args.map(literalOf));
  }
  return withValues(pathOf(list), 'includes', [literalOf(item)]);
}

function withValues(field: string | null, operator: Operator, literals: readonly (Literal | null)[]): Condition | null {
  const value = literals.flatMap((literal) => literal ?? []);
  return field === null || value.length < literals.length ? null : { field, operator, value };
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A path of names, as it is written; null for anything that is worked out. */
function pathOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args;
  if (node.op === '.') {
    const [of, name] = node.args;
    const path = pathOf(of);
    return path === null || !NAME.test(name) ? null : `${path}.${name}`;
  }
  if (node.op !== '[]') return null;
  const [of, key] = node.args;
  const path = pathOf(of);
  const name = key.op === 'value' ? key.args : null;
  return path === null || typeof name !== 'string' ? null : `${path}[${JSON.stringify(name)}]`;
}

function literalOf(node: ASTNode): Literal | null {
  if (node.op === 'value') return plainLiteral(node.args);
  if (node.op === '-_') {
    const inner = literalOf(node.args);
    const isNumber = inner?.type === 'int' || inner?.type === 'double';
    return isNumber && !inner.text.startsWith('-') ? { type: inner.type, text: `-${inner.text}` } : null;
  }
  if (node.op !== 'call') return null;
  const [name, args] = node.args;
  const [argument] = args;
  const text = argument?.op === 'value' ? argument.args : null;
  if (typeof text !== 'string' || args.length !== 1) return null;
  if (name === 'date') return { type: 'date', text };
  return name === 'timestamp' ? { type: 'datetime', text } : null;
}

function plainLiteral(value: unknown): Literal | null {
  switch (typeof value) {
    case 'string':
      return { type: 'string', text: value };
    case 'boolean':
      return { type: 'bool', text: String(value) };
    case 'bigint':
      return { type: 'int', text: String(value) };
    case 'number':
      return Number.isFinite(value) ? { type: 'double', text: doubleText(value) } : null;
    default:
      return null;
  }
}

function doubleText(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** The tree of an expression as text: operators and values in their order, without places and brackets. */
export function shapeOf(node: unknown): string {
  if (Array.isArray(node)) return `[${node.map(shapeOf).join()}]`;
  if (typeof node === 'bigint') return `${node}n`;
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? 'nothing';
  if ('op' in node && 'args' in node) return `${String(node.op)}(${shapeOf(node.args)})`;
  return String(node);
}
