// Reads values that the contract leaves open, such as details of a log row and items of a purchase as they were sent.

export type Open = { readonly [key: string]: unknown };

function isOpen(value: unknown): value is Open {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

export function openList(value: unknown): readonly Open[] {
  return Array.isArray(value) ? value.filter(isOpen) : [];
}

/** `amount_spent` → `amount spent` */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/** Anything in one line, for what has no words of its own. */
export function lineOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(lineOf).join(', ');
  if (isOpen(value))
    return Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => `${words(key)} ${lineOf(one)}`)
      .join(', ');
  return textOf(value) ?? '';
}
