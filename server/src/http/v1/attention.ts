// What needs a person, as counts: each caller sees those that they may look into. Looking into them is done elsewhere.
import { z } from 'zod';
import { allows } from '../../access/permissions.ts';
import { campaignState } from '../../domain/campaigns/states.ts';
import type { Scope } from '../../storage/api-keys.ts';
import { ATTENTION_MAX, countWaiting, type Waiting } from '../../storage/attention.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { callerOf } from './submit.ts';

const KINDS = [
  'approvals',
  'dead_letters',
  'paused_campaigns',
  'campaigns_in_review',
  'paused_providers',
  'paused_syncs',
  'sync_events',
  'failed_runs',
  'failed_imports',
  'rejected_facts',
  'privacy_requests',
] as const;
type Kind = (typeof KINDS)[number];

/** Who may look at the list behind a count. */
const SCOPE_OF: { readonly [kind in Kind]: Scope } = {
  approvals: 'approvals:read',
  dead_letters: 'messages:read',
  paused_campaigns: 'campaigns:read',
  campaigns_in_review: 'campaigns:read',
  paused_providers: 'messages:read',
  paused_syncs: 'sync:read',
  sync_events: 'sync:read',
  failed_runs: 'runs:write',
  failed_imports: 'admin',
  rejected_facts: 'admin',
  privacy_requests: 'privacy:read',
};

const attentionShape = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(KINDS),
        count: z.int().meta({ description: `At most ${ATTENTION_MAX}: there may be more.` }),
      }),
    ),
  })
  .meta({ id: 'Attention' });

export function attentionRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/attention',
    {
      config: { scope: 'analytics:read' },
      schema: {
        operationId: 'listAttention',
        summary: 'What needs a person, as far as the caller may look into it',
        tags: ['Analytics'],
        response: { 200: attentionShape },
      },
    },
    async (request) => {
      const { scopes } = callerOf(request);
      const counts = { ...countsOf(await countWaiting(deps.pool, deps.clock.now())), ...campaigns(deps) };
      return {
        items: KINDS.filter((kind) => counts[kind] > 0 && allows(scopes, SCOPE_OF[kind])).map((kind) => ({
          kind,
          count: counts[kind],
        })),
      };
    },
  );
}

function countsOf(waiting: Waiting): Omit<Record<Kind, number>, 'paused_campaigns' | 'campaigns_in_review'> {
  return {
    approvals: waiting.approvals,
    dead_letters: waiting.deadLetters,
    paused_providers: waiting.pausedProviders,
    paused_syncs: waiting.pausedSyncs,
    sync_events: waiting.syncEvents,
    failed_runs: waiting.failedRuns,
    failed_imports: waiting.failedImports,
    rejected_facts: waiting.rejectedFacts,
    privacy_requests: waiting.privacyRequests,
  };
}

/** As this process last saw the programme. */
function campaigns({
  programmes,
  clock,
}: AdapterDeps): Pick<Record<Kind, number>, 'paused_campaigns' | 'campaigns_in_review'> {
  const now = clock.now();
  const rules = [...(programmes.current()?.live.rulesById.values() ?? [])].filter((rule) => rule.campaign !== null);
  const count = (state: string) => rules.filter((rule) => campaignState(rule, now) === state).length;
  return { paused_campaigns: count('paused'), campaigns_in_review: count('review') };
}
