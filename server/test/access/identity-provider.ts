// An identity provider for tests, over HTTP: discovery, consent that is given at once, codes that are good once and only with
// the verifier of who asked for them (PKCE), signed identity tokens.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export const CLIENT = { clientId: 'laurel', clientSecret: 'a secret between two servers' } as const;

type Granted = {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly email: string;
  readonly nonce: string | null;
};

export class IdentityProvider {
  readonly #server = createServer((request, response) => this.#answer(request, response));
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #codes = new Map<string, Granted>();
  readonly #tokens = new Map<string, string>();
  /** Who sits in front of the browser. */
  email = 'nobody@brand.example';
  issuer = '';

  static async open(): Promise<IdentityProvider> {
    const provider = new IdentityProvider();
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    const address = provider.#server.address();
    assert.ok(address !== null && typeof address !== 'string');
    provider.issuer = `http://127.0.0.1:${address.port}`;
    return provider;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    const json = (body: object, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/.well-known/openid-configuration') return json(this.#discovery());
    if (url.pathname === '/jwks') {
      return json({
        keys: [{ ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      });
    }
    if (url.pathname === '/authorize') {
      response.writeHead(302, { location: this.#consent(url.searchParams) }).end();
      return;
    }
    if (url.pathname === '/token') {
      const tokens = this.#exchange(new URLSearchParams(await text(request)), request.headers.authorization);
      return tokens === null ? json({ error: 'invalid_grant' }, 400) : json(tokens);
    }
    const email = this.#tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    return email === undefined ? json({ error: 'invalid_token' }, 401) : json(claimsOf(email));
  }

  #discovery(): object {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      userinfo_endpoint: `${this.issuer}/userinfo`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  /** Where the browser goes back to. */
  #consent(asked: URLSearchParams): string {
    assert.equal(asked.get('client_id'), CLIENT.clientId);
    assert.equal(asked.get('code_challenge_method'), 'S256');
    const code = randomUUID();
    const redirectUri = asked.get('redirect_uri') ?? '';
    this.#codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      redirectUri,
      email: this.email,
      nonce: asked.get('nonce'),
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    return back.href;
  }

  #exchange(given: URLSearchParams, authorization: string | undefined): object | null {
    const granted = this.#codes.get(given.get('code') ?? '');
    this.#codes.delete(given.get('code') ?? '');
    const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64');
    const isClient = authorization === `Basic ${basic}` || given.get('client_secret') === CLIENT.clientSecret;
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    if (granted === undefined || !isClient || challenge !== granted.challenge) return null;
    if (given.get('redirect_uri') !== granted.redirectUri) return null;
    const token = randomUUID();
    this.#tokens.set(token, granted.email);
    return { access_token: token, token_type: 'Bearer', expires_in: 300, id_token: this.#idToken(granted) };
  }

  #idToken({ email, nonce }: Granted): string {
    const now = Math.floor(Date.now() / 1_000);
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: this.issuer, aud: CLIENT.clientId, iat: now, exp: now + 300, nonce, ...claimsOf(email) };
    const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${part(claims)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), this.#keys.privateKey).toString('base64url')}`;
  }
}

function claimsOf(email: string): object {
  return { sub: `subject of ${email}`, email, email_verified: true, name: 'Somebody' };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
