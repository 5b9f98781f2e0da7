// Finds the variables that a parsed template uses and that nobody will supply: `customer.fist_name`.
// Strictness lives here, before anything is sent: at rendering, a value that a customer does not have is simply empty.

import {
  type Arguments,
  AssignTag,
  CaptureTag,
  EchoTag,
  ForTag,
  Output,
  type PropertyAccessToken,
  type Template,
  type Token,
  TypeGuards,
  toValueSync,
  Value,
} from 'liquidjs';
import { nearest, shown } from '../rules/expression-schema.ts';
import { ANY, type Shape, VALUE } from './template-shape.ts';

export type Unknown = { readonly message: string; readonly expected: string; readonly token: Token };

/** Names that a template made itself, on top of the variables. */
type Scope = Map<string, Shape>;

/** The first variable that is not there; null when all are. `mayHoldGroup`: the value goes into JSON as it is. */
export function findUnknown(templates: readonly Template[], shape: Shape, mayHoldGroup: boolean): Unknown | null {
  try {
    check(templates, { shape, scope: new Map(), mayHoldGroup });
    return null;
  } catch (error) {
    if (error instanceof UnknownVariable) return error.found;
    throw error;
  }
}

/** Leaves the walk through nested tags at once; never seen outside this file. */
class UnknownVariable extends Error {
  readonly found: Unknown;

  constructor(found: Unknown) {
    super(found.message);
    this.found = found;
  }
}

type Walk = { readonly shape: Shape; readonly scope: Scope; readonly mayHoldGroup: boolean };

function check(templates: readonly Template[], walk: Walk): void {
  for (const template of templates) checkTemplate(template, walk);
}

function checkTemplate(template: Template, walk: Walk): void {
  if (template instanceof ForTag) {
    checkLoop(template, walk);
    return;
  }
  const [shape] = checkArguments(template.arguments?.() ?? [], walk);
  if ((template instanceof Output || template instanceof EchoTag) && !walk.mayHoldGroup) {
    refuseGroup(template, shape);
  }
  for (const child of childrenOf(template)) checkTemplate(child, walk);
  if (template instanceof AssignTag || template instanceof CaptureTag) {
    for (const name of template.localScope()) {
      const text = typeof name === 'string' ? name : name.content;
      walk.scope.set(text, template instanceof AssignTag ? (shape ?? ANY) : VALUE);
    }
  }
}

function checkLoop(loop: ForTag, walk: Walk): void {
  const [collection = ANY] = checkArguments(loop.arguments(), walk);
  const item = collection.kind === 'list' ? collection.of : ANY;
  const scope = new Map(walk.scope).set(loop.variable, item).set('forloop', ANY);
  check(loop.templates, { ...walk, scope });
  check(loop.elseTemplates, walk);
  // What the body assigned stays after the loop; its own variable does not.
  for (const [name, shape] of scope) if (name !== loop.variable && name !== 'forloop') walk.scope.set(name, shape);
}

function childrenOf(template: Template): readonly Template[] {
  if (template.children === undefined) return [];
  const children: Template[] = toValueSync(template.children(false, true));
  return children;
}

/** The shape of each argument; ANY where filters or operators make something else of it. */
function checkArguments(found: Arguments, walk: Walk): readonly Shape[] {
  return [...found].map((argument) => {
    if (!(argument instanceof Value)) return checkToken(argument, walk);
    const { postfix } = argument.initial;
    const shapes = postfix.map((token) => checkToken(token, walk));
    for (const filter of argument.filters) {
      for (const given of filter.args) {
        const token = Array.isArray(given) ? given[1] : given;
        if (token !== undefined) checkToken(token, walk);
      }
      const [only] = postfix;
      if (filter.name === 'date' && only !== undefined) refuseNow(only);
    }
    const [only] = shapes;
    return only !== undefined && shapes.length === 1 && argument.filters.length === 0 ? only : ANY;
  });
}

function checkToken(token: Token, walk: Walk): Shape {
  if (TypeGuards.isRangeToken(token)) {
    checkToken(token.lhs, walk);
    checkToken(token.rhs, walk);
    return { kind: 'list', of: VALUE };
  }
  return TypeGuards.isPropertyAccessToken(token) ? follow(token, walk) : ANY;
}

function follow(path: PropertyAccessToken, walk: Walk): Shape {
  const [root, ...rest] = path.props;
  let shape: Shape = ANY;
  let written = '';
  let steps = rest;
  if (path.variable === undefined && root !== undefined) {
    const name = nameOf(root);
    const own = name === null ? undefined : walk.scope.get(name);
    if (own === undefined) {
      shape = walk.shape;
      steps = path.props;
    } else {
      shape = own;
      written = name ?? '';
    }
  }
  for (const step of steps) {
    shape = stepInto(shape, { step, path, written }, walk);
    written = written === '' ? (nameOf(step) ?? '') : `${written}.${nameOf(step) ?? '…'}`;
  }
  return shape;
}

type Step = { readonly step: Token; readonly path: PropertyAccessToken; readonly written: string };

function stepInto(shape: Shape, { step, path, written }: Step, walk: Walk): Shape {
  const name = nameOf(step);
  if (name === null) checkToken(step, walk);
  const place = written === '' ? (name ?? '') : `${written}.${name ?? '…'}`;
  switch (shape.kind) {
    case 'any':
      return ANY;
    case 'value':
      if (name === 'size' || name === 'first' || name === 'last') return VALUE;
      throw new UnknownVariable({ message: `${written} is a single value`, expected: written, token: path });
    case 'list':
      if (name === 'size') return VALUE;
      if (name === null || name === 'first' || name === 'last' || /^-?\d+$/.test(name)) return shape.of;
      throw new UnknownVariable({
        message: `${written} is a list and has no ${name}`,
        expected: `{% for item in ${written} %}, or ${written}.first`,
        token: path,
      });
    case 'group':
      return fieldOf(shape.fields, { name, place, written, path });
  }
}

function fieldOf(
  fields: { readonly [name: string]: Shape },
  { name, place, written, path }: { name: string | null; place: string; written: string; path: PropertyAccessToken },
): Shape {
  const known = name !== null && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (known !== undefined) return known;
  const names = Object.keys(fields);
  const prefix = written === '' ? '' : `${written}.`;
  if (name === null) {
    throw new UnknownVariable({
      message: `${place} is looked up by a name that is known only when the message is sent`,
      expected: `the name written out, such as ${prefix}${names[0] ?? 'name'}`,
      token: path,
    });
  }
  const best = nearest(name, names);
  throw new UnknownVariable({
    message: `unknown variable ${place}`,
    expected: best === undefined ? oneOf(prefix, names) : `${prefix}${best}`,
    token: path,
  });
}

function oneOf(prefix: string, names: readonly string[]): string {
  if (names.length === 0) return `nothing: ${prefix.slice(0, -1)} has no fields`;
  return `one of: ${shown(names.map((name) => `${prefix}${name}`))}`;
}

/** Null for a name that only rendering will know, such as the `[x]` of `customer.custom[x]`. */
function nameOf(token: Token): string | null {
  const isWritten = TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token) || TypeGuards.isWordToken(token);
  return isWritten ? String(token.content) : null;
}

function refuseGroup(template: Template, shape: Shape | undefined): void {
  const isGroup = shape?.kind === 'group' || (shape?.kind === 'list' && shape.of.kind === 'group');
  if (!isGroup) return;
  const written = template.token.getText();
  throw new UnknownVariable({
    message: `${written} is not a single value`,
    expected: shape.kind === 'group' ? `one of its fields: ${shown(Object.keys(shape.fields))}` : 'a {% for %} over it',
    token: template.token,
  });
}

/** `'now' | date` would say something else at each attempt. */
function refuseNow(token: Token): void {
  if (!TypeGuards.isQuotedToken(token) || !/^(now|today)$/.test(String(token.content))) return;
  throw new UnknownVariable({
    message: `a template does not know what time it is (${token.getText()})`,
    expected: 'message.created_at',
    token,
  });
}
