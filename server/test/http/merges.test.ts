// Merging over /v1 and over the SessionM API: preview, merge, un-merge, and the errors on the way.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

async function join(value: string): Promise<string> {
  const { status, body } = await server.call('POST', '/v1/customers', { identifiers: [{ value }], opted_in: true });
  assert.equal(status, 201, JSON.stringify(body));
  return body.customer.id;
}

const deposit = (customer: string, amount: number) =>
  server.call('POST', `/v1/customers/${customer}/deposits`, { deposits: [{ source: 'care', amount }] });

test('a merge is previewed, made, listed and taken back', async () => {
  const kept = await join('kept');
  const gone = await join('gone');
  await deposit(kept, 5);
  await deposit(gone, 30);
  const asked = { other: 'external:gone', reason: 'called, both are hers' };
  const preview = await server.call('POST', `/v1/customers/${kept}/merge/preview`, asked);
  assert.equal(preview.status, 200, JSON.stringify(preview.body));
  assert.equal(preview.body.refusal, null);
  assert.equal(preview.body.other.balances[0].available, 30);
  assert.equal(preview.body.balances.beans, 35);
  assert.equal((await server.call('GET', `/v1/customers/${gone}`)).status, 200, 'a preview changes nothing');

  const merged = await server.call('POST', `/v1/customers/${kept}/merge`, asked, { 'idempotency-key': 'm1' });
  assert.equal(merged.status, 200, JSON.stringify(merged.body));
  const again = await server.call('POST', `/v1/customers/${kept}/merge`, asked, { 'idempotency-key': 'm1' });
  assert.equal(again.status, 200);
  assert.equal(again.body.decision_id, merged.body.decision_id, 'a double click is answered as the first');
  const oneself = await server.call('POST', `/v1/customers/${kept}/merge`, asked);
  assert.deepEqual([oneself.status, oneself.body.code], [409, 'merge_refused']);
  const ended = await server.call('GET', `/v1/customers/${gone}`);
  assert.equal(ended.status, 410);
  assert.equal(ended.body.code, 'customer_merged');
  assert.equal((await server.call('GET', '/v1/customers/external:gone')).body.id, kept);
  const list = await server.call('GET', `/v1/customers/${kept}/merges`);
  assert.deepEqual(
    list.body.items.map((one: { customer_id: string }) => one.customer_id),
    [gone],
  );

  const back = await server.call('POST', `/v1/customers/${kept}/unmerge`, { other: gone, reason: 'a mistake' });
  assert.equal(back.status, 200, JSON.stringify(back.body));
  assert.equal((await server.call('GET', '/v1/customers/external:gone')).body.id, gone);
  const balances = await server.call('GET', `/v1/customers/${gone}?expand=balances`);
  assert.equal(balances.body.balances[0].available, 30);
  const twice = await server.call('POST', `/v1/customers/${kept}/unmerge`, { other: gone, reason: 'again' });
  assert.deepEqual([twice.status, twice.body.code], [409, 'not_merged']);
});
