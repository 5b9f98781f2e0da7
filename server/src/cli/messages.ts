// laurel messages: which were sent or wait, one of them in full, and sending again what failed. The same calls as HTTP.
import { EngineError } from '../pipeline/submission.ts';
import {
  type MessageFilter,
  type MessageRecord,
  readDeliveries,
  readMessage,
  readMessages,
  replayMessages,
} from '../storage/deliveries.ts';
import { MESSAGE_STATUSES } from '../storage/outbox.ts';
import { type Command, CommandError, parseOptions, print, usageError, withInstance } from './command.ts';
import { grouped } from './progress.ts';
import { tableText } from './text-table.ts';

const LISTED = 20;
const LISTED_MAX = 1_000;
const REPLAYED = 1_000;
const REPLAYED_MAX = 50_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const OPTIONS = {
  status: { type: 'string' },
  provider: { type: 'string' },
  message: { type: 'string' },
  campaign: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string' },
} as const;
type Given = { readonly [name in keyof typeof OPTIONS]?: string | undefined };

export const messages: Command = {
  usage:
    'messages list|show ID|replay [ID] [--provider P] [--message M] [--campaign C] [--status S] [--from T] [--to T]',
  summary: 'List messages, show one with its attempts, or send again what failed.',
  details: [
    '',
    'laurel messages list --status dead --limit 100',
    'laurel messages show 01a2…',
    'laurel messages replay 01a2…',
    'laurel messages replay --provider messaging --from 2026-11-21T08:00:00Z',
    '',
    `Statuses: ${MESSAGE_STATUSES.join(', ')}. A replay takes dead ones unless told otherwise, at most ${REPLAYED} (--limit).`,
  ],
  async run(args) {
    const { values, positionals } = parseOptions(this, args, OPTIONS);
    const [action, id, ...others] = positionals;
    if (others.length > 0 || (id !== undefined && !UUID.test(id))) throw usageError(this);
    const hasFilter = Object.keys(values).some((name) => name !== 'limit' && name !== 'status');
    if (action === 'list' && id === undefined) return list(filterOf(values), limitOf(values, LISTED, LISTED_MAX));
    if (action === 'show' && id !== undefined) return show(id.toLowerCase());
    if (action === 'replay' && id !== undefined && Object.keys(values).length === 0) return replayOne(id.toLowerCase());
    if (action === 'replay' && id === undefined && hasFilter)
      return replayMany(filterOf(values), limitOf(values, REPLAYED, REPLAYED_MAX));
    throw usageError(this);
  },
};

function filterOf(given: Given): MessageFilter {
  const { status, provider, message, campaign, from, to } = given;
  const known = MESSAGE_STATUSES.find((one) => one === status);
  if (status !== undefined && known === undefined)
    throw new CommandError(`There is no status ${status}. Statuses: ${MESSAGE_STATUSES.join(', ')}.`);
  return {
    statuses: known === undefined ? undefined : [known],
    provider,
    message,
    rule: campaign === undefined ? undefined : `campaign/${campaign}`,
    from: instantOf(from),
    to: instantOf(to),
  };
}

function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\d(T.*(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new CommandError(`${text} is no instant such as 2026-11-21T08:00:00Z.`);
  return at;
}

function limitOf({ limit }: Given, standard: number, max: number): number {
  if (limit === undefined) return standard;
  if (!/^[1-9]\d{0,5}$/.test(limit) || Number(limit) > max)
    throw new CommandError(`--limit is a number from 1 to ${max}.`);
  return Number(limit);
}

function list(filter: MessageFilter, limit: number): Promise<number> {
  return withInstance(async ({ pool }) => {
    const { items } = await readMessages(pool, filter, { limit, after: null });
    const heads = ['message', 'name', 'provider', 'status', 'attempts', 'decided', 'reason'];
    print(items.length === 0 ? 'No message.' : tableText(heads, items.map(cells)));
    return 0;
  });
}

function cells(row: MessageRecord): readonly string[] {
  const { id, message, provider, status, attempts, createdAt, reason } = row;
  return [id, message, provider, status, String(attempts), new Date(createdAt).toISOString(), reason ?? ''];
}

function show(id: string): Promise<number> {
  return withInstance(async ({ pool }) => {
    const found = await readMessage(pool, id);
    if (found === null) throw new EngineError('message_not_found', { message: id });
    const lines: readonly (readonly [string, string | null])[] = [
      ['id', found.id],
      ['message', found.message],
      ['provider', found.provider],
      ['customer', found.customerId],
      ['sent by', `${found.rule}, version ${found.programmeVersion} of the programme`],
      ['status', found.reason === null ? found.status : `${found.status}: ${found.reason}`],
      ['decided', new Date(found.createdAt).toISOString()],
      ['next attempt', found.status === 'waiting' ? new Date(found.nextAt).toISOString() : null],
      ['reference', found.reference],
      ['request', found.request === null ? null : `${found.request.method} ${found.request.url}`],
      ['body', found.request?.body ?? null],
    ];
    print(lines.flatMap(([label, value]) => (value === null ? [] : [`${label.padEnd(14)}${value}`])).join('\n'));
    const attempts = await readDeliveries(pool, id);
    if (attempts.length === 0) return 0;
    const rows = attempts.map(({ attempt, at, result, status, durationMs, reason }) => [
      String(attempt),
      new Date(at).toISOString(),
      result,
      String(status ?? ''),
      String(durationMs),
      reason ?? '',
    ]);
    print(`\n${tableText(['attempt', 'at', 'result', 'answer', 'ms', 'reason'], rows)}`);
    return 0;
  });
}

function replayOne(id: string): Promise<number> {
  return withInstance(async ({ pool, clock }) => {
    const found = await readMessage(pool, id);
    if (found === null) throw new EngineError('message_not_found', { message: id });
    if ((await replayMessages(pool, { which: { id }, now: clock.now() })) === 0)
      throw new EngineError('message_state', { message: id, status: found.status, step: 'replay' });
    print('It is sent again by the server, as soon as one is running.');
    return 0;
  });
}

function replayMany(filter: MessageFilter, limit: number): Promise<number> {
  return withInstance(async ({ pool, clock }) => {
    const count = await replayMessages(pool, { which: { filter }, now: clock.now(), limit });
    const more = count === limit ? ' There may be more: the limit was reached.' : '';
    print(`${grouped(count)} ${count === 1 ? 'message is' : 'messages are'} sent again, in the bulk lane.${more}`);
    return 0;
  });
}
