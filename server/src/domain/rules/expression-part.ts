// A compiled part of an expression, its type, and the refusal that ends compiling. What parts do when they run stands beside the
// operators and functions that build them.

import type { Run, Scalar } from './expression-value.ts';

export type ScalarType = 'bool' | 'int' | 'double' | 'string' | 'date' | 'datetime';
export type PartType = ScalarType | { readonly listOf: ScalarType };

export type Part = {
  readonly type: PartType;
  readonly run: Run;
  /** Where it starts in the source, in UTF-16 units. */
  readonly offset: number;
  /** Present when it is a literal, or a list of literals. */
  readonly literals?: readonly Scalar[];
  /** Present when it reads a field whose texts are declared. */
  readonly values?: readonly string[];
  /** True for declared lists and what is filtered or mapped from them: only these may be iterated. */
  readonly isIterable?: true;
};

/** Ends compiling from any depth; `compileExpression` turns it into its answer, it never leaves this folder. */
export class Refusal extends Error {
  readonly expected: string;
  readonly offset: number;

  constructor(offset: number, message: string, expected: string) {
    super(message);
    this.offset = offset;
    this.expected = expected;
  }
}

export function refuse(offset: number, message: string, expected: string): never {
  throw new Refusal(offset, message, expected);
}

export function typeName(type: PartType): string {
  return typeof type === 'string' ? type : `list of ${type.listOf}`;
}

/** The type within a sentence: `an int`, `a list of string`. */
export function aType(type: PartType): string {
  const name = typeName(type);
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

export function isNumeric(type: PartType): boolean {
  return type === 'int' || type === 'double';
}

/** The type that both parts fit into: itself, or double for an int beside a double. */
export function commonType(left: PartType, right: PartType): PartType | undefined {
  if (typeof left !== 'string' || typeof right !== 'string') {
    return typeof left !== 'string' && typeof right !== 'string' && left.listOf === right.listOf ? left : undefined;
  }
  if (left === right) return left;
  return isNumeric(left) && isNumeric(right) ? 'double' : undefined;
}

/** The only literal of a part, when it is one. */
export function literalOf(part: Part): Scalar | undefined {
  return typeof part.type === 'string' ? part.literals?.[0] : undefined;
}
