// A rule as a tree of conditions that people put together without code. It is what the visual editor shows; what it becomes in
// the language of expressions is said in rule-codec.ts.

type LiteralType = 'string' | 'int' | 'double' | 'bool' | 'date' | 'datetime';

/** As it stands in the expression: numbers keep their spelling, so that 3 and 3.0 stay apart. */
export type Literal = { readonly type: LiteralType; readonly text: string };

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Tests of a text, by the function that does it; each can be turned round. */
export const TEXT_TESTS = ['startsWith', 'endsWith', 'contains'] as const;
export type TextTest = (typeof TEXT_TESTS)[number];

export type Operator =
  | Comparison
  | TextTest
  | `not ${TextTest}`
  /** The field is one of these values. */
  | 'in'
  | 'not in'
  /** The field is a list that has this value. */
  | 'includes'
  | 'not includes'
  | 'is there'
  | 'is missing'
  | 'is true'
  | 'is false';

export const OPERATORS: readonly Operator[] = [
  ...(['==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'includes', 'not includes'] as const),
  ...(['contains', 'not contains', 'startsWith', 'not startsWith', 'endsWith', 'not endsWith'] as const),
  ...(['is true', 'is false', 'is there', 'is missing'] as const),
];

export type Condition = {
  readonly id?: string;
  /** A path as it is written: `customer.tiers["double-shot"]`. */
  readonly field: string;
  readonly operator: Operator;
  /** Of `in`: all of them; of operators that ask for nothing: none. */
  readonly value: readonly Literal[];
};

export type Group = {
  readonly id?: string;
  readonly combinator: 'and' | 'or';
  readonly not?: boolean;
  readonly rules: readonly (Condition | Group)[];
};

export function isGroup(part: Condition | Group): part is Group {
  return 'rules' in part;
}

export const NO_CONDITIONS: Group = { combinator: 'and', rules: [] };

/** Operators that ask for no value. */
export function takesNoValue(operator: Operator): boolean {
  return operator.startsWith('is ');
}
