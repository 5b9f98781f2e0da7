// What all callbacks share: ids that are ours, instants in their several spellings, a bound on how many, and our own plain
// form for receivers that have no callbacks by themselves.

import type { Json, JsonObject } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import type { Engagement } from './connector.ts';
import { isList, isObject, listAt, parseJson, textAt, valueAt } from './json-reader.ts';

/** The name under which a message's id travels through a provider and comes back. */
export const MESSAGE_ID = 'laurel_message_id';

/** Providers send batches of a thousand or so. */
const ENGAGEMENTS_MAX = 5_000;
const INSTANT_MAX = 8e15;

const ENGAGEMENT_KINDS = ['delivered', 'opened', 'clicked', 'bounced', 'spam', 'unsubscribed', 'failed'] as const;
type Kind = Engagement['kind'];

/** A provider's words for kinds; what is missing is nothing of ours to know. */
export type Kinds = ReadonlyMap<string, Kind>;

export function engagements(items: readonly Json[], read: (item: Json) => Engagement | null): readonly Engagement[] {
  return items
    .slice(0, ENGAGEMENTS_MAX)
    .map(read)
    .filter((found) => found !== null);
}

/** The list in a callback that is one object, a list, or a list under a name. */
export function itemsOf(body: string, ...path: readonly string[]): readonly Json[] {
  const json = parseJson(body);
  if (isList(json)) return json;
  const inside = path.length === 0 ? [] : listAt(json, ...path);
  return inside.length > 0 || !isObject(json) ? inside : [json];
}

/** Null unless it can be one of ours: what comes in from outside ends up in a query. */
export function messageIdOf(text: string | null): string | null {
  return text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : null;
}

export function instantOfSeconds(json: Json): Instant | null {
  const seconds = typeof json === 'number' ? json : typeof json === 'string' ? Number(json || Number.NaN) : Number.NaN;
  return Math.abs(seconds) < INSTANT_MAX / 1_000 ? Math.round(seconds * 1_000) : null;
}

/** ISO 8601 or the dates of mail; null when it names no instant. */
export function instantOfText(text: string | null): Instant | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/**
 * The plain form: `{"message_id": "…", "kind": "opened", "at": "2026-05-10T09:00:00Z", "detail": {…}}`, one, a list, or a
 * list under `events`.
 */
export function readPlain(body: string): readonly Engagement[] {
  return engagements(itemsOf(body, 'events'), (item) => {
    const kind = ENGAGEMENT_KINDS.find((known) => known === textAt(item, 'kind'));
    const messageId = messageIdOf(textAt(item, 'message_id'));
    if (kind === undefined || messageId === null) return null;
    return { messageId, reference: null, kind, at: instantOfText(textAt(item, 'at')), detail: plainDetail(item) };
  });
}

function plainDetail(item: Json): JsonObject {
  const detail = valueAt(item, 'detail');
  if (!isObject(detail)) return {};
  const texts = Object.keys(detail)
    .slice(0, 20)
    .map((name) => [name.slice(0, 60), textAt(detail, name)] as const);
  return Object.fromEntries(texts.filter(([name, value]) => /^\w+$/.test(name) && value !== null));
}
