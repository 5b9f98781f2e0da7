// Passwords, sessions and second factors: better-auth on tables of ours, with sign-up closed. It is called with requests
// made here, never with a client's own; which routes there are, and what they answer, is said in http/sign-in/.
import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';

type OidcSettings = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

export type SignInOptions = {
  /** With plain values, see PoolOptions. */
  readonly pool: pg.Pool;
  /** The newest first. */
  readonly secretKeys: readonly [string, ...string[]];
  readonly publicUrl: string;
  readonly oidc: OidcSettings | null;
};

type Asked = {
  readonly method: 'GET' | 'POST';
  /** Of better-auth, below /auth. */
  readonly path: string;
  readonly body?: object;
  readonly cookie: string | null;
  readonly ip: string;
  readonly userAgent: string | null;
};

type Found = {
  readonly userId: string;
  readonly sessionId: string;
  /** To be set again where the session was prolonged. */
  readonly cookies: readonly string[];
};

export type SignIn = {
  ask(asked: Asked): Promise<Response>;
  /** The session behind the cookies; null when there is none, or it has ended. */
  findSession(cookie: string): Promise<Found | null>;
  /** A token with which the user sets a password, once; earlier ones no longer work. */
  invite(userId: string, now: Instant): Promise<{ readonly token: string; readonly expiresAt: Instant }>;
  /** The user whom a token invites; null for one that is unknown, used or too old. */
  findInvited(token: string): Promise<string | null>;
  /** Of a user who proves otherwise who they are: nothing is asked. */
  setPassword(userId: string, password: string, now: Instant): Promise<void>;
  readonly hasOidc: boolean;
};

const BASE_PATH = '/auth';
export const OIDC_PROVIDER = 'oidc';
const PASSWORD_CHARACTERS_MIN = 12;
export const PASSWORD_CHARACTERS_MAX = 128;
const COOKIE_PREFIX = 'laurel';
/** Nobody stays signed in through a weekend; whoever works is asked once a day. */
const SESSION_S = 12 * 60 * 60;
const SESSION_PROLONGED_AFTER_S = 15 * 60;
const INVITATION_MS = 7 * 24 * 60 * 60 * 1_000;
const TOKEN_BYTES = 24;
const SECRET_BYTES = 32;
/** Of the header in which the address of the client is handed over; clients cannot send it. */
const IP_HEADER = 'x-laurel-client-ip';
const LIFETIME_FIELDS = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

export function createSignIn(options: SignInOptions): SignIn {
  const auth = betterAuth(optionsOf(options));
  const { pool, publicUrl } = options;
  const origin = new URL(publicUrl).origin;
  const ask: SignIn['ask'] = ({ method, path, body, cookie, ip, userAgent }) => {
    const headers = new Headers({ origin, [IP_HEADER]: ip });
    if (cookie !== null) headers.set('cookie', cookie);
    if (userAgent !== null) headers.set('user-agent', userAgent);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const payload = body === undefined ? {} : { body: JSON.stringify(body) };
    return auth.handler(new Request(`${origin}${BASE_PATH}${path}`, { method, headers, ...payload }));
  };
  const invite: SignIn['invite'] = async (userId, now) => {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = now + INVITATION_MS;
    const { internalAdapter } = await auth.$context;
    await pool.query('delete from laurel.user_verification v where v.value = $1', [userId]);
    await internalAdapter.createVerificationValue({
      identifier: invitationOf(token),
      value: userId,
      expiresAt: new Date(expiresAt),
    });
    return { token, expiresAt };
  };
  return {
    hasOidc: options.oidc !== null,
    ask,
    invite,
    findSession: async (cookie) => {
      const { headers, response } = await auth.api.getSession({
        headers: new Headers({ cookie }),
        returnHeaders: true,
      });
      if (response === null) return null;
      return { userId: response.user.id, sessionId: response.session.id, cookies: headers.getSetCookie() };
    },
    findInvited: async (token) => {
      const { internalAdapter } = await auth.$context;
      return (await internalAdapter.findVerificationValue(invitationOf(token)))?.value ?? null;
    },
    setPassword: async (userId, newPassword, now) => {
      const { token } = await invite(userId, now);
      const body = { token, newPassword };
      const { status } = await ask({
        method: 'POST',
        path: '/reset-password',
        body,
        cookie: null,
        ip: '::1',
        userAgent: null,
      });
      if (status !== 200) throw new Error(`the password was refused with ${status}`);
    },
  };
}

/** The library's own name for a token that sets a password. */
function invitationOf(token: string): string {
  return `reset-password:${token}`;
}

function optionsOf({ pool, secretKeys, publicUrl, oidc }: SignInOptions) {
  return {
    appName: 'Laurel',
    baseURL: new URL(publicUrl).origin,
    basePath: BASE_PATH,
    trustedOrigins: [new URL(publicUrl).origin],
    database: pool,
    secrets: secretsOf(secretKeys),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Counted by our own routes, which know the address of the client.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_CHARACTERS_MIN,
      maxPasswordLength: PASSWORD_CHARACTERS_MAX,
      revokeSessionsOnPasswordReset: true,
    },
    session: {
      modelName: 'user_session',
      expiresIn: SESSION_S,
      updateAge: SESSION_PROLONGED_AFTER_S,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...LIFETIME_FIELDS,
      },
    },
    user: { modelName: 'user_account', fields: { emailVerified: 'email_verified', ...LIFETIME_FIELDS } },
    account: {
      modelName: 'user_credential',
      fields: {
        userId: 'user_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...LIFETIME_FIELDS,
      },
      // The brand's own identity provider vouches for the address; whoever was not invited finds no user to link.
      accountLinking: { enabled: true, trustedProviders: [OIDC_PROVIDER] },
    },
    verification: {
      modelName: 'user_verification',
      fields: { expiresAt: 'expires_at', ...LIFETIME_FIELDS },
      storeIdentifier: 'hashed' as const,
    },
    databaseHooks: {
      session: { create: { before: ({ userId }: { readonly userId: string }) => isEnabled(pool, userId) } },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' as const },
      ipAddress: { ipAddressHeaders: [IP_HEADER] },
      database: { generateId: () => randomUUID(), validateSchema: false },
    },
    plugins: [secondFactor(), ...(oidc === null ? [] : [openId(oidc)])],
  };
}

function secondFactor() {
  return twoFactor({
    issuer: 'Laurel',
    twoFactorTable: 'user_two_factor',
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'user_two_factor',
        fields: {
          userId: 'user_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });
}

function openId({ issuer, clientId, clientSecret }: OidcSettings) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        disableSignUp: true,
      },
    ],
  });
}

/** Derived, so that whoever learns the one does not know the other. Each has a number of its own, whatever their order. */
function secretsOf(secretKeys: readonly string[]): { version: number; value: string }[] {
  return secretKeys.map((key) => {
    const derive = (purpose: string, bytes: number) => Buffer.from(hkdfSync('sha256', key, '', purpose, bytes));
    return {
      version: derive('laurel sign-in key id', 4).readUInt32BE(),
      value: derive('laurel sign-in', SECRET_BYTES).toString('base64url'),
    };
  });
}

/** A disabled user gets no session, whichever way they prove who they are. */
async function isEnabled(pool: pg.Pool, userId: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from laurel.user_account u where u.id = $1 and u.disabled_at is null', [
    userId,
  ]);
  return rowCount === 1;
}

/** Why a password will not do; null when it will. */
export function passwordFault(
  password: string,
  person: { readonly email: string; readonly name: string },
): string | null {
  if (password.length < PASSWORD_CHARACTERS_MIN) return `it has fewer than ${PASSWORD_CHARACTERS_MIN} characters`;
  if (password.length > PASSWORD_CHARACTERS_MAX) return `it has more than ${PASSWORD_CHARACTERS_MAX} characters`;
  if (new Set(password).size < DIFFERENT_CHARACTERS_MIN)
    return `it has fewer than ${DIFFERENT_CHARACTERS_MIN} different characters`;
  const lower = password.toLowerCase();
  const known = [person.email.split('@')[0] ?? '', ...person.name.split(/\s+/), 'laurel'];
  const repeated = known.map((word) => word.toLowerCase()).find((word) => word.length >= 4 && lower.includes(word));
  return repeated === undefined ? null : 'it contains the name, the address or the name of this program';
}

const DIFFERENT_CHARACTERS_MIN = 6;
