// Signatures against the published test vector of Standard Webhooks, and while keys are rotated.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { signatureHeaders } from './signature.ts';

const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const BODY = '{"test": 2432232314}';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const now = 1614265330_000;

test('the signature is that of the published vector', () => {
  assert.deepEqual(signatureHeaders({ id: ID, body: BODY, now }, [SECRET]), {
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('while keys are rotated every secret signs, the newest first', () => {
  const other = Buffer.from('another secret of 24 bytes or more').toString('base64');
  const headers = signatureHeaders({ id: ID, body: BODY, now }, [`whsec_${other}`, SECRET]);
  const key = Buffer.from(other, 'base64');
  const expected = createHmac('sha256', key).update(`${ID}.1614265330.${BODY}`).digest('base64');
  assert.equal(headers['webhook-signature'], `v1,${expected} v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=`);
});

test('without a secret there is no signature', () => {
  assert.deepEqual(signatureHeaders({ id: ID, body: BODY, now }, []), { 'webhook-timestamp': '1614265330' });
});
