// Hands what providers reported to the engine: live, or in the bulk lane where it is a flood. Reading it is the delivery's.
import type { EngagementBody } from '../domain/messages/engagement.ts';
import type { Instant } from '../domain/time.ts';
import type { PipelineEngine } from './engine.ts';
import { EngineError } from './submission.ts';

type Reported = {
  readonly customerId: string;
  readonly body: EngagementBody;
  readonly occurredAt: Instant;
  readonly key: string;
};

/** More reports at once than this are a flood that live facts should not wait behind. */
const LIVE_MAX = 50;

/** Refusals are answers: the report of a message whose customer is deleted by now is nobody's fault. Failures are not. */
export async function submitEngagements(
  engine: Pick<PipelineEngine, 'submit'>,
  actor: string,
  facts: readonly Reported[],
): Promise<void> {
  const lane = facts.length > LIVE_MAX ? 'bulk' : 'live';
  await Promise.all(
    facts.map(async ({ customerId, body, occurredAt, key }) => {
      const idempotency = {
        operation: 'engagement',
        key,
        sent: { engagement: body.engagement, message: body.messageId },
      };
      try {
        await engine.submit({
          customer: { kind: 'id', id: customerId },
          body,
          occurredAt,
          idempotency,
          actor: { kind: 'api', name: actor },
          lane,
          isHistory: false,
        });
      } catch (error) {
        const isGone = error instanceof EngineError && GONE.has(error.code);
        if (!isGone) throw error;
      }
    }),
  );
}

/** Nothing that a provider could do about, however often it tells us. */
const GONE: ReadonlySet<string> = new Set(['customer_not_found', 'customer_deleted', 'forgotten', 'key_reused']);
