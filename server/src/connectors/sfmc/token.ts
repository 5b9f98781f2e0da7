// Access tokens of Salesforce Marketing Cloud: fetched with client credentials, used until shortly before they expire.
// They live in memory only.

import { createHash } from 'node:crypto';
import type { Json } from '../../domain/facts.ts';
import type { Instant } from '../../domain/time.ts';
import type { AttemptResult, SendContext } from '../connector.ts';
import { parseJson, textAt, valueAt } from '../json-reader.ts';
import { judgeFailure, judgeStatus, redact, secretsOf } from '../outcome.ts';
import { numberSetting, textSetting } from '../settings.ts';

type Token = { readonly value: string; readonly expiresAt: Instant };

export type TokenAnswer =
  | { readonly ok: true; readonly token: string; readonly forget: () => void }
  | { readonly ok: false; readonly status: number | null; readonly result: AttemptResult };

/** A request that starts with a token must also end with it. */
const MARGIN_MS = 60_000;
const LIFE_DEFAULT_SECONDS = 1_079;
/** One per connection; more than this is a leak. */
const TOKENS_MAX = 100;

const tokens = new Map<string, Token>();
/** Of many messages that find no token, one asks. */
const asking = new Map<string, Promise<TokenAnswer>>();

type TokenContext = Omit<SendContext, 'resolve'>;

export async function tokenFor(context: TokenContext): Promise<TokenAnswer> {
  const { access, settings } = context;
  const url = authUrl(context);
  if (url === null || access.key === null || access.secrets[0] === undefined) {
    return {
      ok: false,
      status: null,
      result: { kind: 'pause', reason: 'address, client id or client secret is missing' },
    };
  }
  const account = textSetting(settings, 'account_id') ?? numberSetting(settings, 'account_id');
  const body = {
    grant_type: 'client_credentials',
    client_id: access.key,
    client_secret: access.secrets[0],
    ...(account === null ? {} : { account_id: String(account) }),
  };
  const name = createHash('sha256')
    .update(JSON.stringify([url, body]))
    .digest('base64');
  const known = tokens.get(name);
  if (known !== undefined && known.expiresAt - MARGIN_MS > context.now) return held(name, known);
  const request = asking.get(name) ?? ask(name, url, JSON.stringify(body), context).finally(() => asking.delete(name));
  asking.set(name, request);
  return request;
}

/** `https://{sub}.rest.marketingcloudapis.com` has its tokens at `https://{sub}.auth.marketingcloudapis.com`; others, beside it. */
function authUrl({ access, settings }: TokenContext): string | null {
  const own = textSetting(settings, 'auth_url');
  const rest = access.url === null ? null : URL.parse(access.url);
  const base = own ?? (rest === null ? null : `${rest.protocol}//${rest.host.replace('.rest.', '.auth.')}`);
  return base === null ? null : `${base.replace(/\/+$/, '')}/v2/token`;
}

async function ask(name: string, url: string, body: string, context: TokenContext): Promise<TokenAnswer> {
  try {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const answer = await context.http({ method: 'POST', url, headers, body, timeoutMs: context.timeoutMs });
    const json = parseJson(answer.body);
    const value = textAtWhole(valueAt(json, 'access_token'));
    if (answer.status === 200 && value !== null) {
      const seconds = valueAt(json, 'expires_in');
      const lifeMs = (typeof seconds === 'number' ? seconds : LIFE_DEFAULT_SECONDS) * 1_000;
      return held(name, remember(name, { value, expiresAt: context.now + lifeMs }));
    }
    const reason = `no token: answered ${answer.status} (${errorOf(json, context)})`;
    const result = judgeStatus(answer, context.now, reason);
    // Whatever is wrong with the credentials, it is wrong for every message.
    const isRefused = result.kind === 'dead' || result.kind === 'delivered';
    return { ok: false, status: answer.status, result: isRefused ? { kind: 'pause', reason } : result };
  } catch (error) {
    return { ok: false, status: null, result: judgeFailure(error) };
  }
}

function errorOf(json: Json, { access }: TokenContext): string {
  return redact(textAt(json, 'error') ?? 'no reason given', secretsOf(access));
}

/** Tokens are longer than the texts that a log shows. */
function textAtWhole(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function remember(name: string, token: Token): Token {
  const [oldest] = tokens.keys();
  if (tokens.size >= TOKENS_MAX && oldest !== undefined) tokens.delete(oldest);
  tokens.set(name, token);
  return token;
}

function held(name: string, token: Token): TokenAnswer {
  return {
    ok: true,
    token: token.value,
    forget: () => {
      if (tokens.get(name) === token) tokens.delete(name);
    },
  };
}
