// Reads definitions of the programme: JSON that people wrote, which may be wrong still. What is not of the expected kind reads as
// nothing. What a definition means is for the server to say.

export type Json = unknown;
export type Definition = { readonly [key: string]: Json };
export type Path = readonly (string | number)[];

export function isGroup(value: Json): value is Definition {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function at(value: Json, path: Path): Json {
  return path.reduce<Json>((inner, key) => {
    if (Array.isArray(inner) && typeof key === 'number') return inner[key];
    return isGroup(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, value);
}

export function group(value: Json, ...path: Path): Definition {
  const found = at(value, path);
  return isGroup(found) ? found : {};
}

export function list(value: Json, ...path: Path): readonly Json[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** Texts and numbers alike, as they are shown. */
export function text(value: Json, ...path: Path): string {
  const found = at(value, path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

export function number(value: Json, ...path: Path): number | null {
  const found = at(value, path);
  return typeof found === 'number' ? found : null;
}

export function flag(value: Json, key: string, whenMissing = false): boolean {
  const found = at(value, [key]);
  return typeof found === 'boolean' ? found : whenMissing;
}

/** The entries of a section by name, as written. */
export function entries(
  document: Definition,
  section: string,
): readonly (readonly [name: string, entry: Definition])[] {
  return Object.entries(group(document, section)).map(([name, entry]) => [name, group(entry)]);
}

export function titleOf(document: Definition, section: string, name: string): string {
  return text(document, section, name, 'title') || name;
}

/** The same with another value there; undefined takes the key out, and groups that are empty then with it. */
export function withValue(value: Json, [key, ...rest]: Path, next: Json): Json {
  if (key === undefined) return next;
  if (typeof key === 'number') {
    const items = Array.isArray(value) ? [...value] : [];
    const inner = withValue(items[key], rest, next);
    if (inner === undefined) items.splice(key, 1);
    else items[key] = inner;
    return items;
  }
  const before = isGroup(value) ? value : {};
  const inner = withValue(before[key], rest, next);
  const { [key]: _, ...others } = before;
  if (inner === undefined || (rest.length > 0 && isGroup(inner) && Object.keys(inner).length === 0)) return others;
  return Object.hasOwn(before, key) ? { ...before, [key]: inner } : { ...others, [key]: inner };
}
