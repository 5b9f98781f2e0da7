// Instants in the fields that browsers have for a date with a time, which know the viewer's zone and nothing else.

/** `2030-03-02T09:00` in the viewer's zone; empty for none. */
export function localOf(instant: string | null): string {
  if (instant === null) return '';
  const at = new Date(instant);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Null for an empty field. */
export function instantOf(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}
