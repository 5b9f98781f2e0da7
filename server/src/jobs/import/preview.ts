// Dry runs: facts are decided and nothing is saved. What the rows of a file want of each other, because two have the same e-mail
// address or identifier, is kept for the whole of it: the first that would be taken has it, as when they are imported.
import type pg from 'pg';
import { type BulkEnding, type BulkFact, type Engine, EngineError } from '../../pipeline/submission.ts';
import { addClaims, beginClaims, endClaims, findClaims } from '../../storage/import-claims.ts';
import { EMAIL_KIND, emailKey, identifierKey, type Key, keyText, type OwnedKey } from '../../storage/keys.ts';

const FACTS_AT_ONCE = 500;

export class Preview {
  readonly #engine: Pick<Engine, 'previewAll'>;
  readonly #client: pg.PoolClient;

  private constructor(engine: Pick<Engine, 'previewAll'>, client: pg.PoolClient) {
    this.#engine = engine;
    this.#client = client;
  }

  /** Holds a connection until it is closed. */
  static async open(pool: pg.Pool, engine: Pick<Engine, 'previewAll'>): Promise<Preview> {
    const client = await pool.connect();
    // A connection that breaks while nobody asks it anything is noticed by the next who does.
    client.on('error', ignore);
    try {
      await beginClaims(client);
      return new Preview(engine, client);
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async close(): Promise<void> {
    try {
      await endClaims(this.#client);
      this.#client.off('error', ignore);
      this.#client.release();
    } catch {
      // The table ends with the connection.
      this.#client.release(true);
    }
  }

  async decide(facts: readonly BulkFact[]): Promise<readonly BulkEnding[]> {
    const endings = new Map<BulkFact, BulkEnding>();
    for (let start = 0; start < facts.length; start += FACTS_AT_ONCE)
      await this.#decideSome(facts.slice(start, start + FACTS_AT_ONCE), endings);
    return facts.flatMap((fact) => endings.get(fact) ?? []);
  }

  /** Who wants what an earlier one of them wants is decided again when it is known whether that one gets it. */
  async #decideSome(facts: readonly BulkFact[], endings: Map<BulkFact, BulkEnding>): Promise<void> {
    let open = facts;
    while (open.length > 0) {
      const owners = await this.#ownersOf(open);
      const free = open.filter((fact) => {
        const taken = keysOf(fact).find((key) => (owners.get(keyText(key)) ?? fact.customerId) !== fact.customerId);
        if (taken !== undefined) endings.set(fact, takenBy(taken));
        return taken === undefined;
      });
      const decided = await this.#engine.previewAll(free);
      for (const [index, fact] of free.entries()) {
        const ending = decided[index];
        if (ending !== undefined) endings.set(fact, ending);
      }
      await addClaims(this.#client, free.filter((fact) => isTaken(endings.get(fact))).flatMap(keysOf));
      const waiting = free.filter((fact) => isWaiting(endings.get(fact)));
      if (waiting.length === free.length) return;
      open = waiting;
    }
  }

  async #ownersOf(facts: readonly BulkFact[]): Promise<ReadonlyMap<string, string>> {
    const keys = [...new Map(facts.flatMap(keysOf).map((key) => [keyText(key), key])).values()];
    if (keys.length === 0) return new Map();
    const found = await findClaims(this.#client, keys);
    return new Map(found.map((key) => [keyText(key), key.customerId]));
  }
}

function ignore(): void {}

function keysOf({ body, customerId }: BulkFact): readonly OwnedKey[] {
  if (body.kind !== 'customer.save') return [];
  const { email, addIdentifiers = [] } = body.patch;
  const identifiers = addIdentifiers.map(({ type, value }) => identifierKey(type, value));
  const keys: readonly Key[] = email === undefined || email === null ? identifiers : [emailKey(email), ...identifiers];
  return keys.map((key) => ({ ...key, customerId }));
}

function takenBy({ kind }: Key): BulkEnding {
  return { kind: 'failed', error: new EngineError(kind === EMAIL_KIND ? 'email_taken' : 'identifier_taken') };
}

function isTaken(ending: BulkEnding | undefined): boolean {
  return ending?.kind === 'answered' && ending.answer.record.refusal === undefined;
}

/** As `previewAll` says of facts that want what an earlier one wants; what others have is a refusal. */
function isWaiting(ending: BulkEnding | undefined): boolean {
  return ending?.kind === 'failed' && ending.error instanceof EngineError && ending.error.code === 'identifier_taken';
}
