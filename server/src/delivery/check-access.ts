// Whether an address, a key and secrets can be what a provider's connector needs, before they are stored: what is certain to
// be refused at every attempt is refused here. It never repeats what it was given.
import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { DeliveryParts } from './parts.ts';

export type GivenAccess = {
  readonly url?: string | null | undefined;
  readonly key?: string | null | undefined;
  readonly secrets?: readonly string[] | undefined;
};

export type AccessProblem = {
  readonly part: 'url' | 'key' | 'secrets';
  readonly problem: string;
  readonly expected: string;
};

type Deps = Pick<DeliveryParts, 'sender' | 'mayTargetPrivate'>;

/** Names that nobody answers for in this time are judged when they are connected to. */
const LOOK_UP_MS = 2_000;
/** What Standard Webhooks asks of a signing secret. */
const SIGNING_BYTES_MIN = 24;
const SIGNING_BYTES_MAX = 64;

export async function checkAccess(
  deps: Deps,
  connector: string,
  { url, key, secrets = [] }: GivenAccess,
): Promise<readonly AccessProblem[]> {
  const isMail = connector === 'smtp';
  const problems: AccessProblem[] = [];
  const say = (part: AccessProblem['part'], problem: string, expected: string): void => {
    problems.push({ part, problem, expected });
  };
  if (typeof url === 'string') problems.push(...(await checkUrl(deps, url, isMail)));
  // Keys of HTTP providers travel in headers; passwords of mail servers need not be ASCII.
  if (typeof key === 'string' && !(isMail ? /^\P{Cc}+$/u : /^[\x20-\x7e]+$/).test(key))
    say('key', 'the key has characters that cannot be sent', 'printable ASCII characters on one line');
  if (connector === 'webhook' && !secrets.every(isSigningSecret))
    say(
      'secrets',
      'a signing secret is not one',
      `whsec_ and ${SIGNING_BYTES_MIN} to ${SIGNING_BYTES_MAX} random bytes in base64`,
    );
  return problems;
}

function isSigningSecret(secret: string): boolean {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const { length } = Buffer.from(base64, 'base64');
  return length >= SIGNING_BYTES_MIN && length <= SIGNING_BYTES_MAX;
}

async function checkUrl(deps: Deps, text: string, isMail: boolean): Promise<readonly AccessProblem[]> {
  const refuse = (problem: string, expected: string): readonly AccessProblem[] => [{ part: 'url', problem, expected }];
  const example = isMail
    ? 'an address such as smtp://mail.example.com:587'
    : 'an address such as https://hooks.example.com';
  const url = /[\s\p{Cc}]/u.test(text) ? null : URL.parse(text);
  if (url === null || url.hostname === '') return refuse('the address cannot be read', example);
  const schemes = isMail ? ['smtp:', 'smtps:'] : ['https:', ...(deps.mayTargetPrivate ? ['http:'] : [])];
  if (!schemes.includes(url.protocol)) return refuse('the address has the wrong scheme', example);
  if (url.hash !== '') return refuse('the address has a fragment', example);
  if (await isForbidden(deps, url.hostname))
    return refuse(
      'the address leads into a private network',
      'a public address, or the setting LAUREL_ALLOW_PRIVATE_TARGETS=1',
    );
  return [];
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
