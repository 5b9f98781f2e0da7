// People for tests: invited over the API, signed in over the API, with a browser's cookies and origin.
import { createHmac } from 'node:crypto';
import type { Reply, TestServer } from '../http/test-server.ts';

export const PASSWORD = 'correct horse battery staple';

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** With their cookies and our origin; `headers` override. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
};

export class Browser {
  readonly #server: TestServer;
  readonly cookies = new Map<string, string>();

  constructor(server: TestServer) {
    this.#server = server;
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { url } = this.#server;
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin: url,
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  signIn(email: string, password = PASSWORD): Promise<Reply> {
    return this.call('POST', '/auth/sign-in', { email, password });
  }
}

let made = 0;

/** Invited by the key that may do everything, with a password, signed in. */
export async function makePerson(
  server: TestServer,
  roles: readonly string[],
  given: { readonly email?: string; readonly name?: string } = {},
): Promise<Person & { readonly browser: Browser }> {
  made += 1;
  const name = given.name ?? `Person ${made}`;
  const email = given.email ?? `p${made}@brand.example`;
  const invited = await server.call('POST', '/v1/users', { name, email, roles });
  if (invited.status !== 201) throw new Error(JSON.stringify(invited.body));
  const browser = new Browser(server);
  const { token } = invited.body.invitation;
  const accepted = await browser.call('POST', '/auth/invitation', { token, password: PASSWORD });
  if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body));
  const signedIn = await browser.signIn(email);
  if (signedIn.status !== 200) throw new Error(JSON.stringify(signedIn.body));
  return { id: invited.body.id, name, email, browser, call: (...args) => browser.call(...args) };
}

/** RFC 6238 with the values that authenticators use. */
export function totp(uri: string, at: number): string {
  const secret = decodeBase32(new URL(uri).searchParams.get('secret') ?? '');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function decodeBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replace(/=+$/, '')].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
