// What an address says after its question mark, read for the validation of routes.

/** A text, when it is one: numbers were read as such; what else stands there is nobody's. */
export function textOf(search: Record<string, unknown>, name: string): string | undefined {
  const found = search[name];
  return typeof found === 'string' && found !== '' ? found : typeof found === 'number' ? String(found) : undefined;
}

/** Those of the names that are there as texts. */
export function textsOf<Name extends string>(
  search: Record<string, unknown>,
  names: readonly Name[],
): { readonly [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const name of names) {
    const text = textOf(search, name);
    if (text !== undefined) found[name] = text;
  }
  return found;
}
