// laurel customers get: one customer at a glance, for whoever sits at the machine. The console and the API show more.
import type { CustomerProfile } from '../domain/customers/profile.ts';
import type { Instance } from '../main.ts';
import { inspectCustomer } from '../pipeline/inspect.ts';
import { EngineError } from '../pipeline/submission.ts';
import { type CustomerRecord, readCustomer } from '../storage/customers.ts';
import { EMAIL_KIND, emailKey, findKeys, identifierKey } from '../storage/keys.ts';
import { readAccounts } from '../storage/points.ts';
import { type Command, parseOptions, print, usageError, withInstance } from './command.ts';
import { grouped } from './progress.ts';
import { tableText } from './text-table.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const customers: Command = {
  usage: 'customers get ID|TYPE:VALUE',
  summary: 'Show a customer: profile, points, tiers.',
  details: ['', 'TYPE:VALUE names one by an identifier (external:4711) or by e-mail (email:ada@example.com).'],
  async run(args) {
    const { positionals } = parseOptions(this, args, {});
    const [action, name, ...others] = positionals;
    if (action !== 'get' || name === undefined || others.length > 0) throw usageError(this);
    return withInstance(async (instance) => {
      const id = await findId(instance, name);
      const record = id === null ? null : await readCustomer(instance.pool, id);
      if (record === null) throw new EngineError('customer_not_found', { customer: name });
      await show(instance, record);
      return 0;
    });
  },
};

export async function findId({ pool }: Pick<Instance, 'pool'>, name: string): Promise<string | null> {
  if (UUID.test(name)) return name.toLowerCase();
  const colon = name.indexOf(':');
  const [type, value] = [name.slice(0, Math.max(0, colon)), name.slice(colon + 1)];
  const wanted = type === EMAIL_KIND ? emailKey(value) : identifierKey(type, value);
  const client = await pool.connect();
  try {
    const { keys } = await findKeys(client, [wanted.value], []);
    return keys.find((key) => key.kind === wanted.kind)?.customerId ?? null;
  } finally {
    client.release();
  }
}

async function show({ pool, programmes, clock }: Instance, { id, profile }: CustomerRecord): Promise<void> {
  print(profileText(id, profile));
  const accounts = await readAccounts(pool, id, clock.now());
  if (accounts.length > 0) {
    const rows = accounts.map((figures) => [
      figures.account,
      ...[figures.available, figures.held, figures.pending, figures.lifetime, figures.spent, figures.expired].map(
        grouped,
      ),
    ]);
    print(`\n${tableText(['account', 'available', 'held', 'pending', 'earned in all', 'spent', 'expired'], rows)}`);
  }
  const inspected = await inspectCustomer(pool, programmes, id, clock.now());
  const tiers = [...(inspected?.state.tiers.values() ?? [])];
  if (tiers.length === 0) return;
  const rows = tiers.map((tier) => [tier.system, tier.level, day(tier.since), day(tier.maintenanceAt)]);
  print(`\n${tableText(['tier system', 'level', 'since', 'next maintenance'], rows)}`);
}

function profileText(id: string, profile: CustomerProfile): string {
  const name = [profile.firstName, profile.lastName].filter((part) => part !== null).join(' ');
  const identifiers = profile.identifiers.map(({ type, value }) => `${type}:${value}`).join(', ');
  const lines: readonly (readonly [string, string | null])[] = [
    ['id', id],
    ['name', name === '' ? null : name],
    ['e-mail', profile.email],
    ['identifiers', identifiers === '' ? null : identifiers],
    ['status', profile.deletedAt === null ? profile.status : `deleted ${day(profile.deletedAt)}`],
    ['in the programme', profile.optedIn ? `since ${day(profile.optedInAt)}` : 'no'],
    ['time zone', profile.timeZone],
  ];
  return lines.flatMap(([label, value]) => (value === null ? [] : [`${label.padEnd(18)}${value}`])).join('\n');
}

function day(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString().slice(0, 10);
}
