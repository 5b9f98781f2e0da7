// What all, exists, exists_one, filter and map do to a list, item by item, within the evaluation's budget of steps.
// Which lists may be iterated and how deep is the compiler's decision.

import { assertNever } from '../time.ts';
import type { PartType } from './expression-part.ts';
import { type Failure, isFailure, isList, type Run, type Scalar, spend } from './expression-value.ts';

const MACROS = ['all', 'exists', 'exists_one', 'filter', 'map'] as const;
export type Macro = (typeof MACROS)[number];

/** `body` runs once per item, which stands in `scope.items[depth]`; `bodySize` is how many parts it has. */
export type Loop = { readonly list: Run; readonly body: Run; readonly depth: number; readonly bodySize: number };

export function macroNamed(name: string): Macro | undefined {
  return MACROS.find((macro) => macro === name);
}

export function loop(macro: Macro, parts: Loop): Run {
  switch (macro) {
    case 'all':
      return quantifier(parts, false);
    case 'exists':
      return quantifier(parts, true);
    case 'exists_one':
      return counting(parts);
    case 'filter':
      return filtering(parts);
    case 'map':
      return mapping(parts);
    default:
      return assertNever(macro);
  }
}

export function resultType(macro: Macro, item: PartType, body: PartType): PartType | undefined {
  const isMap = macro === 'map';
  if (!isMap && body !== 'bool') return undefined;
  if (!isMap && macro !== 'filter') return 'bool';
  const of = isMap ? body : item;
  return typeof of === 'string' ? { listOf: of } : undefined;
}

/** An item that decides wins over items that fail, in any order, as with && and ||. */
function quantifier(parts: Loop, decisive: boolean): Run {
  return (scope) => {
    const items = parts.list(scope);
    if (!isList(items)) return items;
    let failure: Failure | undefined;
    for (const item of items) {
      const stopped = spend(scope, parts.bodySize);
      if (stopped !== null) return stopped;
      scope.items[parts.depth] = item;
      const value = parts.body(scope);
      if (value === decisive) return decisive;
      if (isFailure(value)) failure ??= value;
    }
    return failure ?? !decisive;
  };
}

function counting(parts: Loop): Run {
  const kept = filtering(parts);
  return (scope) => {
    const items = kept(scope);
    return isList(items) ? items.length === 1 : items;
  };
}

function filtering(parts: Loop): Run {
  return collecting(parts, (item, value) => (value === true ? item : undefined));
}

function mapping(parts: Loop): Run {
  return collecting(parts, (_item, value) => value);
}

/** Any failing item fails the whole: a list with holes would answer another question. */
function collecting(parts: Loop, pick: (item: Scalar, value: Scalar) => Scalar | undefined): Run {
  return (scope) => {
    const items = parts.list(scope);
    if (!isList(items)) return items;
    const collected: Scalar[] = [];
    for (const item of items) {
      const stopped = spend(scope, parts.bodySize);
      if (stopped !== null) return stopped;
      scope.items[parts.depth] = item;
      const value = parts.body(scope);
      if (typeof value === 'object') return value;
      const picked = pick(item, value);
      if (picked !== undefined) collected.push(picked);
    }
    return collected;
  };
}
