// laurel key: API keys. A secret is shown once, when it is made; only its hash is kept.
import { createApiKey, listApiKeys, revokeApiKey, SCOPES, type Scope } from '../storage/api-keys.ts';
import { type Command, CommandError, parseOptions, print, usageError, withInstance } from './command.ts';
import { tableText } from './text-table.ts';

const NAME_MAX = 100;

export const key: Command = {
  usage: 'key create|list|revoke [NAME|KEY] [--scopes a,b] [--rate-limit N]',
  summary: 'Make, list and revoke API keys.',
  details: [
    '',
    'laurel key create "Till system" --scopes sessionm,events:write --rate-limit 600',
    'laurel key list',
    'laurel key revoke lk_…',
    '',
    `Scopes: ${SCOPES.join(', ')} (the default is admin, which covers all). The rate limit counts requests a minute.`,
  ],
  async run(args) {
    const options = { scopes: { type: 'string', default: 'admin' }, 'rate-limit': { type: 'string' } } as const;
    const { values, positionals } = parseOptions(this, args, options);
    const [action, subject, ...others] = positionals;
    if (others.length > 0) throw usageError(this);
    if (action === 'list' && subject === undefined) return list();
    if (action === 'revoke' && subject !== undefined) return revoke(subject);
    if (action !== 'create' || subject === undefined || subject.length > NAME_MAX) throw usageError(this);
    return create(subject, readScopes(values.scopes), readLimit(this, values['rate-limit']));
  },
};

function readScopes(text: string): readonly Scope[] {
  return text.split(',').map((name) => {
    const scope = SCOPES.find((known) => known === name.trim());
    if (scope === undefined) throw new CommandError(`There is no scope ${name}. Scopes: ${SCOPES.join(', ')}.`);
    return scope;
  });
}

function readLimit(command: Command, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw usageError(command);
  return Number(text);
}

function create(name: string, scopes: readonly Scope[], rateLimit: number | null): Promise<number> {
  return withInstance(async ({ pool, clock }) => {
    const created = await createApiKey(pool, { name, scopes, rateLimit, createdAt: clock.now() });
    if (created === null) throw new CommandError('A key of this name was just made. Try again.');
    print(`key     ${created.apiKey.key}\nsecret  ${created.secret}`);
    process.stderr.write('The secret is not kept and cannot be shown again.\n');
    return 0;
  });
}

function list(): Promise<number> {
  return withInstance(async ({ pool }) => {
    const rows = (await listApiKeys(pool)).map((found) => [
      found.key,
      found.name,
      found.scopes.join(','),
      found.rateLimit === null ? '' : `${found.rateLimit}/min`,
      new Date(found.createdAt).toISOString(),
      found.revokedAt === null ? '' : new Date(found.revokedAt).toISOString(),
    ]);
    print(tableText(['key', 'name', 'scopes', 'limit', 'created', 'revoked'], rows));
    return 0;
  });
}

function revoke(name: string): Promise<number> {
  return withInstance(async ({ pool, clock }) => {
    const found = (await listApiKeys(pool)).find((known) => known.key === name || known.id === name);
    if (found === undefined) throw new CommandError(`There is no API key ${name}.`);
    await revokeApiKey(pool, found.id, clock.now());
    print(`${found.key} is revoked. Servers notice within seconds.`);
    return 0;
  });
}
