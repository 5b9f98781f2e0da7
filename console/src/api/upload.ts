// Files that are sent to the server as they are, which the client of the contract cannot: it speaks JSON.
import { LaurelError } from '@laurel/sdk';

/** `path` is one of /v1. The answer is read by whoever wants more of it than that it worked. */
export async function upload(path: string, file: Blob, contentType: string): Promise<void> {
  const headers = { 'content-type': contentType, 'idempotency-key': crypto.randomUUID(), accept: 'application/json' };
  const response = await fetch(path, { method: 'POST', headers, body: file });
  if (response.ok) return;
  const problem: unknown = await response.json().catch(() => null);
  const { status } = response;
  throw new LaurelError('unreadable_answer', sentenceIn(problem), { status, isRetryable: status === 503 });
}

function sentenceIn(problem: unknown): string {
  const isTold = typeof problem === 'object' && problem !== null && 'detail' in problem;
  return isTold && typeof problem.detail === 'string' ? problem.detail : 'The file was not taken.';
}
