// laurel privacy: a copy of a customer's data as a file, forgetting a customer, and what is dropped by age, for whoever sits at
// the machine. The same facts as over HTTP.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FactBody } from '../domain/facts.ts';
import { EXPORT_FORMATS, FORGET_REASONS, IDENTITY_METHODS } from '../domain/privacy/privacy.ts';
import { isoText } from '../domain/time.ts';
import { carryOutPrivacy } from '../jobs/privacy/carry-out.ts';
import { applyRetention, listExpired } from '../jobs/privacy/retention.ts';
import type { Instance } from '../main.ts';
import type { PipelineEngine } from '../pipeline/engine.ts';
import { EngineError } from '../pipeline/submission.ts';
import { readPieces } from '../storage/privacy/files.ts';
import { readRequest } from '../storage/privacy/requests.ts';
import { type Command, CommandError, parseOptions, print, usageError, withInstance } from './command.ts';
import { findId } from './customers.ts';
import { grouped } from './progress.ts';
import { tableText } from './text-table.ts';

const OPTIONS = {
  identity: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
  format: { type: 'string' },
  file: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

export const privacy: Command = {
  usage: 'privacy export|forget ID|TYPE:VALUE --identity METHOD | privacy retention [--dry-run]',
  summary: "Write a copy of a customer's data, forget a customer, or drop what was kept long enough.",
  details: [
    '',
    `  --identity METHOD  how it was made sure that the customer asks: ${IDENTITY_METHODS.join(', ')}`,
    '  --by NAME          who checked; left out: command line',
    '  --format zip|csv   of an export (zip)',
    '  --file FILE        where the export is written to; left out: privacy-ID.zip',
    `  --reason REASON    of forgetting: ${FORGET_REASONS.join(', ')} (requested)`,
    '',
    'Forgetting cannot be undone. A running server looks a second time after five minutes and completes the request.',
  ],
  async run(args) {
    const { values, positionals } = parseOptions(this, args, OPTIONS);
    const [action, name, ...others] = positionals;
    if (others.length > 0) throw usageError(this);
    if (action === 'retention' && name === undefined)
      return withInstance((instance) => retain(instance, values['dry-run'] === true));
    if (name === undefined || (action !== 'export' && action !== 'forget')) throw usageError(this);
    const identity = { method: oneOf('identity', IDENTITY_METHODS, values.identity), by: values.by ?? 'command line' };
    const format = oneOf('format', EXPORT_FORMATS, values.format ?? 'zip');
    const reason = oneOf('reason', FORGET_REASONS, values.reason ?? 'requested');
    return withInstance(async (instance) => {
      const id = await findId(instance, name);
      if (id === null) throw new EngineError('customer_not_found', { customer: name });
      const engine = await instance.openEngine({ live: true, bulk: true });
      try {
        if (action === 'forget')
          return await forget(engine, id, { kind: 'customer.forget', identity, reason, note: null });
        const body = { kind: 'export.request', identity, format, note: null } as const;
        return await exportTo(instance, engine, { id, body, file: values.file ?? `privacy-${id}.${format}` });
      } finally {
        await engine.close();
      }
    });
  },
};

function oneOf<Word extends string>(option: string, words: readonly Word[], given: string | undefined): Word {
  const word = words.find((one) => one === given);
  if (word === undefined) throw new CommandError(`--${option} must be one of ${words.join(', ')}.`);
  return word;
}

async function decide(engine: PipelineEngine, customerId: string, body: FactBody) {
  const answer = await engine.submit({
    customer: { kind: 'id', id: customerId },
    body,
    occurredAt: null,
    idempotency: null,
    actor: { kind: 'cli', name: 'command line' },
    lane: 'live',
    isHistory: false,
  });
  const { refusal } = answer.record;
  if (refusal !== undefined) throw new EngineError(refusal.code, refusal.detail);
  return answer;
}

async function forget(engine: PipelineEngine, id: string, body: FactBody): Promise<number> {
  await decide(engine, id, body);
  print(`Customer ${id} is forgotten.`);
  return 0;
}

type ExportCall = { readonly id: string; readonly body: FactBody; readonly file: string };

async function exportTo(instance: Instance, engine: PipelineEngine, { id, body, file }: ExportCall): Promise<number> {
  const { pool, programmes, clock } = instance;
  const { record } = await decide(engine, id, body);
  const requestId = record.outcomes.find((outcome) => outcome.kind === 'privacy')?.request_id ?? '';
  await carryOutPrivacy({ pool, engine, programmes, clock });
  await decide(engine, id, { kind: 'export.download', requestId });
  const request = await readRequest(pool, id, requestId);
  await pipeline(
    Readable.from(readPieces(pool, { customerId: id, requestId })),
    createWriteStream(file, { mode: 0o600 }),
  );
  const until = request?.expiresAt ?? null;
  print(`Everything that is held on ${id} is in ${file}.`);
  if (until !== null) print(`The server has it, too, until ${isoText(until)}.`);
  return 0;
}

async function retain(instance: Instance, isDryRun: boolean): Promise<number> {
  const lines = await (isDryRun ? listExpired(instance) : applyRetention(instance));
  const rows = lines.map(({ kind, before, rows, isMore }) => [
    kind,
    before === null ? 'kept' : isoText(before),
    `${grouped(rows)}${isMore ? ' and more' : ''}`,
  ]);
  print(tableText(['what', 'older than', isDryRun ? 'would go' : 'dropped'], rows));
  return 0;
}
