// What the routes of the sign-in share: where they may be called from and how often, and that there is a sign-in at all.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignIn } from '../../access/sign-in.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { checkOrigin } from '../authenticate.ts';
import type { AdapterDeps } from '../deps.ts';
import { createRateLimiter } from '../rate-limit.ts';

/** Of one address: more than people type, less than guessing needs. */
const TRIES_PER_MINUTE = 30;

export type Ground = {
  readonly deps: AdapterDeps;
  /** Rejects where this process has no sign-in. */
  readonly signIn: () => SignIn;
  /** Only from our own pages, and not too often. */
  readonly guard: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
};

export function createGround(deps: AdapterDeps): Ground {
  const limiter = createRateLimiter();
  return {
    deps,
    signIn: () => {
      if (deps.signIn === undefined) throw new EngineError('not_found');
      return deps.signIn;
    },
    guard: async (request) => {
      checkOrigin(request, deps.config.publicUrl);
      const { retryAfterS } = limiter.take(
        request.ip,
        deps.config.signInsPerMinute ?? TRIES_PER_MINUTE,
        deps.clock.now(),
      );
      if (retryAfterS !== null) throw new EngineError('sign_in_locked', {}, retryAfterS);
    },
  };
}
