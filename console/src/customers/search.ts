// What the address of the list holds: one box, or single fields. It becomes the search that the server is asked for.

export const FIELDS = [
  { name: 'first_name', label: 'First name' },
  { name: 'last_name', label: 'Last name' },
  { name: 'email', label: 'E-mail' },
  { name: 'phone', label: 'Phone' },
  { name: 'id', label: 'Customer id' },
  { name: 'birth_on', label: 'Date of birth' },
  { name: 'identifier', label: 'Identifier' },
  { name: 'identifier_type', label: 'Identifier type' },
] as const;
type FieldName = (typeof FIELDS)[number]['name'];

export type CustomerSearch = { readonly [name in FieldName | 'q']?: string };

export function customerSearch(given: Record<string, unknown>): CustomerSearch {
  const names = ['q', ...FIELDS.map(({ name }) => name)] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name];
      // An address such as ?q=4711 is read as a number.
      const text = typeof value === 'number' ? String(value) : value;
      return typeof text === 'string' && text.trim() !== '' ? [[name, text]] : [];
    }),
  );
}

/** The box alone, or the fields: the server takes one of both. */
export function queryOf(search: CustomerSearch): CustomerSearch {
  return search.q === undefined ? search : { q: search.q };
}

export function isAdvanced(search: CustomerSearch): boolean {
  return FIELDS.some(({ name }) => search[name] !== undefined);
}

export function isEverybody(search: CustomerSearch): boolean {
  return Object.keys(search).length === 0;
}
