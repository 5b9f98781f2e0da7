// Liquid templates behind one file: parsed once, checked against the variables that there will be, rendered without
// clock, chance, files or unbounded work. Which parts of a message are templates is written in `variant.ts`.

import { Context, LiquidError, type Template as Node, Output, type Token, toValueSync } from 'liquidjs';
import type { Json, JsonObject } from '../facts.ts';
import { findUnknown } from './template-check.ts';
import { BoundedEmitter, ENGINES, FILTERS, SOURCE_MAX, TAGS, type TemplateMode, toJson } from './template-engine.ts';
import type { Shape } from './template-shape.ts';

export type Template = {
  readonly mode: TemplateMode;
  readonly nodes: readonly Node[];
  /** The one output that a template of mode `value` consists of; null where text surrounds it. */
  readonly only: Output | null;
};

export type Compiled =
  | { readonly ok: true; readonly template: Template }
  | {
      readonly ok: false;
      readonly message: string;
      readonly expected: string;
      readonly at: { readonly line: number; readonly column: number } | null;
    };

export type Rendered = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly message: string };

/** Without a shape (a trial before there is a programme) variables are not checked. */
export function compileTemplate(source: string, shape: Shape | null, mode: TemplateMode = 'text'): Compiled {
  let nodes: readonly Node[];
  try {
    nodes = ENGINES[mode].parse(source);
  } catch (error) {
    return parseFailure(error);
  }
  const [first] = nodes;
  const only = mode === 'value' && nodes.length === 1 && first instanceof Output ? first : null;
  const unknown = shape === null ? null : findUnknown(nodes, shape, only !== null);
  if (unknown === null) return { ok: true, template: { mode, nodes, only } };
  return { ok: false, message: unknown.message, expected: unknown.expected, at: placeOf(unknown.token) };
}

/** Never throws: what a template cannot make of these variables is a message. */
export function renderTemplate(template: Template, variables: JsonObject): Rendered {
  const engine = ENGINES[template.mode];
  const context = new Context({ ...variables }, engine.options, { sync: true }, { liquid: engine });
  try {
    if (template.only !== null) {
      return { ok: true, value: toJson(toValueSync(template.only.value.value(context, true)), 0) };
    }
    const written = new BoundedEmitter(context);
    toValueSync(engine.renderer.renderTemplates([...template.nodes], context, written));
    return { ok: true, value: written.buffer };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ok: false, message: reasonOf(error) };
  }
}

function parseFailure(error: unknown): Compiled {
  if (!(error instanceof Error)) throw error;
  const message = reasonOf(error);
  return {
    ok: false,
    message,
    expected: expectedInstead(message),
    at: LiquidError.is(error) ? placeOf(error.token) : null,
  };
}

/** The library appends place and source to its messages; both are said apart. */
function reasonOf(error: Error): string {
  const inner = LiquidError.is(error) ? error.originalError : undefined;
  return (inner?.message ?? error.message).replace(/, line:\d+, col:\d+$/, '').slice(0, 300);
}

function expectedInstead(message: string): string {
  if (message.startsWith('undefined filter')) return `one of: ${FILTERS.join(', ')}`;
  if (/^tag .* not found$/.test(message)) return `one of: ${TAGS.filter((name) => name !== '#').join(', ')}`;
  if (message.includes('limit exceeded')) return `at most ${SOURCE_MAX} characters`;
  return 'a Liquid template such as "Hello {{ customer.first_name }}"';
}

function placeOf(token: Token): { readonly line: number; readonly column: number } {
  const [line = 1, column = 1] = token.getPosition();
  return { line, column };
}
