// How the visual editor speaks of fields: which tests each type has, in words, and which values they ask for.
import type { Schemas } from '@laurel/sdk';
import { type Condition, type Group, isGroup, type Literal, OPERATORS, type Operator } from './rule-tree.ts';

export type RuleField = Schemas['RuleField'];

const SAME = { '==': 'is', '!=': 'is not' } as const;
const NUMBERS = { ...SAME, '<': 'is less than', '<=': 'is at most', '>': 'is more than', '>=': 'is at least' };
const TIMES = { ...SAME, '<': 'is before', '<=': 'is on or before', '>': 'is after', '>=': 'is on or after' };
const AMONG = { in: 'is one of', 'not in': 'is none of' };
const TEXTS = {
  contains: 'contains',
  'not contains': 'does not contain',
  startsWith: 'begins with',
  'not startsWith': 'does not begin with',
  endsWith: 'ends with',
  'not endsWith': 'does not end with',
};
const PRESENCE = { 'is there': 'is known', 'is missing': 'is not known' };

type Words = { readonly [operator in Operator]?: string };

const WORDS: { readonly [type in RuleField['type']]: Words } = {
  string: { ...SAME, ...AMONG, ...TEXTS },
  int: { ...NUMBERS, ...AMONG },
  double: { ...NUMBERS, ...AMONG },
  bool: { 'is true': 'is true', 'is false': 'is false' },
  date: TIMES,
  datetime: TIMES,
  string_list: { includes: 'includes', 'not includes': 'does not include' },
  json: {},
};

/** The tests of a field, the usual one first. */
export function operatorsOf(field: RuleField): readonly { readonly name: Operator; readonly label: string }[] {
  const { optional, type, values } = field;
  const own = type === 'string' && values !== null ? { ...SAME, ...AMONG } : WORDS[type];
  const words: Words = optional ? { ...own, ...PRESENCE } : own;
  return OPERATORS.flatMap((name) => {
    const label = words[name];
    return label === undefined ? [] : [{ name, label }];
  });
}

/** A value that nobody has typed yet. */
export function emptyValue(field: RuleField | undefined): Literal {
  const type = field?.type ?? 'string';
  const [first = ''] = field?.values ?? [];
  if (type === 'string_list' || type === 'json') return { type: 'string', text: '' };
  return type === 'bool' ? { type, text: 'true' } : { type, text: first };
}

/** What was typed for a field: a number with a fraction is one, whatever the field was declared as. */
export function typedValue(field: RuleField | undefined, text: string): Literal {
  const { type } = emptyValue(field);
  if (type !== 'int' && type !== 'double') return { type, text };
  return { type: text.includes('.') ? 'double' : 'int', text };
}

/** Null where the editor can show the tree with these fields, else why it cannot. */
export function whyNotShown(tree: Group, fields: ReadonlyMap<string, RuleField>): string | null {
  for (const part of tree.rules) {
    const why = isGroup(part) ? whyNotShown(part, fields) : whyNot(part, fields.get(part.field));
    if (why !== null) return why;
  }
  return null;
}

function whyNot({ field, operator, value }: Condition, known: RuleField | undefined): string | null {
  if (known === undefined) return `${field} is no field of the programme`;
  if (!operatorsOf(known).some(({ name }) => name === operator)) return `${field} is tested in a way that has no words`;
  const { type } = emptyValue(known);
  const isNumber = type === 'int' || type === 'double';
  const fits = value.every((one) => (isNumber ? one.type === 'int' || one.type === 'double' : one.type === type));
  return fits ? null : `${field} is compared with something of another type`;
}
