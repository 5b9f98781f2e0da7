// What is missing in Infobip for a mapping, and what is there in a way that can never fit: types of attributes and of the fields
// of event definitions never change. Compares only; nothing is asked or made here.

import { LOYALTY_EVENTS, type PropertyType } from '../../domain/sync/events.ts';
import type { Mapping, TargetType } from '../../domain/sync/mapping.ts';
import {
  LOYALTY_TAG,
  type RemoteSchema,
  type SetupConflict,
  type SetupPlan,
  type SetupStep,
} from '../../domain/sync/setup.ts';

export const ATTRIBUTE_TYPES: { readonly [type in TargetType]: string } = {
  string: 'STRING',
  integer: 'INTEGER',
  decimal: 'DECIMAL',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'DATE_TIME',
};

const FIELD_TYPES: { readonly [type in PropertyType]: string } = {
  string: 'String',
  integer: 'Numeric',
  decimal: 'Decimal',
  boolean: 'Boolean',
  datetime: 'DateTime',
};

export type DefinitionFields = readonly { readonly name: string; readonly type: string }[];

export function planSetup(mapping: Mapping, remote: RemoteSchema): SetupPlan {
  const plans = [
    ...Object.values(mapping)
      .filter(({ enabled, kind }) => enabled && kind === 'custom')
      .map(({ target, type }) => planAttribute(target, type, remote)),
    planTag(remote),
    ...Object.values(LOYALTY_EVENTS).map((definition) => planDefinition(definition, remote)),
  ];
  return {
    steps: plans.flatMap(({ step }) => step ?? []),
    conflicts: plans.flatMap(({ conflicts }) => conflicts),
    present: plans.filter(({ step, conflicts }) => step === null && conflicts.length === 0).length,
  };
}

type Planned = { readonly step: SetupStep | null; readonly conflicts: readonly SetupConflict[] };

const PRESENT: Planned = { step: null, conflicts: [] };

function planAttribute(name: string, type: TargetType, { attributes }: RemoteSchema): Planned {
  const there = attributes.find((attribute) => isSameName(attribute.name, name));
  if (there === undefined) return { step: { kind: 'attribute', name, type }, conflicts: [] };
  if (there.type === ATTRIBUTE_TYPES[type]) return PRESENT;
  return { step: null, conflicts: [{ kind: 'attribute', name, problem: typeProblem(there, type) }] };
}

export function typeProblem(there: { readonly name: string; readonly type: string }, type: TargetType): string {
  const needed = ATTRIBUTE_TYPES[type];
  return `the attribute "${there.name}" is there as ${there.type} and is needed as ${needed}, and Infobip never changes a type: map the field to another name or as ${there.type}, or delete the attribute there`;
}

function planTag({ tags }: RemoteSchema): Planned {
  if (tags.some((tag) => isSameName(tag, LOYALTY_TAG))) return PRESENT;
  return { step: { kind: 'tag', name: LOYALTY_TAG }, conflicts: [] };
}

type Definition = (typeof LOYALTY_EVENTS)[keyof typeof LOYALTY_EVENTS];

function planDefinition({ id, title, about, properties }: Definition, { definitions }: RemoteSchema): Planned {
  const fields = Object.entries(properties).map(([name, type]) => ({ name, type: FIELD_TYPES[type] }));
  const there = definitions.find((definition) => definition.id === id);
  if (there === undefined) return { step: { kind: 'definition', id, title, about, fields }, conflicts: [] };
  const { missing, problems } = comparedFields(fields, there.fields);
  if (problems.length > 0) {
    return { step: null, conflicts: problems.map((problem) => ({ kind: 'definition', name: id, problem })) };
  }
  if (missing.length === 0) return PRESENT;
  return { step: { kind: 'definition_fields', id, fields: missing }, conflicts: [] };
}

/** Names of fields are unique whatever their case, and an event has to write them as they are there. */
export function comparedFields(
  needed: DefinitionFields,
  there: DefinitionFields,
): { readonly missing: DefinitionFields; readonly problems: readonly string[] } {
  const missing: { readonly name: string; readonly type: string }[] = [];
  const problems: string[] = [];
  for (const field of needed) {
    const found = there.find(({ name }) => isSameName(name, field.name));
    if (found === undefined) missing.push(field);
    else if (found.type !== field.type || found.name !== field.name) {
      problems.push(
        `the field ${found.name} is there as ${found.type} and is needed as ${field.name}, ${field.type}; Infobip never changes a field: delete the definition there`,
      );
    }
  }
  return { missing, problems };
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
