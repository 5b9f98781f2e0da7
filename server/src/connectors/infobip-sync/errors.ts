// What Infobip says when it refuses. Its interfaces grew at different times and have four forms of it:
// `requestError.serviceException` (People 2), `errorCode` with `violations` (the platform), `code` with `details` (People 3), and
// `title` with `errors` by index (events, after RFC 9457).

import type { Json } from '../../domain/facts.ts';
import { isList, isObject, listAt, textAt, valueAt } from '../json-reader.ts';
import { type SyncAnswer, SyncLater } from '../sync/sync-connector.ts';

/** More is no help to whoever reads it, and every one of a thousand persons may have as much. */
const DETAILS_MAX = 5;

export type Refusal = { readonly code: string; readonly reason: string };

/** About one of what was sent; `index` null: about the request as a whole. */
export type ItemRefusal = Refusal & { readonly index: number | null };

/** Infobip's own words on one line, in whichever of the four forms; null when there are none. */
export function wordsOf(json: Json): string | null {
  const exception = valueAt(json, 'requestError', 'serviceException');
  if (isObject(exception)) {
    return sentence(textAt(exception, 'text') ?? textAt(exception, 'messageId'), [
      ...validationWords(valueAt(exception, 'validationErrors')),
    ]);
  }
  if (textAt(json, 'errorCode') !== null) {
    return sentence(
      textAt(json, 'description') ?? textAt(json, 'errorCode'),
      listAt(json, 'violations').map((violation) => detailWords(violation, 'violation')),
    );
  }
  const errors = itemsOf(valueAt(json, 'errors'));
  if (errors.length > 0) {
    return sentence(
      textAt(errors[0], 'message') ?? textAt(json, 'title'),
      listAt(errors[0], 'details').map((detail) => detailWords(detail, 'message')),
    );
  }
  return sentence(
    textAt(json, 'message') ?? textAt(json, 'title'),
    listAt(json, 'details').map((detail) => detailWords(detail, 'message')),
  );
}

/** Those that a 207 or a 400 names; its `errors` are a list in examples and an object in the specification. */
export function itemRefusals(json: Json): readonly ItemRefusal[] {
  const errors = itemsOf(valueAt(json, 'errors'));
  return (errors.length > 0 ? errors : [json]).flatMap((error) => {
    const code = textAt(error, 'code');
    return code === null ? [] : [{ index: indexOf(error), code, reason: wordsOf(error) ?? `code ${code}` }];
  });
}

export function refusalOf(answer: SyncAnswer): Refusal {
  const code =
    textAt(answer.json, 'code') ??
    textAt(itemsOf(valueAt(answer.json, 'errors'))[0], 'code') ??
    textAt(answer.json, 'errorCode') ??
    textAt(answer.json, 'requestError', 'serviceException', 'messageId') ??
    String(answer.status);
  return { code, reason: wordsOf(answer.json) ?? `Infobip answered ${answer.status}` };
}

export function isDone(answer: SyncAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** No such path, or moved: the address is to blame and not what was sent to it. */
export function mustBeThere(answer: SyncAnswer): SyncAnswer {
  const { status } = answer;
  if ((status >= 300 && status < 400) || status === 404 || status === 405) {
    throw new SyncLater(`the address is not one of Infobip's: it answered ${status}`, null);
  }
  return answer;
}

/** A list, or a single one without the list around it. */
export function itemsOf(json: Json): readonly Json[] {
  if (isList(json)) return json;
  return isObject(json) && Object.keys(json).length > 0 ? [json] : [];
}

/** A number, or one as text. */
export function integerOf(json: Json): number | null {
  const value = typeof json === 'string' && /^-?\d+$/.test(json) ? Number(json) : json;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** Where no index is given, the property's path begins with it: `persons[3].firstName`. */
function indexOf(error: Json): number | null {
  const index = integerOf(valueAt(error, 'index'));
  if (index !== null) return index < 0 ? null : index;
  for (const detail of listAt(error, 'details')) {
    const found = /^persons\[(\d+)\]/.exec(textAt(detail, 'property') ?? '');
    if (found !== null) return Number(found[1]);
  }
  return null;
}

function detailWords(detail: Json, name: string): string {
  const words = textAt(detail, name) ?? textAt(detail, 'message') ?? '';
  // The place in the batch says nothing to whoever reads of one person.
  const property = textAt(detail, 'property')?.replace(/^persons\[\d+\]\.?/, '') ?? '';
  return [property, words].filter((part) => part !== '').join(': ');
}

/** By property a list of sentences. */
function validationWords(json: Json): readonly string[] {
  if (!isObject(json)) return [];
  return Object.entries(json).map(([property, words]) => `${property}: ${itemsOf(words ?? null).join(', ')}`);
}

function sentence(main: string | null, details: readonly string[]): string | null {
  const said = details.filter((detail) => detail !== '').slice(0, DETAILS_MAX);
  if (main === null) return said.length === 0 ? null : said.join('; ');
  return (said.length === 0 ? main : `${main} (${said.join('; ')})`).replaceAll(/\s+/g, ' ');
}
