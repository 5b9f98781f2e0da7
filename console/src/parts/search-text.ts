// What an address says after its question mark, read for the validation of routes.

/** A text, when it is one: numbers were read as such; what else stands there is nobody's. */
export function textOf(search: Record<string, unknown>, name: string): string | undefined {
  const found = search[name];
  return typeof found === 'string' && found !== '' ? found : typeof found === 'number' ? String(found) : undefined;
}
