// Accounts in another system, which is a real server here: looked up, shown side by side, taken over, pushed, and every way in
// which the other system lets one down.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { PROGRAMME } from '../delivery/harness.ts';
import { type MessageServer, startMessageServer } from './message-server.ts';

const CRM = `
external_systems:
  crm:
    title: CRM
    provider: other
    identifier_type: crm
    look_up: /people/{id}
    write: /people/{id}
    fields:
      first_name: name.given
      email: mail
      custom.shoe_size: shoe.size
  ledger: { title: Ledger, provider: quiet, identifier_type: ledger, fields: { first_name: name } }
`;

const people = new Map<string, unknown>([
  ['7', { name: { given: 'Ada' }, mail: 'ada@example.com', shoe: { size: 39 } }],
  ['wrong', { name: { given: 'Bob' }, mail: 'no address', shoe: { size: 40 } }],
  ['long', { name: { given: 'x'.repeat(100_000) } }],
]);
const seen: { method: string | undefined; url: string | undefined; authorization: string | undefined; body: string }[] =
  [];

let crm: Server;
let server: MessageServer;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

before(async () => {
  crm = createServer(async (request, response) => {
    const { method, url, headers } = request;
    seen.push({ method, url, authorization: headers.authorization, body: await textOf(request) });
    const id = decodeURIComponent(url?.split('/').at(-1) ?? '');
    if (id === 'broken') response.writeHead(500).end('no');
    else if (id === 'text') response.writeHead(200).end('hello');
    else if (!people.has(id)) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(people.get(id)));
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  const address = crm.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server = await startMessageServer({ programme: PROGRAMME + CRM });
  await server.ok('PUT', '/v1/providers/other/access', { url: `http://127.0.0.1:${port}/`, key: 'secret-7' });
});

after(async () => {
  await server.close();
  crm.closeAllConnections();
  await new Promise((resolve) => crm.close(resolve));
});

async function join(value: string): Promise<string> {
  const { status, body } = await server.call('POST', '/v1/customers', { identifiers: [{ value }], first_name: 'A.' });
  assert.equal(status, 201, JSON.stringify(body));
  return `/v1/customers/external:${value}/external-accounts`;
}

test('both sides are shown, and what the other system says is taken over as one fact', async () => {
  const accounts = await join('one');
  const shown = await server.ok('POST', `${accounts}/crm/look-up`, { external_id: '7' });
  assert.deepEqual(shown.fields, [
    { field: 'first_name', ours: 'A.', theirs: 'Ada', differs: true },
    { field: 'email', ours: null, theirs: 'ada@example.com', differs: true },
    { field: 'custom.shoe_size', ours: null, theirs: 39, differs: true },
  ]);
  assert.equal(seen.at(-1)?.authorization, 'Bearer secret-7');
  assert.deepEqual((await server.ok('GET', accounts)).items, []);

  await server.ok('POST', `${accounts}/crm/synchronise`, { external_id: '7', direction: 'take' });
  const customer = await server.ok('GET', '/v1/customers/crm:7');
  assert.deepEqual([customer.first_name, customer.email, customer.custom.shoe_size], ['Ada', 'ada@example.com', 39]);
  const { items } = await server.ok('GET', accounts);
  assert.deepEqual(
    items.map((one: { system: string; external_id: string; direction: string }) => [
      one.system,
      one.external_id,
      one.direction,
    ]),
    [['crm', '7', 'take']],
  );
});

test('ours are pushed, and a link alone changes neither side', async () => {
  const accounts = await join('two');
  people.set('8', {});
  await server.ok('POST', `${accounts}/crm/synchronise`, { external_id: '8', direction: 'link' });
  assert.equal(seen.at(-1)?.method, 'GET');
  await server.ok('POST', `${accounts}/crm/synchronise`, { external_id: '8', direction: 'push' });
  const pushed = seen.at(-1);
  assert.deepEqual([pushed?.method, pushed?.url], ['PUT', '/people/8']);
  assert.deepEqual(JSON.parse(pushed?.body ?? ''), { name: { given: 'A.' }, mail: null, shoe: { size: null } });
  assert.equal((await server.ok('GET', accounts)).items.length, 1, 'one account for each system');
});

test('an id that leads nowhere, a failing system and unfit values change nothing', async () => {
  const accounts = await join('three');
  const refusal = (externalId: string, direction = 'take', system = 'crm') =>
    server.refusal('POST', `${accounts}/${system}/synchronise`, { external_id: externalId, direction });
  assert.deepEqual(await refusal('nobody'), [404, 'external_account_not_found']);
  assert.deepEqual(await refusal('broken'), [502, 'external_system_failed']);
  assert.deepEqual(await refusal('text'), [502, 'external_system_failed']);
  assert.deepEqual(await refusal('long'), [502, 'external_system_failed']);
  assert.deepEqual(await refusal('wrong'), [502, 'external_account_invalid']);
  assert.deepEqual(await refusal('7', 'take', 'nothing'), [422, 'unknown_external_system']);
  assert.deepEqual(await refusal('7', 'take', 'ledger'), [502, 'external_system_failed'], 'it has no address');
  assert.deepEqual((await server.ok('GET', accounts)).items, []);
});

test("an account that is another customer's is refused", async () => {
  await server.ok('POST', `${await join('four')}/crm/synchronise`, { external_id: '8', direction: 'link' }).then(
    () => assert.fail('two customers have one account'),
    (error: Error) => assert.match(error.message, /identifier_taken/),
  );
});
