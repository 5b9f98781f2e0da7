// The server that every write endpoint is tried on: a programme with something of everything, customers made as needed, and a
// look at all that is stored.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { type Reply, startTestServer, type TestServer } from '../http/test-server.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const GIVES = 'outcomes: [{ kind: points, amount: 5, source: promo }]';
const MORE = `
accounts: { crumbs: { title: Crumbs } }
offers:
  cup: { title: A free cup, type: manual_fulfillment, amount: 100 }
  mug: { title: A mug, type: manual_fulfillment }
stores: { shop: { title: Shop, items: { mug: { offer: mug, price: 5 } } } }
card_types: { gift: { title: Gift card, kind: private_label } }
campaigns:
  chosen: { title: Chosen, opt_in: true, behavior: { event: tasting_visit }, limit: { times: 9, per: ever }, ${GIVES} }
providers: { other: { title: Other, connector: webhook } }
messages:
  hello: { title: Hello, purpose: programme, variants: { other: { body: { hello: '{{ customer.first_name }}' } } } }
promo_lists: { partner: { title: Partner, kind: third_party }, word: { title: Word, kind: multi_use, code: WELCOME, outcomes: [{ kind: points, amount: 9, source: promo }] } }
external_systems:
  crm: { title: CRM, provider: other, identifier_type: crm, fields: { first_name: name } }
`;

export type World = {
  readonly server: TestServer;
  /** A customer of their own, by the address that paths and bodies take. */
  customer(): Promise<string>;
  idOf(customer: string): Promise<string>;
  /** Something that nobody used before. */
  unique(): string;
  /** What a call answers that must succeed. */
  ok(method: string, url: string, body?: unknown): Promise<Reply['body']>;
  /** What stands in every table but the log, where refusals are kept. */
  contents(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
};

export async function openWorld(): Promise<World> {
  const crm = await openCrm();
  const server = await startTestServer({ hasDelivery: true });
  let made = 0;
  const unique = (): string => {
    made += 1;
    return `${made}`;
  };
  const ok: World['ok'] = async (method, url, body) => {
    const reply = await server.call(method, url, body);
    assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  await ok('POST', '/v1/programme/apply', { files: { ...(await readProgrammeFolder(COFFEE)), 'more.yaml': MORE } });
  await ok('PUT', '/v1/providers/other/access', { url: crm.url, key: 'k' });
  // The catalogue learns the items of sales, whatever becomes of the sale.
  await ok('PUT', '/v1/items', { items: [{ id: 'beans', name: 'Beans' }] });
  const tables = await tablesOf(server);
  return {
    server,
    unique,
    ok,
    customer: async () => {
      const value = `customer-${unique()}`;
      await ok('POST', '/v1/customers', { identifiers: [{ value }], first_name: 'Ann', opted_in: true });
      return `external:${value}`;
    },
    idOf: async (customer) => (await ok('GET', `/v1/customers/${customer}`)).id,
    contents: () => contentsOf(server, tables),
    close: async () => {
      await server.close();
      crm.server.closeAllConnections();
      await new Promise((resolve) => crm.server.close(resolve));
    },
  };
}

/** An account system that knows everybody. */
async function openCrm(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ name: 'Ada' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { server, url: `http://127.0.0.1:${port}` };
}

/**
 * `fact`: refusals are kept there. The rest is how the server itself works: who holds what, and who called when. `card_request`
 * and `quota_slice` are compared: nobody but a decision changes them.
 */
const ASIDE = new Set(['fact', 'migration', 'engine', 'lease_holder', 'session', 'sign_in_attempt']);

async function tablesOf(server: TestServer): Promise<readonly string[]> {
  const { rows } = await server.database.owner.query<{ name: string }>(
    `select tablename::text as name from pg_tables where schemaname = 'laurel' order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !ASIDE.has(name));
}

/** Prepared once: planning a look at every table costs more than the look. */
async function contentsOf(server: TestServer, tables: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const each = tables.map(
    (table) =>
      `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as contents
       from laurel.${table} t`,
  );
  const { rows } = await server.database.owner.query<{ name: string; contents: string }>({
    name: 'contents',
    text: each.join('\nunion all\n'),
  });
  return new Map(rows.map(({ name, contents }) => [name, contents]));
}
