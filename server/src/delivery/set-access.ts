// Sets the address, key and secrets of a provider in the encrypted store, after checking that they can be what its connector
// needs: what is certain to be refused at every attempt is refused here. It never repeats what it was given.
import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Access } from '../connectors/connector.ts';
import type { Instant } from '../domain/time.ts';
import { settingNameOf } from './access.ts';
import type { DeliveryParts } from './parts.ts';
import type { ProviderView } from './provider-views.ts';

/** What is left out stays as it is, null clears. */
type GivenAccess = {
  readonly url?: string | null | undefined;
  readonly key?: string | null | undefined;
  /** The newest first, instead of those that are stored. */
  readonly secrets?: readonly string[] | undefined;
  /** A newer one beside those that are stored: all of them sign. */
  readonly add_secret?: string | undefined;
};

type AccessProblem = {
  readonly part: keyof GivenAccess | null;
  readonly problem: string;
  readonly expected: string;
};

type AccessSet = { readonly kind: 'stored' | 'unreadable' } | ({ readonly kind: 'refused' } & AccessProblem);

type Deps = Pick<DeliveryParts, 'access' | 'sender' | 'mayTargetPrivate'>;
/** A provider of the programme, or a connection to a customer-data platform. */
type Reached = Pick<ProviderView, 'provider' | 'connector' | 'access'>;

/** Each signs every message; more than a new one, an old one and some to spare are forgotten ones. */
export const SECRETS_MAX = 5;
/** Names that nobody answers for in this time are judged when they are connected to. */
const LOOK_UP_MS = 2_000;
/** What Standard Webhooks asks of a signing secret. */
const SIGNING_BYTES_MIN = 24;
const SIGNING_BYTES_MAX = 64;

/** `unreadable`: what is stored is sealed under a key that is not known here, and would be lost. */
export async function setAccess(
  deps: Deps,
  view: Reached,
  given: GivenAccess,
  writer: { readonly at: Instant; readonly by: string },
): Promise<AccessSet> {
  const problem =
    findContradiction(given) ?? findOverruled(view, given) ?? (await findWrong(deps, view.connector, given));
  if (problem !== null) return { kind: 'refused', ...problem };
  const kind = await deps.access.change(view.provider, (stored) => accessAfter(stored, given), writer);
  if (kind !== 'refused') return { kind };
  const expected = 'the secrets that are still needed, instead of those that are stored';
  return { kind, part: 'add_secret', problem: `${SECRETS_MAX} secrets are stored`, expected };
}

function accessAfter(stored: Access, { url, key, secrets, add_secret }: GivenAccess): Access | null {
  const all = secrets ?? (add_secret === undefined ? stored.secrets : [add_secret, ...stored.secrets]);
  const after = [...new Set(all)];
  if (after.length > SECRETS_MAX) return null;
  return { url: url === undefined ? stored.url : url, key: key === undefined ? stored.key : key, secrets: after };
}

function findContradiction(given: GivenAccess): AccessProblem | null {
  if (Object.values(given).every((part) => part === undefined))
    return { part: null, problem: 'nothing is given', expected: 'url, key, secrets or add_secret' };
  if (given.secrets === undefined || given.add_secret === undefined) return null;
  return { part: 'add_secret', problem: 'secrets and add_secret are both given', expected: 'one of the two' };
}

/** What is stored beside a setting would change nothing, and nobody would notice. */
function findOverruled({ provider, access }: Reached, given: GivenAccess): AccessProblem | null {
  const parts = [
    ['url', access.url, 'URL'],
    ['key', access.key, 'KEY'],
    ['secrets', access.secrets, 'SECRET'],
    ['add_secret', access.secrets, 'SECRET'],
  ] as const;
  const [part, , suffix] = parts.find(([name, source]) => given[name] !== undefined && source === 'settings') ?? [];
  if (part === undefined) return null;
  const setting = `LAUREL_PROVIDER_${settingNameOf(provider)}_${suffix}`;
  return {
    part,
    problem: `the setting ${setting} goes first`,
    expected: 'a change of the setting, or a start without it',
  };
}

async function findWrong(deps: Deps, connector: string, given: GivenAccess): Promise<AccessProblem | null> {
  const { url, key, secrets, add_secret } = given;
  const isMail = connector === 'smtp';
  const wrongUrl = typeof url === 'string' ? await checkUrl(deps, url, isMail) : null;
  if (wrongUrl !== null) return { part: 'url', ...wrongUrl };
  // Keys of HTTP providers travel in headers; passwords of mail servers need not be ASCII.
  if (typeof key === 'string' && !(isMail ? /^\P{Cc}+$/u : /^[\x20-\x7e]+$/).test(key)) {
    const expected = 'printable ASCII characters on one line';
    return { part: 'key', problem: 'the key has characters that cannot be sent', expected };
  }
  const all = secrets ?? (add_secret === undefined ? [] : [add_secret]);
  if (connector !== 'webhook' || all.every(isSigningSecret)) return null;
  const expected = `whsec_ and ${SIGNING_BYTES_MIN} to ${SIGNING_BYTES_MAX} random bytes in base64`;
  return { part: secrets === undefined ? 'add_secret' : 'secrets', problem: 'a signing secret is not one', expected };
}

function isSigningSecret(secret: string): boolean {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const { length } = Buffer.from(base64, 'base64');
  return length >= SIGNING_BYTES_MIN && length <= SIGNING_BYTES_MAX;
}

type Wrong = { readonly problem: string; readonly expected: string };

async function checkUrl(deps: Deps, text: string, isMail: boolean): Promise<Wrong | null> {
  const expected = isMail
    ? 'an address such as smtp://mail.example.com:587'
    : 'an address such as https://hooks.example.com';
  const url = /[\s\p{Cc}]/u.test(text) ? null : URL.parse(text);
  if (url === null || url.hostname === '') return { problem: 'the address cannot be read', expected };
  const schemes = isMail ? ['smtp:', 'smtps:'] : ['https:', ...(deps.mayTargetPrivate ? ['http:'] : [])];
  if (!schemes.includes(url.protocol)) return { problem: 'the address has the wrong scheme', expected };
  if (url.hash !== '') return { problem: 'the address has a fragment', expected };
  if (!(await isForbidden(deps, url.hostname))) return null;
  const instead = 'a public address, or the setting LAUREL_ALLOW_PRIVATE_TARGETS=1';
  return { problem: 'the address leads into a private network', expected: instead };
}

/** As far as can be told now; it is checked again whenever a connection is made. */
async function isForbidden({ sender, mayTargetPrivate }: Deps, host: string): Promise<boolean> {
  if (mayTargetPrivate) return false;
  const judged = sender.resolve(host).then(
    () => false,
    (error: unknown) => error instanceof Error && 'failure' in error && error.failure === 'forbidden',
  );
  if (isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0) return judged;
  const enough = new AbortController();
  const late = delay(LOOK_UP_MS, false, { signal: enough.signal }).catch(() => false);
  return Promise.race([judged, late]).finally(() => enough.abort());
}
