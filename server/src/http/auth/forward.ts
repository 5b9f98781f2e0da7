// From a request of ours to the sign-in library and back: its cookies go to the client, its refusals become our codes. What
// it says in its bodies is read here and shown by the routes.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SignIn } from '../../access/sign-in.ts';
import { EngineError } from '../../pipeline/submission.ts';

export type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };
type Wanted = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: object };

const refusalShape = z.object({ message: z.string().optional(), code: z.string().optional() });
const REASON_MAX = 200;

/** The body of the library's answer; rejects with our code where it refused. Redirects are handed on as they are. */
export async function forward(signIn: SignIn, { request, reply }: Exchange, wanted: Wanted): Promise<unknown> {
  const response = await signIn.ask({
    ...wanted,
    cookie: request.headers.cookie ?? null,
    ip: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
  });
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  const location = response.headers.get('location');
  if (location !== null) reply.header('location', location);
  const body = bodyOf(await response.text());
  if (response.status >= 400) throw refusalOf(response.status, body);
  return body;
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Redirects have no body that is of use.
    return null;
  }
}

/** The library's own code tells nothing that its sentence does not; its status tells what kind of refusal it is. */
function refusalOf(status: number, body: unknown): EngineError {
  const { message, code } = refusalShape.safeParse(body).data ?? {};
  if (status === 429) return new EngineError('sign_in_locked');
  if (status === 401 || code === 'INVALID_PASSWORD' || code === 'INVALID_CODE')
    return new EngineError('sign_in_failed');
  if (status >= 500) throw new Error(`the sign-in failed with ${status}`);
  return new EngineError('session_refused', { reason: (message ?? code ?? 'it was refused').slice(0, REASON_MAX) });
}
