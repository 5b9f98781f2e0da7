// What the server refused of a form, told beside the field that it concerns; what is left concerns the form as a whole.
import { fieldErrors, isCode, sentenceOf } from '../api/laurel.ts';

/** `fields`: codes of the server that speak of one field. */
export function faultsOf(
  error: unknown,
  fields: Readonly<Record<string, string>>,
): { readonly byField: Readonly<Record<string, string>>; readonly rest: unknown } {
  if (error === null || error === undefined) return { byField: {}, rest: null };
  const known = Object.entries(fields).find(([code]) => isCode(error, code));
  if (known !== undefined) return { byField: { [known[1]]: sentenceOf(error) }, rest: null };
  const byField = fieldErrors(error);
  return Object.keys(byField).length > 0 ? { byField, rest: null } : { byField: {}, rest: error };
}
