// A programme as its entries: what has a name in a section, each setting, and each key of the head. People edit, compare and
// discard entries; what an entry may say is read and checked elsewhere.
import { isJsonObject, type Json, type JsonObject } from '../facts.ts';
import { canonicalText } from './canonical.ts';
import type { Path } from './issue.ts';

/** Under this name stand the keys of the head: name, title, time zone, language, currency, audit feed. */
export const HEAD = 'programme';

/** A test holds this against the schema. */
export const SECTIONS = [
  HEAD,
  'settings',
  'accounts',
  'sources',
  'attributes',
  'tags',
  'reason_codes',
  'events',
  'audiences',
  'tier_systems',
  'offers',
  'stores',
  'promo_lists',
  'card_types',
  'card_processors',
  'providers',
  'messages',
  'campaigns',
  'external_systems',
] as const;
type Section = (typeof SECTIONS)[number];

export type EntryKey = { readonly section: Section; readonly name: string };

export type EntryChange = EntryKey & {
  readonly kind: 'add' | 'change' | 'remove';
  readonly before: Json;
  readonly after: Json;
};

/** Sections have no dots in their names, so the first one ends the section. */
export function keyText({ section, name }: EntryKey): string {
  return `${section}.${name}`;
}

export function pathOf({ section, name }: EntryKey): Path {
  return section === HEAD ? [name] : [section, name];
}

type Entry = { readonly key: EntryKey; readonly value: Json };
export type Entries = ReadonlyMap<string, Entry>;

export function entriesOf(input: JsonObject): Entries {
  const found = Object.entries(input).flatMap(([section, value]): Entry[] => {
    if (!isJsonObject(value) || !isSection(section)) return [{ key: { section: HEAD, name: section }, value }];
    return Object.entries(value).map(([name, definition]) => ({ key: { section, name }, value: definition }));
  });
  return new Map(found.map((entry) => [keyText(entry.key), entry]));
}

/** In the order of the first document; what is new comes last. */
export function compareEntries(before: Entries, after: Entries): readonly EntryChange[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((text): EntryChange[] => {
    const [was, is] = [before.get(text), after.get(text)];
    const key = (is ?? was)?.key;
    if (key === undefined || isSame(was, is)) return [];
    if (was === undefined) return [{ ...key, kind: 'add', before: null, after: is?.value ?? null }];
    if (is === undefined) return [{ ...key, kind: 'remove', before: was.value, after: null }];
    return [{ ...key, kind: 'change', before: was.value, after: is.value }];
  });
}

export function isSame(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalText(a.value) === canonicalText(b.value);
}

function isSection(name: string): name is Section {
  return name !== HEAD && SECTIONS.some((section) => section === name);
}
