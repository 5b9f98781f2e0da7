// Fetches and writes a customer's account in another system over HTTP, with the address and key of a provider. What comes back is
// bounded and read as JSON; what its fields mean is said by the programme and judged by the caller.
import { SendError } from '../connectors/send-error.ts';
import type { JsonObject } from '../domain/facts.ts';
import type { ExternalSystemDefinition } from '../domain/programme/schema-external.ts';
import type { DeliveryParts } from './parts.ts';

type Parts = Pick<DeliveryParts, 'access' | 'sender'>;

export type Fetched =
  | { readonly kind: 'found'; readonly account: JsonObject }
  | { readonly kind: 'absent' }
  /** Something to try again, or to set right, said without what was sent. */
  | { readonly kind: 'failed'; readonly reason: string };

const TIMEOUT_MS = 10_000;

export function fetchAccount(parts: Parts, system: ExternalSystemDefinition, id: string): Promise<Fetched> {
  return ask(parts, system, { method: 'GET', path: system.look_up, id, body: '' });
}

/** `found` with what the system answered: its account as it now is, or nothing. */
export function writeAccount(
  parts: Parts,
  system: ExternalSystemDefinition,
  { id, fields, path }: { readonly id: string; readonly fields: JsonObject; readonly path: string },
): Promise<Fetched> {
  return ask(parts, system, { method: 'PUT', path, id, body: JSON.stringify(fields) });
}

async function ask(
  { access, sender }: Parts,
  { provider }: ExternalSystemDefinition,
  { method, path, id, body }: { method: 'GET' | 'PUT'; path: string; id: string; body: string },
): Promise<Fetched> {
  await access.refresh();
  const { url, key } = access.of(provider);
  if (url === null) return { kind: 'failed', reason: `the provider ${provider} has no address` };
  const headers = {
    accept: 'application/json',
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
  const address = url.replace(/\/$/, '') + path.replaceAll('{id}', encodeURIComponent(id));
  try {
    const answer = await sender.http({ method, url: address, headers, body, timeoutMs: TIMEOUT_MS });
    if (answer.status === 404 || answer.status === 410) return { kind: 'absent' };
    if (answer.status < 200 || answer.status > 299)
      return { kind: 'failed', reason: `it answered with status ${answer.status}` };
    return method === 'PUT' ? { kind: 'found', account: {} } : readAccount(answer.body);
  } catch (error) {
    if (error instanceof SendError) return { kind: 'failed', reason: error.message };
    throw error;
  }
}

function readAccount(body: string): Fetched {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value)
      ? { kind: 'found', account: value }
      : { kind: 'failed', reason: 'it answered no JSON object' };
  } catch {
    return { kind: 'failed', reason: 'its answer is not JSON, or too long' };
  }
}

/** What JSON.parse gives is JSON all the way down. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
