// Providers as people look at them: what the programme says, what waits, whether sending works, and which parts of the access
// are set. It reads; no address, key or secret leaves it.
import type pg from 'pg';
import type { AccessPart } from '../connectors/connector.ts';
import { missingAccess } from '../connectors/registry.ts';
import { declared, type ProgrammeHistory } from '../domain/programme/programme.ts';
import type { Instant } from '../domain/time.ts';
import type { AccessBook, AccessSummary } from './access.ts';
import { connectorNamed } from './connector-named.ts';
import { definitionOf } from './provider-definition.ts';
import { type ProviderQueue, readQueues } from './queues.ts';

export type ProviderView = ProviderQueue & {
  readonly title: string;
  readonly connector: string;
  /** False: the live programme has dropped it; what still waits for it is sent. */
  readonly isLive: boolean;
  /** `tray`: something is missing, so messages are kept. `failing`: the breaker is open. */
  readonly state: 'working' | 'failing' | 'paused' | 'tray';
  /** What has to be set before messages leave the tray. */
  readonly missing: readonly AccessPart[];
  readonly access: AccessSummary;
};

type Deps = { readonly pool: Pick<pg.Pool, 'query'>; readonly access: AccessBook };

/** All providers of the live programme, and those of earlier versions that messages still wait for; by name. */
export async function readProviders(
  { pool, access }: Deps,
  history: ProgrammeHistory,
  now: Instant,
): Promise<readonly ProviderView[]> {
  await access.refresh();
  const { providers } = history.live.document;
  const queues = await readQueues(pool, now, Object.keys(providers));
  return queues.flatMap((queue) => {
    const definition = definitionOf(history, queue.provider);
    const isLive = declared(providers, queue.provider) !== undefined;
    const isIdle = queue.dead === 0 && queue.lanes.length === 0;
    if (definition === null || (!isLive && isIdle)) return [];
    const { title, connector } = definition;
    const missing = missingAccess(connectorNamed(connector), access.of(queue.provider));
    const view = { ...queue, title, connector, isLive, missing, access: access.summary(queue.provider) };
    return [{ ...view, state: stateOf(view, now) }];
  });
}

function stateOf(
  { pause, missing, connector, breaker }: Omit<ProviderView, 'state'>,
  now: Instant,
): ProviderView['state'] {
  if (pause !== null) return 'paused';
  if (missing.length > 0 || connector === 'tray') return 'tray';
  return breaker.openUntil !== null && breaker.openUntil > now ? 'failing' : 'working';
}
