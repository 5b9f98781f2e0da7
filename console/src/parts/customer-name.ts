// What a customer is called, where the server answers first and last name apart.
type Named = { readonly first_name: string | null; readonly last_name: string | null };

/** Null for somebody without a name. */
export function nameOf({ first_name, last_name }: Named): string | null {
  return [first_name, last_name].filter(Boolean).join(' ') || null;
}
