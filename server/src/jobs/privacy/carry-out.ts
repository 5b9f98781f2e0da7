// Carries out what customers asked about their data: makes the files of exports, and sees to it that a customer who was
// forgotten is so everywhere, with all who were merged into them and with what was under way. Each step is a fact.
import { Buffer } from 'node:buffer';
import type pg from 'pg';
import type { Actor, FactBody } from '../../domain/facts.ts';
import { type Instant, MINUTE_MS, shift } from '../../domain/time.ts';
import type { ProgrammeSource } from '../../pipeline/programme-cache.ts';
import { type Clock, type Engine, EngineError } from '../../pipeline/submission.ts';
import { mergedInto } from '../../storage/merges.ts';
import { dropFile, type FileName, writePiece } from '../../storage/privacy/files.ts';
import { findUnforgotten, lockRequest, type OwnedRequest, openRequests } from '../../storage/privacy/requests.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { archiveStream } from './archive.ts';

export type PrivacyDeps = {
  readonly pool: pg.Pool;
  readonly engine: Pick<Engine, 'submitAll'>;
  readonly programmes: Pick<ProgrammeSource, 'refresh'>;
  readonly clock: Clock;
};

/** What was under way when a customer was forgotten has been written by then: senders and batches give up earlier. */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;
const REQUESTS_AT_ONCE = 100;
/** A row of the database of a size that is read and written in no time. */
const PIECE_BYTES = 256 * 1024;
/** A slow disk between two reads must not end the snapshot. */
const IDLE_MS = 60_000;

const ACTOR: Actor = { kind: 'run', name: 'privacy' };

/** Gives how many requests were brought to their end. One that fails does not keep the others waiting. */
export async function carryOutPrivacy(
  deps: PrivacyDeps,
  options: { readonly signal?: AbortSignal } = {},
): Promise<number> {
  const now = deps.clock.now();
  const exports = await openRequests(deps.pool, 'export', { before: now, limit: REQUESTS_AT_ONCE });
  const forgets = await openRequests(deps.pool, 'forget', { before: now, limit: REQUESTS_AT_ONCE });
  const failures: unknown[] = [];
  let done = 0;
  for (const request of [...exports, ...forgets]) {
    if (options.signal?.aborted === true) break;
    const work = request.kind === 'export' ? makeExport(deps, request) : finishForgetting(deps, request, now);
    done += await work.catch((error: unknown) => {
      failures.push(error);
      return 0;
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, 'requests about personal data failed');
  return done;
}

/** Until when a file that is made now can be had. */
async function keptUntil({ programmes }: PrivacyDeps, now: Instant): Promise<Instant> {
  const history = await programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  return shift(now, history.live.document.settings.retention.exports, 1);
}

async function makeExport(deps: PrivacyDeps, request: OwnedRequest): Promise<number> {
  const { pool, clock } = deps;
  const { customerId, id: requestId } = request;
  const file = { customerId, requestId };
  const now = clock.now();
  const expiresAt = await keptUntil(deps, now);
  const customerIds = [customerId, ...(await mergedInto(pool, customerId))];
  const isMade = await inTransaction(
    pool,
    async (client) => {
      // Another process may be at it.
      if (!(await lockRequest(client, requestId))) return false;
      await dropFile(pool, file);
      const archive = archiveStream(client, { customerIds, format: request.format ?? 'zip', now });
      await writeFile(pool, file, { bytes: archive, expiresAt });
      return true;
    },
    (client) =>
      client.query(
        `begin isolation level repeatable read, read only; set local idle_in_transaction_session_timeout = ${IDLE_MS}`,
      ),
  );
  if (!isMade) return 0;
  const isTold = await tell(deps, customerId, { kind: 'export.complete', requestId, expiresAt });
  // Who was forgotten meanwhile leaves no copy.
  if (!isTold) await dropFile(pool, file);
  return 1;
}

async function writeFile(
  pool: pg.Pool,
  file: FileName,
  { bytes, expiresAt }: { readonly bytes: AsyncIterable<Buffer | string>; readonly expiresAt: Instant },
): Promise<void> {
  let waiting: Buffer[] = [];
  let size = 0;
  let number = 0;
  const flush = async (): Promise<void> => {
    await writePiece(pool, file, { number, bytes: Buffer.concat(waiting), expiresAt });
    number += 1;
    waiting = [];
    size = 0;
  };
  for await (const chunk of bytes) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    waiting.push(part);
    size += part.length;
    if (size >= PIECE_BYTES) await flush();
  }
  if (size > 0) await flush();
}

/** Those who were merged into the customer go at once; a second look follows when nothing can be under way any more. */
async function finishForgetting(deps: PrivacyDeps, request: OwnedRequest, now: Instant): Promise<number> {
  const { customerId, id: requestId, requestedAt } = request;
  const by = request.identityBy ?? request.requestedBy;
  const identity = { method: request.identityMethod ?? 'other', by } as const;
  for (const other of await findUnforgotten(deps.pool, customerId))
    await tell(deps, other, { kind: 'customer.forget', identity, reason: 'duplicate', note: null });
  if (now < requestedAt + SETTLED_AFTER_MS) return 0;
  await tell(deps, customerId, { kind: 'customer.erased', requestId });
  return 1;
}

/** False when it was refused: then the customer is another one by now. */
async function tell({ engine }: PrivacyDeps, customerId: string, body: FactBody): Promise<boolean> {
  const [ending] = await engine.submitAll([{ customerId, body, idempotency: null, actor: ACTOR, isHistory: false }]);
  if (ending?.kind !== 'answered') throw ending?.error ?? new Error('The engine gave no answer.');
  return ending.answer.record.refusal === undefined;
}
