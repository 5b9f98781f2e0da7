// laurel providers: what waits for each and whether sending works; setting addresses and secrets, pausing, resuming. Secrets
// come over standard input: what stands in a command line is seen by every process of the machine.
import { text } from 'node:stream/consumers';
import { type ProviderView, readProviders } from '../delivery/provider-views.ts';
import { setAccess } from '../delivery/set-access.ts';
import { type Instance, openDelivery } from '../main.ts';
import { EngineError } from '../pipeline/submission.ts';
import { pauseProvider, resumeProvider } from '../storage/providers.ts';
import { type Command, CommandError, parseOptions, print, usageError, withInstance } from './command.ts';
import { grouped } from './progress.ts';
import { tableText } from './text-table.ts';

const PARTS = ['url', 'key', 'secrets', 'add-secret'] as const;
type Part = (typeof PARTS)[number];
const VALUE_MAX = 4_000;
const REASON_MAX = 500;
const BY = 'command line';

export const providers: Command = {
  usage: 'providers list|set NAME PART|pause NAME REASON|resume NAME',
  summary: 'Show providers, set an address or a secret from standard input, pause and resume.',
  details: [
    '',
    'laurel providers list',
    'laurel providers set messaging url < address.txt',
    'openssl rand -base64 32 | sed s/^/whsec_/ | tee /dev/tty | laurel providers set messaging add-secret',
    'laurel providers pause messaging "their maintenance until noon"',
    'laurel providers resume messaging',
    '',
    `Parts: ${PARTS.join(', ')}. \`secrets\` replaces all (one a line, the newest first), \`add-secret\` keeps the old ones`,
    'signing. Nothing at all on standard input clears the part. What LAUREL_PROVIDER_… settings say goes first.',
  ],
  async run(args) {
    const { positionals } = parseOptions(this, args, {});
    const [action, name, argument, ...others] = positionals;
    if (others.length > 0) throw usageError(this);
    if (action === 'list' && name === undefined) return list();
    if (name === undefined) throw usageError(this);
    const part = PARTS.find((one) => one === argument);
    if (action === 'set' && part !== undefined) return set(name, part);
    if (action === 'pause' && argument !== undefined && argument.length <= REASON_MAX) return pause(name, argument);
    if (action === 'resume' && argument === undefined) return resume(name);
    throw usageError(this);
  },
};

/** Works on a provider of the programme; rejects with `unknown_provider`. */
function withProvider(
  name: string,
  work: (instance: Instance, view: ProviderView, delivery: ReturnType<typeof openDelivery>) => Promise<void>,
): Promise<number> {
  return withProviders(async (instance, views, delivery) => {
    const view = views.find(({ provider }) => provider === name);
    if (view === undefined) throw new EngineError('unknown_provider', { provider: name });
    await work(instance, view, delivery);
  });
}

function withProviders(
  work: (
    instance: Instance,
    views: readonly ProviderView[],
    delivery: ReturnType<typeof openDelivery>,
  ) => Promise<void>,
): Promise<number> {
  return withInstance(async (instance) => {
    const { pool, programmes, clock } = instance;
    const history = await programmes.refresh();
    if (history === null) throw new EngineError('programme_missing');
    const delivery = openDelivery(instance);
    try {
      await work(instance, await readProviders({ pool, access: delivery.access }, history, clock.now()), delivery);
      return 0;
    } finally {
      await delivery.close();
    }
  });
}

function list(): Promise<number> {
  return withProviders(async (_, views) => {
    const heads = ['provider', 'connector', 'state', 'waiting', 'dead', 'url', 'key', 'secrets', 'remarks'];
    print(views.length === 0 ? 'The programme has no provider.' : tableText(heads, views.map(cells)));
  });
}

function cells(view: ProviderView): readonly string[] {
  const { provider, connector, state, lanes, dead, pause, missing, access, breaker } = view;
  const waiting = lanes.reduce((sum, { ready, later }) => sum + ready + later, 0);
  const remarks = [
    pause === null ? null : `paused by ${pause.by}: ${pause.reason}`,
    missing.length === 0 ? null : `${missing.join(' and ')} missing`,
    access.isReadable ? null : 'what is stored cannot be read',
    state === 'failing' ? breaker.reason : null,
  ].filter((remark) => remark !== null);
  const secrets = access.secrets === null ? '' : `${access.secretCount} (${access.secrets})`;
  return [
    provider,
    connector,
    state,
    grouped(waiting),
    grouped(dead),
    access.url ?? '',
    access.key ?? '',
    secrets,
    remarks.join('; '),
  ];
}

async function set(name: string, part: Part): Promise<number> {
  if (process.stdin.isTTY) process.stderr.write(`The value of ${part}, then Ctrl-D:\n`);
  const lines = (await text(process.stdin)).split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.some((line) => line.length > VALUE_MAX) || (lines.length > 1 && part !== 'secrets'))
    throw new CommandError(`${part} is one line of at most ${VALUE_MAX} characters.`);
  if (lines.length === 0 && part === 'add-secret') throw new CommandError('There is no secret on standard input.');
  return withProvider(name, async ({ clock }, view, delivery) => {
    const writer = { at: clock.now(), by: BY };
    const done = await setAccess(delivery, view, givenOf(part, lines), writer);
    if (done.kind === 'unreadable') throw new EngineError('access_unreadable', { provider: name });
    if (done.kind === 'refused') throw new CommandError(`${capital(done.problem)}: expected ${done.expected}.`);
    print(`${name}: ${part} is ${lines.length === 0 ? 'cleared' : 'set'}. Servers notice within seconds.`);
  });
}

function givenOf(part: Part, lines: readonly string[]): Parameters<typeof setAccess>[2] {
  const [line = null] = lines;
  if (part === 'secrets') return { secrets: lines };
  if (part === 'add-secret') return { add_secret: line ?? undefined };
  return part === 'url' ? { url: line } : { key: line };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function pause(name: string, reason: string): Promise<number> {
  return withProvider(name, async ({ pool, clock }, view) => {
    if (!(await pauseProvider(pool, name, { reason, at: clock.now(), by: BY })))
      throw new CommandError(`${name} is paused already: ${view.pause?.reason ?? ''}`);
    print(`Nothing is sent to ${name} until \`laurel providers resume ${name}\`; its messages wait.`);
  });
}

function resume(name: string): Promise<number> {
  return withProvider(name, async ({ pool }) => {
    if (!(await resumeProvider(pool, name))) throw new CommandError(`${name} is not paused.`);
    print(`Sending to ${name} goes on within seconds.`);
  });
}
