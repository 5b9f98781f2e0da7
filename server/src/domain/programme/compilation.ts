// The working state of one compilation: what was found wrong, what counts what, and how names and expressions are resolved.
// Lives only inside `compileProgramme`.

import { shortHash } from '../ids.ts';
import { COMPLETED } from '../purchases/basket.ts';
import { compileExpression, type Expression, type Variables } from '../rules/expression.ts';
import { nearest } from '../rules/expression-schema.ts';
import { type Span, spanText } from '../time.ts';
import { type Finding, oneOf, type Path } from './issue.ts';
import { isPlatformEvent, PLATFORM_EVENTS } from './platform-events.ts';
import { type Metric, type Window, windowKey } from './programme.ts';
import type { ProgrammeDocument } from './schema.ts';
import { customerVariables, eventVariables } from './variables.ts';

export type Compilation = {
  readonly document: ProgrammeDocument;
  readonly findings: Finding[];
  readonly metrics: Map<string, Metric>;
  readonly windows: Map<string, Window>;
  readonly customer: Variables;
  /** Named audiences by name; null where the expression did not compile. */
  readonly audiences: Map<string, Expression | null>;
};

export function openCompilation(document: ProgrammeDocument): Compilation {
  return {
    document,
    findings: [],
    metrics: new Map(),
    windows: new Map(),
    customer: customerVariables(document),
    audiences: new Map(),
  };
}

export function report(compilation: Compilation, path: Path, problem: string, expected: string): void {
  compilation.findings.push({ path, problem, expected });
}

export type Named = { readonly [name: string]: unknown };

/** Reports a name that is not declared, with the nearest one that is. */
export function resolve(compilation: Compilation, path: Path, noun: string, name: string, declared: Named): boolean {
  if (Object.hasOwn(declared, name)) return true;
  const names = Object.keys(declared);
  report(compilation, path, `${noun} ${name} is not declared`, nearest(name, names) ?? oneOf(names));
  return false;
}

export function resolveEvent(compilation: Compilation, path: Path, event: string): boolean {
  if (isPlatformEvent(event)) return resolve(compilation, path, 'platform event', event, PLATFORM_EVENTS);
  return resolve(compilation, path, 'event', event, compilation.document.events);
}

export type ExpressionRequest = {
  readonly path: Path;
  readonly source: string;
  readonly variables: Variables;
  readonly result: 'bool' | 'int';
};

export function expression(compilation: Compilation, request: ExpressionRequest): Expression | null {
  const compiled = compileExpression(request.source, request.variables, request.result);
  if (compiled.ok) return compiled.expression;
  const column = compiled.offset === undefined ? '' : ` (character ${compiled.offset + 1} of the expression)`;
  report(compilation, request.path, `${compiled.message}${column}`, compiled.expected);
  return null;
}

/** An audience by its name, or an expression written in place. */
export function audience(compilation: Compilation, path: Path, written: string): Expression | null {
  const named = compilation.audiences.get(written);
  if (named !== undefined) return named;
  if (/^[a-z][a-z0-9_-]*$/.test(written)) {
    resolve(compilation, path, 'audience', written, compilation.document.audiences);
    return null;
  }
  return expression(compilation, { path, source: written, variables: compilation.customer, result: 'bool' });
}

/** A restriction on one event, which may also look at the customer. */
export function restriction(
  compilation: Compilation,
  path: Path,
  event: string,
  source: string | undefined,
): Expression | null {
  if (source === undefined) return null;
  const variables = eventVariables(compilation.document, [event]);
  return expression(compilation, { path, source, variables, result: 'bool' });
}

/** Counts by the same name share their rows: an event, and the hash of its restriction. */
export function countUnder(compilation: Compilation, event: string, when: Expression | null): string {
  const name = when === null ? event : `${event}?${shortHash(when.source.trim())}`;
  const metric: Metric = { name, event, when, purchase: null, measure: 'count' };
  if (!compilation.metrics.has(name)) compilation.metrics.set(name, metric);
  return name;
}

/** The same for purchases of a kind, or for what is spent in them. */
export function countPurchases(compilation: Compilation, counted: Omit<Metric, 'name' | 'event'>): string {
  const { when, purchase, measure } = counted;
  const text = JSON.stringify([when?.source.trim() ?? null, purchase, measure]);
  const name = `${COMPLETED}?${shortHash(text)}`;
  if (!compilation.metrics.has(name)) compilation.metrics.set(name, { name, event: COMPLETED, ...counted });
  return name;
}

export function windowOf(compilation: Compilation, system: string, account: string, span: Span | null): Window {
  const key = windowKey(system, account, span === null ? 'ever' : spanText(span));
  const known = compilation.windows.get(key);
  if (known !== undefined) return known;
  const made: Window = { key, system, account, span };
  compilation.windows.set(key, made);
  return made;
}

/** A span of nothing would make a date that comes due for ever. */
export function requireLength(compilation: Compilation, path: Path, span: Span | undefined): void {
  if (span !== undefined && span.count === 0)
    report(compilation, path, 'found a span of no length', 'a span such as "12 months"');
}
