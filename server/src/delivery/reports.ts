// Asks providers that take a message at once what became of it, a few a second for each, by the process that sends to them.
// What they say becomes facts of the customers; handing those to the engine is the caller's business.
import type pg from 'pg';
import type { Reports, SendContext } from '../connectors/connector.ts';
import { HOUR_MS, type Instant } from '../domain/time.ts';
import { type AskedMessage, type SaidReport, settleReports, takeReports } from '../storage/message-reports.ts';
import { withAddress } from './address.ts';
import { withClient } from './connections.ts';
import { connectorNamed } from './connector-named.ts';
import { type EngagementFact, factOf } from './engagements.ts';
import type { Log, WorkerContext } from './provider-worker.ts';

export type ReportDeps = {
  readonly pool: pg.Pool;
  readonly logger: Log;
  readonly now: () => Instant;
  readonly sender: Pick<SendContext, 'http' | 'resolve'>;
  readonly tell: TellReports;
};

/** Resolves when the engine has decided the facts: only then are they not asked for again. */
export type TellReports = (provider: string, facts: readonly EngagementFact[]) => Promise<void>;

/** A report may be there a little later than the message; after this a provider that knows nothing of it never will. */
const UNKNOWN_AFTER_MS = HOUR_MS;
const LATER_MS = 60_000;

export class ReportAsker {
  readonly #deps: ReportDeps;
  /** Nothing is asked of these until then. */
  readonly #restsUntil = new Map<string, Instant>();

  constructor(deps: ReportDeps) {
    this.#deps = deps;
  }

  /** One turn, to be called once a second: asks for as many as the provider allows in it, and gives how many told something. */
  async ask(provider: string, context: WorkerContext): Promise<number> {
    const { reports } = connectorNamed(context.definition.connector);
    const now = this.#deps.now();
    if (reports === undefined || (this.#restsUntil.get(provider) ?? 0) > now || context.access.key === null) return 0;
    const limit = reports.perSecond;
    const due = await withClient(this.#deps.pool, (client) => takeReports(client, { provider, now, limit }));
    const told: { readonly fact: EngagementFact; readonly said: SaidReport }[] = [];
    const lost: SaidReport[] = [];
    for (const message of due) {
      const answer = await this.#askOne(reports, message, context);
      if (answer.kind === 'later') {
        this.#restsUntil.set(provider, now + (answer.afterMs ?? LATER_MS));
        this.#deps.logger.warn({ provider, reason: answer.reason }, 'reports on messages cannot be read for now');
        break;
      }
      const { customerId, id } = message;
      if (answer.kind === 'told') {
        const fact = factOf({ history: context.history, now }, message, answer.engagement);
        told.push({ fact, said: { customerId, id, ...saidOf(fact) } });
      }
      if (answer.kind === 'unknown' && now - message.deliveredAt > UNKNOWN_AFTER_MS)
        lost.push({ customerId, id, report: null, reason: answer.reason });
    }
    await this.#keep(provider, told, lost);
    return told.length;
  }

  async #askOne(reports: Reports, message: AskedMessage, context: WorkerContext): ReturnType<Reports['ask']> {
    if (message.request === null) return { kind: 'unknown', reason: 'what was sent is kept no longer' };
    const { access, definition } = context;
    return reports.ask(
      { id: message.id, reference: message.reference, request: withAddress(message.request, access) },
      {
        ...this.#deps.sender,
        access,
        settings: definition.settings,
        now: this.#deps.now(),
        timeoutMs: definition.timeout_ms,
      },
    );
  }

  /** One by one: a report that the engine fails on is asked for again later, and keeps no other from being told. */
  async #keep(
    provider: string,
    told: readonly { readonly fact: EngagementFact; readonly said: SaidReport }[],
    lost: readonly SaidReport[],
  ): Promise<void> {
    const { pool, logger, tell } = this.#deps;
    const kept = await Promise.all(
      told.map(({ fact, said }) =>
        tell(provider, [fact]).then(
          () => [said],
          (error: unknown) => {
            const reason = error instanceof Error ? error.message : String(error);
            logger.warn({ provider, message: said.id, reason }, 'a report on a message could not be told');
            return [];
          },
        ),
      ),
    );
    const settled = [...kept.flat(), ...lost];
    if (settled.length > 0) await withClient(pool, (client) => settleReports(client, settled));
  }
}

/** What a report is for the message that it is about; engagements beside the outcome say nothing of it. */
function saidOf({ body }: EngagementFact): Pick<SaidReport, 'report' | 'reason'> {
  return { report: body.engagement === 'delivered' ? 'delivered' : 'failed', reason: body.reason ?? null };
}

/** After a callback has told: messages whose provider says by itself what it would be asked for need not be asked. */
export async function settleTold(pool: Pick<pg.Pool, 'query'>, facts: readonly EngagementFact[]): Promise<void> {
  const said = facts
    .filter(({ body }) => body.engagement === 'delivered' || body.engagement === 'failed')
    .map((fact) => ({ customerId: fact.customerId, id: fact.body.messageId, ...saidOf(fact) }));
  await settleReports(pool, said);
}
