// Signatures of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com): HMAC-SHA256 over id, timestamp and body.

import { createHmac } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';

/** Each secret signs, so that a receiver may change over to a new one at any time. The timestamp is the attempt's. */
export function signatureHeaders(
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: Instant },
  secrets: readonly string[],
): { readonly [name: string]: string } {
  const timestamp = String(Math.floor(now / 1_000));
  if (secrets.length === 0) return { 'webhook-timestamp': timestamp };
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
