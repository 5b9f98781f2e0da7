// A definition of the programme while somebody edits it: fields are read and written by name, and what a form does not show
// stays as it is. It knows no section's fields and saves nothing.
import { useState } from 'react';
import { type Definition, isDefinition } from '../programme/save-entry.ts';

export type EntryForm = {
  readonly value: Definition;
  /** Undefined takes the field out. */
  set(name: string, value: unknown): void;
  /** The definition below a field, which is there as soon as something stands in it. */
  at(name: string): EntryForm;
  errorOf(name: string): string | undefined;
};

export function useEntryForm(initial: Definition, errors: Readonly<Record<string, string>> = {}): EntryForm {
  const [value, setValue] = useState(initial);
  return formOf(value, setValue, errors, '');
}

function formOf(
  value: Definition,
  change: (make: (before: Definition) => Definition) => void,
  errors: Readonly<Record<string, string>>,
  root: string,
): EntryForm {
  return {
    value,
    set: (name, next) => change((before) => withField(before, name, next)),
    at: (name) => {
      const changeBelow = (make: (before: Definition) => Definition): void =>
        change((before) => {
          const below = make(definitionIn(before, name));
          return withField(before, name, Object.keys(below).length === 0 ? undefined : below);
        });
      return formOf(definitionIn(value, name), changeBelow, errors, `${root}${name}.`);
    },
    errorOf: (name) => errors[`${root}${name}`],
  };
}

function definitionIn(value: Definition, name: string): Definition {
  const below = value[name];
  return isDefinition(below) ? below : {};
}

function withField(before: Definition, name: string, next: unknown): Definition {
  if (next !== undefined) return { ...before, [name]: next };
  return Object.fromEntries(Object.entries(before).filter(([key]) => key !== name));
}

export function textIn(value: Definition, name: string): string {
  const found = value[name];
  return typeof found === 'string' ? found : '';
}

export function numberIn(value: Definition, name: string): number | null {
  const found = value[name];
  return typeof found === 'number' ? found : null;
}

export function textsIn(value: Definition, name: string): readonly string[] {
  const found = value[name];
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}
