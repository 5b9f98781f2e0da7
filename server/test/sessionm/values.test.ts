// The values that both sides exchange: GUIDs that must never change once clients have stored them, and times as clients
// write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGuids } from '../../src/http/sessionm/guids.ts';
import { parsed } from '../../src/http/sessionm/instants.ts';
import { RETAILER } from './harness.ts';

test('a GUID follows from retailer, kind and name, and is the same for ever', () => {
  const guids = createGuids(RETAILER);
  const beans = guids.of('account', 'beans');
  assert.equal(beans, 'a0991519-8591-8fb7-bd86-cd8b9f6e12b5');
  assert.equal(createGuids(RETAILER).of('account', 'beans'), beans);
  assert.match(beans, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const others = [
    guids.of('source', 'beans'),
    guids.of('account', 'bean'),
    createGuids('00000000-0000-4000-8000-000000000000').of('account', 'beans'),
  ];
  assert.equal(new Set([beans, ...others]).size, 4);
});

test('a thing is found by its GUID or its plain name, in any case, and by nothing else', () => {
  const guids = createGuids(RETAILER);
  const names = ['gift', 'beans'];
  assert.equal(guids.find('account', guids.of('account', 'beans').toUpperCase(), names), 'beans');
  assert.equal(guids.find('account', ' Beans ', names), 'beans');
  assert.equal(guids.find('account', guids.of('source', 'beans'), names), null);
  assert.equal(guids.find('account', '', names), null);
});

test('times: ISO 8601 with a zone, without one in UTC, a day alone is its first instant', () => {
  const noon = Date.UTC(2026, 2, 1, 12);
  for (const text of [
    '2026-03-01T12:00:00Z',
    '2026-03-01T12:00:00.000Z',
    '2026-03-01 12:00:00',
    '2026-03-01T12:00',
    '2026-03-01T14:00:00+02:00',
    '2026-03-01T07:00:00-0500',
  ]) {
    assert.equal(parsed(text), noon, text);
  }
  assert.equal(parsed('2026-03-01'), Date.UTC(2026, 2, 1));
  for (const text of [
    '',
    'yesterday',
    '2026-02-30',
    '2026-03-01T25:00:00Z',
    '300000-01-01',
    '1899-12-31',
    '2200-01-01',
  ]) {
    assert.equal(parsed(text), null, text);
  }
});
