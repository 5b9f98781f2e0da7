// Steers campaigns at once: submit, approve, pause, resume, end. Each step is a version of the programme with the same files,
// so that every process decides with it from its next batch on.
import type pg from 'pg';
import {
  type CampaignMark,
  type CampaignState,
  type CampaignStep,
  campaignState,
  takeStep,
} from '../domain/campaigns/states.ts';
import type { Actor } from '../domain/facts.ts';
import { declared } from '../domain/programme/programme.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import { type Clock, EngineError } from '../pipeline/submission.ts';
import { insertStep, lockPublishing, readVersion } from '../storage/programmes.ts';
import { inTransaction } from '../storage/transaction.ts';

export type SteerDeps = {
  readonly pool: pg.Pool;
  readonly programmes: Pick<ProgrammeSource, 'catchUp'>;
  readonly clock: Clock;
};

export type Steer = {
  readonly campaign: string;
  readonly step: CampaignStep;
  readonly actor: Actor;
};

export type Steered = { readonly version: number; readonly state: CampaignState; readonly mark: CampaignMark };

/** Rejects with `unknown_campaign`, `campaign_state`, `same_approver` or `programme_missing`. */
export async function steerCampaign(deps: SteerDeps, steer: Steer): Promise<Steered> {
  const version = await inTransaction(deps.pool, (client) => takeAndInsert(deps, client, steer));
  const { live } = await deps.programmes.catchUp(version.version);
  const rule = live.rulesById.get(`campaign/${steer.campaign}`);
  if (rule === undefined) throw new EngineError('unknown_campaign', { campaign: steer.campaign });
  return { ...version, state: campaignState(rule, deps.clock.now()) };
}

/** Who did something, as marks name them: keys by their ids, since names may be shared, and may change. */
export function actorName({ kind, name, id }: Actor): string {
  return `${kind}:${id ?? name}`;
}

/** The same for people to read, with the name that the key has today. */
export function readableActor(marked: string | null, keyNames: ReadonlyMap<string, string>): string | null {
  if (marked === null) return null;
  const [kind = '', ...rest] = marked.split(':');
  const id = rest.join(':');
  return `${kind}:${keyNames.get(id) ?? id}`;
}

async function takeAndInsert(
  { programmes, clock }: SteerDeps,
  client: pg.PoolClient,
  { campaign, step, actor }: Steer,
): Promise<Omit<Steered, 'state'>> {
  await lockPublishing(client);
  const stored = await readVersion(client, null);
  if (stored === null) throw new EngineError('programme_missing');
  const { live } = await programmes.catchUp(stored.version);
  const rule = live.rulesById.get(`campaign/${campaign}`);
  if (rule === undefined) throw new EngineError('unknown_campaign', { campaign });
  const state = campaignState(rule, clock.now());
  const found = takeStep(step, {
    mark: declared(stored.campaigns, campaign),
    state,
    isApprovalNeeded: live.document.settings.campaign_approval,
    by: actorName(actor),
  });
  if (found.kind === 'refused') throw new EngineError(found.code, { campaign, state });
  const version = stored.version + 1;
  await insertStep(client, {
    version,
    liveFrom: Math.max(clock.now(), stored.liveFrom + 1),
    campaigns: { ...stored.campaigns, [campaign]: found.mark },
    applied_by: actor.name,
    note: `campaign ${campaign}: ${step}`,
  });
  return { version, mark: found.mark };
}
