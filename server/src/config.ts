// The settings: the only reader of process.env. Every fault is found at start, all of them at once.
// It opens nothing and creates nothing; where a secret is missing, whoever needs one makes it.
import path from 'node:path';
import { z } from 'zod';

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Whose login runs migrations; the application's own where nothing else is said. */
  readonly ownerDatabaseUrl: string | null;
  readonly programmeDir: string;
  readonly isDemo: boolean;
  readonly apiKey: { readonly key: string; readonly secret: string } | null;
  readonly retailerId: string | null;
  readonly secretKey: string | null;
  readonly publicUrl: string;
  /** The brand's own identity provider, where users may sign in besides. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  /** false, the number of proxies in front, or their addresses. */
  readonly trustProxy: false | number | readonly string[];
  readonly logLevel: LogLevel;
  readonly mayTargetPrivate: boolean;
  /** Finished messages are dropped after so many days. */
  readonly messagesKeptDays: number;
  /** Addresses and secrets of providers, by their names as settings spell them (`messaging` is MESSAGING). */
  readonly providers: { readonly [name: string]: ProviderAccess };
};

/** `secrets`: the newest first; all of them sign while they are rotated. */
type ProviderAccess = { readonly url: string | null; readonly key: string | null; readonly secrets: readonly string[] };

type LogLevel = z.infer<typeof logLevel>;

/** Every fault of the settings, one sentence each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export const ROOT = path.resolve(import.meta.dirname, '../..');

const KEY_CHARACTERS_MIN = 8;
const SECRET_CHARACTERS_MIN = 16;
const CREDENTIAL_CHARACTERS_MAX = 200;
/** 256 bits as base64 take 43 characters, as hex 64; anything shorter than this is a pass phrase. */
const SECRET_KEY_CHARACTERS_MIN = 32;
const PROXIES_MAX = 10;
/** A century. */
const DAYS_MAX = 36_525;
/** Further apart than this a name is not a slip of the fingers. */
const SUGGESTION_EDITS_MAX = 4;

const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);

const text = (expected: string, test: (value: string) => boolean) => z.string().refine(test, expected);
const credential = (min: number) =>
  text(
    `expected ${min} to ${CREDENTIAL_CHARACTERS_MAX} printable characters without spaces or colons`,
    (value) => value.length >= min && value.length <= CREDENTIAL_CHARACTERS_MAX && /^[!-9;-~]+$/.test(value),
  );
const flag = z.enum(['0', '1'], 'expected 0 or 1').transform((value) => value === '1');
const postgresUrl = text('expected postgres://user:password@host:port/database', (value) => {
  const url = URL.parse(value);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
});
const httpUrl = text('expected an address such as https://loyalty.example.com', (value) => {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
});
const portNumber = text(
  'expected a number from 0 to 65535',
  (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
);
const proxies = text(
  `expected 0, the number of proxies in front (at most ${PROXIES_MAX}), or their addresses separated by commas`,
  (value) => (/^\d+$/.test(value) ? Number(value) <= PROXIES_MAX : /^[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*$/.test(value)),
);

/** The settings in the order of laurel.example.env, which a test holds equal to this list. */
const settings = {
  PORT: portNumber.default('4000'),
  HOST: text('expected a host name or address', (value) => !/[\s/]/.test(value)).default('127.0.0.1'),
  LAUREL_PUBLIC_URL: httpUrl.optional(),
  LAUREL_TRUST_PROXY: proxies.default('0'),
  LAUREL_DATA: z.string().default('data'),
  DATABASE_URL: postgresUrl.optional(),
  LAUREL_OWNER_DATABASE_URL: postgresUrl.optional(),
  LAUREL_PROGRAMME: z.string().default('programs/coffee'),
  LAUREL_DEMO: flag.default(true),
  LAUREL_API_KEY: credential(KEY_CHARACTERS_MIN).optional(),
  LAUREL_API_SECRET: credential(SECRET_CHARACTERS_MIN).optional(),
  LAUREL_RETAILER_ID: text('expected a UUID', (value) => z.guid().safeParse(value).success).optional(),
  LAUREL_SECRET_KEY: text(
    `expected at least ${SECRET_KEY_CHARACTERS_MIN} characters, such as 32 random bytes in base64 (several, the newest first, with commas between)`,
    (value) => value.split(',').every((key) => key.trim().length >= SECRET_KEY_CHARACTERS_MIN),
  ).optional(),
  LAUREL_OIDC_ISSUER: httpUrl.optional(),
  LAUREL_OIDC_CLIENT_ID: text(
    'expected 1 to 200 characters',
    (value) => value.length <= CREDENTIAL_CHARACTERS_MAX,
  ).optional(),
  LAUREL_OIDC_CLIENT_SECRET: text(
    'expected 1 to 200 characters',
    (value) => value.length <= CREDENTIAL_CHARACTERS_MAX,
  ).optional(),
  LAUREL_LOG_LEVEL: logLevel.default('info'),
  LAUREL_ALLOW_PRIVATE_TARGETS: flag.default(false),
  LAUREL_MESSAGES_KEPT_DAYS: text(
    `expected a number of days from 1 to ${DAYS_MAX}`,
    (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= DAYS_MAX,
  ).default('400'),
};

export const SETTING_NAMES: readonly string[] = Object.keys(settings);

/** One for each provider of the programme; the example file names them for one called `messaging`. */
const PROVIDER = /^LAUREL_PROVIDER_([A-Z][A-Z0-9_]*)_(URL|KEY|SECRET)$/;

/** Set by our own programs for each other; nobody writes these by hand. */
const INTERNAL = /^LAUREL_TEST_/;
const SECRET = /SECRET|KEY|DATABASE_URL|PROVIDER/;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings. An empty value counts as none. Throws one ConfigError that names every fault. */
export function readConfig(env: Environment = process.env): {
  readonly config: Config;
  readonly warnings: readonly string[];
} {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in settings && value !== ''));
  const parsed = z.object(settings).safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => describe(issue, given));
  const providers = readProviders(env, problems);
  problems.push(...findContradictions(given));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return { config: { ...build(parsed.data), providers }, warnings: findStrangers(env) };
}

type Parsed = z.infer<z.ZodObject<typeof settings>>;

function build(values: Parsed): Omit<Config, 'providers'> {
  const { LAUREL_API_KEY: key, LAUREL_API_SECRET: secret } = values;
  const port = Number(values.PORT);
  return {
    port,
    host: values.HOST,
    dataDir: path.resolve(ROOT, values.LAUREL_DATA),
    databaseUrl: values.DATABASE_URL ?? null,
    ownerDatabaseUrl: values.LAUREL_OWNER_DATABASE_URL ?? null,
    programmeDir: path.resolve(ROOT, values.LAUREL_PROGRAMME),
    isDemo: values.LAUREL_DEMO,
    apiKey: key === undefined || secret === undefined ? null : { key, secret },
    retailerId: values.LAUREL_RETAILER_ID?.toLowerCase() ?? null,
    secretKey: values.LAUREL_SECRET_KEY ?? null,
    publicUrl: (values.LAUREL_PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    oidc: oidcOf(values),
    trustProxy: parseProxies(values.LAUREL_TRUST_PROXY),
    logLevel: values.LAUREL_LOG_LEVEL,
    mayTargetPrivate: values.LAUREL_ALLOW_PRIVATE_TARGETS,
    messagesKeptDays: Number(values.LAUREL_MESSAGES_KEPT_DAYS),
  };
}

function oidcOf({
  LAUREL_OIDC_ISSUER: issuer,
  LAUREL_OIDC_CLIENT_ID: clientId,
  LAUREL_OIDC_CLIENT_SECRET: clientSecret,
}: Parsed): Config['oidc'] {
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret };
}

function parseProxies(value: string): Config['trustProxy'] {
  if (!/^\d+$/.test(value)) return value.split(',');
  return Number(value) === 0 ? false : Number(value);
}

/** A secret's value is never repeated: messages end up in logs. */
function describe(issue: z.core.$ZodIssue, given: Environment): string {
  const name = String(issue.path[0]);
  const value = SECRET.test(name) ? '(not shown)' : JSON.stringify(given[name]);
  const expected = issue.code === 'invalid_value' ? `expected ${issue.values.join(' or ')}` : issue.message;
  return `${name} is ${value}: ${expected}.`;
}

function findContradictions(given: Environment): string[] {
  const needs: readonly (readonly [string, string])[] = [
    ['LAUREL_API_KEY', 'LAUREL_API_SECRET'],
    ['LAUREL_API_SECRET', 'LAUREL_API_KEY'],
    ['LAUREL_OWNER_DATABASE_URL', 'DATABASE_URL'],
    ['LAUREL_OIDC_ISSUER', 'LAUREL_OIDC_CLIENT_ID'],
    ['LAUREL_OIDC_CLIENT_ID', 'LAUREL_OIDC_CLIENT_SECRET'],
    ['LAUREL_OIDC_CLIENT_SECRET', 'LAUREL_OIDC_ISSUER'],
  ];
  return needs
    .filter(([name, other]) => given[name] !== undefined && given[other] === undefined)
    .map(([name, other]) => `${name} is set and ${other} is not: expected ${other} as well.`);
}

const providerUrl = (value: string): boolean => /^(https?|smtps?):$/.test(URL.parse(value)?.protocol ?? '');

/** Several secrets are separated by spaces. Faults go to `problems`; values are never repeated. */
function readProviders(env: Environment, problems: string[]): Config['providers'] {
  const providers: { [name: string]: ProviderAccess } = {};
  for (const [setting, value = ''] of Object.entries(env)) {
    const [, name, part] = PROVIDER.exec(setting) ?? [];
    if (name === undefined || value === '') continue;
    if (part === 'URL' && !providerUrl(value)) {
      problems.push(
        `${setting} is (not shown): expected an address such as https://hooks.example.com or smtp://mail.example.com:587.`,
      );
    }
    const before = providers[name] ?? { url: null, key: null, secrets: [] };
    if (part === 'URL') providers[name] = { ...before, url: value };
    else if (part === 'KEY') providers[name] = { ...before, key: value };
    else
      providers[name] = {
        ...before,
        secrets: value.split(/\s+/).filter((secret) => secret !== ''),
      };
  }
  return providers;
}

/** A misspelt setting is silently another value: said aloud, with the name it was probably meant to be. */
function findStrangers(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('LAUREL_') && !(name in settings) && !INTERNAL.test(name) && !PROVIDER.test(name))
    .sort()
    .map((name) => {
      const nearest = SETTING_NAMES.map((known) => ({ known, edits: countEdits(name, known) })).sort(
        (a, b) => a.edits - b.edits,
      )[0];
      const hint =
        nearest !== undefined && nearest.edits <= SUGGESTION_EDITS_MAX ? `: did you mean ${nearest.known}?` : '.';
      return `${name} is not a setting of Laurel and is ignored${hint}`;
    });
}

/** Levenshtein's distance. */
function countEdits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
