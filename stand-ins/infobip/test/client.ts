// A stand-in and somebody who asks it: for the tests of this folder.

import type { TestContext } from 'node:test';
import { type Json, type JsonObject, listOf, objectOf, parseJson } from '../json.ts';
import { type Infobip, type InfobipOptions, startInfobip } from '../server.ts';

const KEY = 'a-key';

export type Answered = { readonly status: number; readonly body: Json; readonly headers: Headers };
export type Client = {
  readonly infobip: Infobip;
  ask(method: string, path: string, body?: Json, authorization?: string): Promise<Answered>;
};

export async function startClient(t: TestContext, options: InfobipOptions = {}): Promise<Client> {
  const infobip = await startInfobip({ key: KEY, limits: 'none', delayMs: 0, ...options });
  t.after(() => infobip.close());
  return {
    infobip,
    ask: async (method, path, body, authorization = `App ${KEY}`) => {
      const answer = await fetch(`${infobip.url}${path}`, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: parseJson(await answer.text()) ?? null, headers: answer.headers };
    },
  };
}

/** An account with the attributes, the tag and the definition that these tests speak of. */
export async function startAccount(t: TestContext, options: InfobipOptions = {}): Promise<Client> {
  const client = await startClient(t, options);
  for (const [name, dataType] of [
    ['Points', 'DECIMAL'],
    ['Tier', 'STRING'],
    ['Since', 'DATE'],
    ['Opted In', 'BOOLEAN'],
  ])
    await client.ask('POST', '/people/2/customAttributes', { name: name ?? '', dataType: dataType ?? '' });
  await client.ask('POST', '/people/2/tags', { name: 'Loyalty' });
  await client.ask('POST', '/peopleevents/2/definitions', {
    definitionId: 'loyOptIn',
    title: 'LOY_OPT_IN',
    fields: [
      { name: 'source', type: 'String' },
      { name: 'points', type: 'Decimal' },
    ],
  });
  return client;
}

export const upsert = (client: Client, ...persons: readonly JsonObject[]): Promise<Answered> =>
  client.ask('PATCH', '/people/3/persons/upsert', { persons });

export const resultsOf = (answered: Answered): readonly JsonObject[] =>
  listOf(objectOf(answered.body).results).map(objectOf);
export const errorsOf = (answered: Answered): readonly JsonObject[] =>
  listOf(objectOf(answered.body).errors).map(objectOf);

export async function personOf(client: Client, externalId: string): Promise<JsonObject> {
  const answered = await client.ask('GET', `/people/2/persons?type=EXTERNAL_ID&identifier=${externalId}`);
  return objectOf(answered.body);
}
