// What of the set-up is there in Infobip, and whether the key may do what the sync asks for. Only reads.

import type { Json } from '../../domain/facts.ts';
import { LOYALTY_TAG, type RemoteSchema } from '../../domain/sync/setup.ts';
import { isList, listAt, textAt } from '../json-reader.ts';
import {
  type CheckLine,
  type SyncAnswer,
  type SyncCall,
  SyncForbidden,
  SyncLater,
  SyncRefused,
} from '../sync/sync-connector.ts';
import { isDone, mustBeThere, refusalOf } from './errors.ts';
import type { DefinitionFields } from './plan.ts';
import { tagPath } from './tags.ts';

export const ATTRIBUTES = '/people/2/customAttributes';
export const TAGS = '/people/2/tags';
export const DEFINITIONS = '/peopleevents/2/definitions';
const PAGE = 1_000;
/** A bound on accounts with hundreds of thousands of tags: what lies behind is found when it is made. */
const PAGES_MAX = 50;

/** Calls that change nothing, one for each right: tagging nobody, sending no events. */
export async function checkAccess(call: SyncCall): Promise<readonly CheckLine[]> {
  const nobody = { people: [] };
  return [
    await checked('read people (people:read)', async () => {
      const answer = await call('attributes', { method: 'GET', path: `${ATTRIBUTES}?limit=1` });
      if (!isDone(mustBeThere(answer))) throw new SyncRefused(refusalOf(answer).reason);
    }),
    await checked('change people, tags and attributes (people:manage)', async () => {
      await call('tags', { method: 'PATCH', path: `${tagPath(LOYALTY_TAG)}/persons`, body: nobody });
    }),
    await checked('send events (people:use or people:manage)', async () => {
      mustBeThere(await call('events', { method: 'POST', path: '/people/3/events', body: [] }));
    }),
  ];
}

async function checked(what: string, ask: () => Promise<void>): Promise<CheckLine> {
  try {
    await ask();
    return { what, ok: true, reason: null };
  } catch (error) {
    if (error instanceof SyncForbidden || error instanceof SyncLater || error instanceof SyncRefused) {
      return { what, ok: false, reason: error.message };
    }
    throw error;
  }
}

export async function inspect(call: SyncCall): Promise<RemoteSchema> {
  const attributes = await allPages(async (page) => {
    const path = `${ATTRIBUTES}?limit=${PAGE}&page=${page + 1}&orderBy=name:asc`;
    return listAt(readable(await call('attributes', { method: 'GET', path })), 'customAttributes');
  });
  const tags = await allPages(async (page) => {
    const path = `${TAGS}?limit=${PAGE}&page=${page + 1}&orderBy=name:asc`;
    return bareList(readable(await call('tags', { method: 'GET', path })));
  });
  const definitions = await allDefinitions(call);
  return {
    attributes: attributes.map((json) => ({ name: textAt(json, 'name') ?? '', type: textAt(json, 'dataType') ?? '' })),
    tags: tags.map((json) => textAt(json, 'name') ?? ''),
    definitions: definitions.map((json) => ({
      id: textAt(json, 'definitionId') ?? '',
      title: textAt(json, 'title') ?? '',
      fields: fieldsOf(json),
    })),
  };
}

async function allPages(read: (page: number) => Promise<readonly Json[]>): Promise<readonly Json[]> {
  const all: Json[] = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows = await read(page);
    all.push(...rows);
    if (rows.length < PAGE) break;
  }
  return all;
}

/** How many Infobip gives at once is not said, so it is read on until there are no more. */
async function allDefinitions(call: SyncCall): Promise<readonly Json[]> {
  const all: Json[] = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const path = `${DEFINITIONS}?offset=${all.length}&limit=${PAGE}&orderField=DefinitionId&orderType=Asc`;
    const answer = await call('definitions', { method: 'GET', path });
    // "No matches": there are none, or none after those.
    const rows = answer.status === 404 ? [] : bareList(readable(answer));
    if (rows.length === 0) break;
    all.push(...rows);
  }
  return all;
}

function readable(answer: SyncAnswer): Json {
  if (!isDone(mustBeThere(answer))) throw new SyncRefused(`it cannot be read: ${refusalOf(answer).reason}`);
  return answer.json;
}

function bareList(json: Json): readonly Json[] {
  return isList(json) ? json : [];
}

export function fieldsOf(definition: Json): DefinitionFields {
  return listAt(definition, 'fields').map((json) => ({
    name: textAt(json, 'name') ?? '',
    type: textAt(json, 'type') ?? '',
  }));
}
