// What an expression may read: the declared variables, groups and fields, and how a written path is found among them.
// It knows nothing of the text of expressions and reads no values.

/** The declared type of an attribute or event property. */
export type ValueType = 'string' | 'int' | 'double' | 'bool' | 'date' | 'datetime' | 'string_list' | 'json';

export type Field = {
  readonly type: ValueType;
  readonly optional: boolean;
  /** The only texts that a string field may hold; comparing it with another one is refused at publish. */
  readonly values?: readonly string[];
};
export type FieldGroup = { readonly [field: string]: Field | FieldGroup };
export type Variables = { readonly [variable: string]: FieldGroup };

export type FieldLookup =
  | { readonly ok: true; readonly field: Field }
  | { readonly ok: false; readonly message: string; readonly expected: string };

/** Names listed in a message at most: more would hide the rest of it. */
const NAMES_SHOWN_MAX = 12;

/** Finds `customer.custom.shoe_size`; otherwise says which part is not declared and which declared path is nearest. */
export function findField(variables: Variables, names: readonly string[]): FieldLookup {
  let group: FieldGroup = variables;
  for (const [index, name] of names.entries()) {
    const entry = Object.hasOwn(group, name) ? group[name] : undefined;
    const path = names.slice(0, index + 1);
    if (entry === undefined) return notDeclared(variables, group, path);
    if (isField(entry)) {
      if (index === names.length - 1) return { ok: true, field: entry };
      return {
        ok: false,
        message: `${writtenPath(path)} has the type ${entry.type} and no fields`,
        expected: writtenPath(path),
      };
    }
    group = entry;
  }
  const written = writtenPath(names);
  return {
    ok: false,
    message: `${written} is a group of fields, not a value`,
    expected: `one of its fields: ${shown(Object.keys(group))}`,
  };
}

function notDeclared(variables: Variables, group: FieldGroup, path: readonly string[]): FieldLookup {
  const message = `${writtenPath(path)} is not declared`;
  const name = path.at(-1) ?? '';
  // `tiers.double-shot` reads as a subtraction: the part before the minus is what is not declared.
  const cutAtMinus = Object.keys(group).find((candidate) => candidate.startsWith(`${name}-`));
  const sibling = cutAtMinus ?? nearest(name, Object.keys(group));
  if (sibling !== undefined) return { ok: false, message, expected: writtenPath([...path.slice(0, -1), sibling]) };
  const all = declaredPaths(variables);
  const elsewhere = all.find((candidate) => candidate.length > 1 && candidate.at(-1) === name);
  if (elsewhere !== undefined) return { ok: false, message, expected: writtenPath(elsewhere) };
  return { ok: false, message, expected: `one of: ${shown(Object.keys(group))}` };
}

function declaredPaths(group: FieldGroup): readonly (readonly string[])[] {
  return Object.entries(group).flatMap(([name, entry]) =>
    isField(entry) ? [[name]] : declaredPaths(entry).map((path) => [name, ...path]),
  );
}

/** A group may itself hold a field called `type`; only in a field is it a text. */
export function isField(entry: Field | FieldGroup): entry is Field {
  return typeof entry.type === 'string';
}

/** A path as an author writes it: a name that is no identifier stands in brackets. */
export function writtenPath(names: readonly string[]): string {
  return names
    .map((name, index) =>
      /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${index === 0 ? '' : '.'}${name}` : `[${JSON.stringify(name)}]`,
    )
    .join('');
}

export function shown(names: readonly string[]): string {
  if (names.length === 0) return '(none)';
  const rest = names.length - NAMES_SHOWN_MAX;
  return `${names.slice(0, NAMES_SHOWN_MAX).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The candidate with the fewest edits, if they are few enough for a slip of the finger; the first one of equals. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestEdits = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestEdits) continue;
    const edits = editDistance(name, candidate);
    if (edits < bestEdits && edits < candidate.length) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}

/** Levenshtein distance by the two-row method. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const substituted = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, substituted));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
