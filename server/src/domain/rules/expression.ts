// Compiles the expressions of a programme: the CEL grammar, type-checked against what is declared, into a pure function of plain values.
// The grammar is cel-js's parser; its evaluator is not used (docs/expressions.md says why). No clock, no locale, no JavaScript RegExp.

import { loop, type Macro, macroNamed, resultType } from './expression-comprehension.ts';
import { call } from './expression-functions.ts';
import { binary, choice, logic, negation, not } from './expression-operators.ts';
import { AST_LIMITS, type ASTNode, ParseError, parseTree } from './expression-parser.ts';
import { aType, commonType, type Part, type PartType, Refusal, refuse, type ScalarType } from './expression-part.ts';
import { findField, type Variables, writtenPath } from './expression-schema.ts';
import {
  type ExpressionValues,
  type Failure,
  hasField,
  isFailure,
  isList,
  type Run,
  readField,
  ruleError,
  type Scalar,
  STEPS_MAX,
} from './expression-value.ts';

export type { Field, FieldGroup, ValueType, Variables } from './expression-schema.ts';
export type { ExpressionValues } from './expression-value.ts';

export type ResultType = 'bool' | 'int' | 'string';
export type Expression = {
  readonly source: string;
  readonly result: ResultType;
  /** Dotted paths in order of appearance, those only asked for with has() included: `customer.custom.shoe_size`. */
  readonly reads: readonly string[];
  readonly evaluate: (values: ExpressionValues) => Evaluation;
};
export type Evaluation = { readonly ok: true; readonly value: boolean | number | string } | Failure;
export type Compilation =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly message: string; readonly expected: string; readonly offset?: number };

/** A page of text; longer rules are split into audiences and behaviors that have names. */
const SOURCE_MAX = 4_000;
/** Two levels answer "has one of these for each of those"; a third only costs. */
const COMPREHENSION_DEPTH_MAX = 2;

const UNEXPECTED = ruleError('the expression could not be evaluated');

export function compileExpression(source: string, variables: Variables, result: ResultType): Compilation {
  if (source.length > SOURCE_MAX) {
    return {
      ok: false,
      message: `the expression is ${source.length} characters long`,
      expected: `at most ${SOURCE_MAX} characters`,
    };
  }
  if (!source.isWellFormed())
    return { ok: false, message: 'the expression holds half a character', expected: 'valid Unicode text' };
  try {
    const context: Context = { variables, reads: new Set(), iterations: [], parts: 0 };
    const part = compile(context, parseTree(source));
    if (part.type !== result) return refuseResult(part, result);
    return { ok: true, expression: { source, result, reads: [...context.reads], evaluate: evaluation(part.run) } };
  } catch (error) {
    if (error instanceof Refusal)
      return { ok: false, message: error.message, expected: error.expected, offset: error.offset };
    if (error instanceof ParseError) return unreadable(error, source);
    throw error;
  }
}

function refuseResult(part: Part, result: ResultType): never {
  const expected =
    result === 'int' && part.type === 'double'
      ? 'a whole number: int(…) cuts off the fraction'
      : `an expression of type ${result}`;
  return refuse(part.offset, `the expression gives ${aType(part.type)}`, expected);
}

function unreadable(error: ParseError, source: string): Compilation {
  const offset = error.range?.start;
  if (error.code === 'limit_exceeded') {
    const expected = `at most ${AST_LIMITS.maxAstNodes} parts, ${AST_LIMITS.maxDepth} inside each other`;
    return { ok: false, message: 'the expression has too many parts', expected };
  }
  const expected =
    offset !== undefined && offset >= source.length ? 'the rest of the expression' : 'an expression in CEL';
  return { ok: false, message: error.summary, expected, ...(offset === undefined ? {} : { offset }) };
}

function evaluation(run: Run): (values: ExpressionValues) => Evaluation {
  return (values) => {
    try {
      const value = run({ values, items: [], stepsLeft: STEPS_MAX });
      if (isFailure(value)) return value;
      return isList(value) ? UNEXPECTED : { ok: true, value };
    } catch {
      // Nothing here throws for any JSON value; an object with throwing getters may. A rule must never stop the fact it judges.
      return UNEXPECTED;
    }
  };
}

type Iteration = { readonly name: string; readonly type: ScalarType };
type Context = {
  readonly variables: Variables;
  readonly reads: Set<string>;
  /** The comprehensions around the node, outermost first. */
  readonly iterations: Iteration[];
  /** Counts compiled nodes, so that a comprehension knows how many its body has. */
  parts: number;
};

function compile(context: Context, node: ASTNode): Part {
  context.parts += 1;
  switch (node.op) {
    case 'value':
      return literal(node.args, node.start);
    case 'id':
    case '.':
    case '[]':
      return identifier(context, node) ?? fieldRead(context, node);
    case 'call': {
      const [name, args] = node.args;
      if (name === 'has') return presence(context, args, node.start);
      return call({ name, isMethod: false, args: args.map((arg) => compile(context, arg)), offset: node.start });
    }
    case 'rcall':
      return methodCall(context, node);
    case 'list':
      return listOf(
        node.args.map((item) => compile(context, item)),
        node.start,
      );
    case '?:': {
      const [condition, whenTrue, whenFalse] = node.args;
      return choice(compile(context, condition), compile(context, whenTrue), compile(context, whenFalse));
    }
    case '||':
    case '&&':
      return logic(node.op === '||', compile(context, node.args[0]), compile(context, node.args[1]));
    case '!_':
      return not(compile(context, node.args));
    case '-_':
      return negation(compile(context, node.args));
    case 'map':
    case '.?':
    case '[?]':
      return refuse(node.start, 'maps and optional access are not available', 'declared fields, guarded with has()');
    default:
      return binary(node.op, compile(context, node.args[0]), compile(context, node.args[1]));
  }
}

function literal(value: unknown, offset: number): Part {
  if (value === null)
    return refuse(offset, 'null is not available: a missing value has no value', 'has(field) or !has(field)');
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) return refuse(offset, `${value} is beyond 2^53`, 'a smaller whole number');
    return { type: 'int', run: () => number, offset, literals: [number] };
  }
  if (typeof value === 'number') return { type: 'double', run: () => value, offset, literals: [value] };
  if (typeof value === 'string') return { type: 'string', run: () => value, offset, literals: [value] };
  if (typeof value === 'boolean') return { type: 'bool', run: () => value, offset, literals: [value] };
  return refuse(
    offset,
    'unsigned numbers and bytes are not available',
    'a whole number, a fraction, a text, true or false',
  );
}

/** The variable of an enclosing comprehension; it holds a text or number and has no fields. */
function identifier(context: Context, node: ASTNode): Part | undefined {
  const name = node.op === 'id' ? node.args : undefined;
  const depth = context.iterations.findLastIndex((iteration) => iteration.name === (name ?? rootOf(node)));
  const iteration = context.iterations[depth];
  if (iteration === undefined) return undefined;
  if (name === undefined)
    return refuse(node.start, `${iteration.name} has the type ${iteration.type} and no fields`, iteration.name);
  const notStarted = ruleError(`${name} has no value`);
  return { type: iteration.type, run: (scope) => scope.items[depth] ?? notStarted, offset: node.start };
}

function rootOf(node: ASTNode): string | undefined {
  let root = node;
  while (root.op === '.' || root.op === '[]') root = root.args[0];
  return root.op === 'id' ? root.args : undefined;
}

function fieldRead(context: Context, node: ASTNode): Part {
  const names = namesOf(node);
  const found = findField(context.variables, names);
  if (!found.ok) return refuse(node.start, found.message, found.expected);
  const { type, values } = found.field;
  const written = writtenPath(names);
  if (type === 'json')
    return refuse(
      node.start,
      `${written} is json, which expressions cannot look into`,
      `has(${written}), or an attribute of its own`,
    );
  context.reads.add(names.join('.'));
  const run = readField(names, type);
  if (type === 'string_list')
    return { type: { listOf: 'string' }, run, offset: node.start, isIterable: true, ...(values && { values }) };
  return { type, run, offset: node.start, ...(values && { values }) };
}

/** `customer.custom.shoe_size`, or `customer.custom["shoe-size"]` where a name is no identifier. */
function namesOf(node: ASTNode): readonly string[] {
  if (node.op === 'id') return [node.args];
  if (node.op === '.') return [...namesOf(node.args[0]), node.args[1]];
  if (node.op === '[]') {
    const [group, index] = node.args;
    if (index.op === 'value' && typeof index.args === 'string') return [...namesOf(group), index.args];
    return refuse(
      index.start,
      'lists are not read by position',
      'in, size(), all(), exists(), exists_one(), filter() or map()',
    );
  }
  return refuse(node.start, 'only declared variables have fields', 'a path such as customer.custom.shoe_size');
}

function presence(context: Context, args: readonly ASTNode[], offset: number): Part {
  const [path] = args;
  if (path === undefined || args.length > 1 || (path.op !== '.' && path.op !== '[]')) {
    return refuse(offset, 'has() asks for one field', 'has(customer.custom.shoe_size)');
  }
  const root = rootOf(path);
  if (context.iterations.some(({ name }) => name === root))
    return refuse(path.start, `${root} has no fields`, 'has() of a declared field');
  const names = namesOf(path);
  const found = findField(context.variables, names);
  if (!found.ok) return refuse(path.start, found.message, found.expected);
  context.reads.add(names.join('.'));
  return { type: 'bool', run: hasField(names), offset };
}

function listOf(items: readonly Part[], offset: number): Part {
  const [first] = items;
  if (first === undefined) return refuse(offset, 'the list is empty', 'at least one item');
  let type: PartType | undefined = first.type;
  for (const item of items) type = type && commonType(type, item.type);
  if (typeof type !== 'string')
    return refuse(offset, 'the items of the list differ in type', 'items of one type, such as ["web", "app"]');
  const runs = items.map((item) => item.run);
  const run: Run = (scope) => {
    const values: Scalar[] = [];
    for (const item of runs) {
      const value = item(scope);
      if (typeof value === 'object') return value;
      values.push(value);
    }
    return values;
  };
  const literals = items.flatMap((item) => item.literals ?? []);
  return { type: { listOf: type }, run, offset, ...(literals.length === items.length ? { literals } : {}) };
}

type MethodNode = Extract<ASTNode, { readonly op: 'rcall' }>;

function methodCall(context: Context, node: MethodNode): Part {
  const [name, receiver, args] = node.args;
  const macro = macroNamed(name);
  if (macro !== undefined) return comprehension(context, macro, node);
  return call({
    name,
    isMethod: true,
    args: [receiver, ...args].map((arg) => compile(context, arg)),
    offset: node.start,
  });
}

function comprehension(context: Context, macro: Macro, node: MethodNode): Part {
  const [, receiver, [variable, bodyNode, extra]] = node.args;
  const offset = node.start;
  const usage = `list.${macro}(item, ${macro === 'map' ? 'value' : 'condition'})`;
  const list = compile(context, receiver);
  if (typeof list.type === 'string' || list.isIterable === undefined) {
    return refuse(offset, `${macro} goes over declared lists only`, `${usage} on a string_list such as customer.tags`);
  }
  if (variable?.op !== 'id' || bodyNode === undefined || extra !== undefined)
    return refuse(offset, `${macro} is not called like this`, usage);
  const depth = context.iterations.length;
  if (depth >= COMPREHENSION_DEPTH_MAX) {
    return refuse(
      offset,
      `${macro} stands inside ${depth} others`,
      `at most ${COMPREHENSION_DEPTH_MAX} inside each other`,
    );
  }
  refuseTakenName(context, variable.args, variable.start);
  context.iterations.push({ name: variable.args, type: list.type.listOf });
  const partsBefore = context.parts;
  const body = compile(context, bodyNode);
  context.iterations.pop();
  const type = resultType(macro, list.type.listOf, body.type);
  if (type === undefined) return refuse(body.offset, `${macro} was given ${aType(body.type)} for each item`, usage);
  const run = loop(macro, { list: list.run, body: body.run, depth, bodySize: context.parts - partsBefore });
  return { type, run, offset, ...(typeof type === 'string' ? {} : { isIterable: true }) };
}

/** A second meaning of a name inside one expression is read wrongly sooner or later. */
function refuseTakenName(context: Context, name: string, offset: number): void {
  const isTaken =
    Object.hasOwn(context.variables, name) || context.iterations.some((iteration) => iteration.name === name);
  if (isTaken) refuse(offset, `${name} already has a meaning here`, 'another name for the item');
}
