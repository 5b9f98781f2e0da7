// Random histories of the coffee shop, on two engines at once, against the reference model: every answer, every balance,
// every lot, every level. A failure prints the seed; LAUREL_TEST_SEED runs it again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { EngineError } from '../../src/pipeline/submission.ts';
import { Clock, type CoffeeWorld, openCoffee } from './coffee-world.ts';
import { type Heard, ModelCheck } from './model-check.ts';
import { type Request, submissionOf } from './model-submission.ts';
import { type Action, type DrawnFact, type History, history, type Wave } from './random-histories.ts';
import type { ModelFact } from './reference-model.ts';

const HISTORIES = 15;
/** Of looking for a smaller history that fails, too; only when a seed is run again. */
const SHRINKING_MS = 90_000;

test('random histories on two engines end as the reference model says', async (t) => {
  const given = process.env.LAUREL_TEST_SEED;
  const seed = Number(given ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`LAUREL_TEST_SEED=${seed}`);
  const world = await openCoffee(new Clock(Date.UTC(2024, 0, 1)));
  try {
    const engines = [await world.engine(), await world.engine()];
    const property = fc.asyncProperty(history, (drawn) => new Story(world, drawn, engines).live());
    const ending = given === undefined ? { endOnFailure: true } : { interruptAfterTimeLimit: SHRINKING_MS };
    await fc.assert(property, { seed, numRuns: HISTORIES, ...ending });
    await world.verify();
  } finally {
    await world.close();
  }
});

class Story {
  readonly #world: CoffeeWorld;
  readonly #history: History;
  readonly #engines: readonly PipelineEngine[];
  readonly #check: ModelCheck;
  /** New ones in every history: all histories share a database. */
  readonly #customers: readonly string[];
  readonly #sent: Request[] = [];

  constructor(world: CoffeeWorld, drawn: History, engines: readonly PipelineEngine[]) {
    this.#world = world;
    this.#history = drawn;
    this.#engines = engines;
    this.#check = new ModelCheck(world.database.pool);
    this.#customers = drawn.customers.map(({ partition }) => idIn(partition));
  }

  async live(): Promise<void> {
    this.#world.clock.set(this.#history.start);
    await this.#begin();
    for (const wave of this.#history.waves) await this.#wave(wave);
    await this.#end();
  }

  async #begin(): Promise<void> {
    const creations = this.#history.customers.map(({ zone }, index) => {
      const customer = this.#customers[index] ?? '';
      return this.#send({ customer, fact: { kind: 'create', zone }, occurredAt: null, key: 'creation' }, 0, 'live');
    });
    await this.#check.take(await Promise.all(creations));
  }

  /** Everything of a wave is under way at the same time, on both engines, and a run beside it. */
  async #wave({ advance, actions, run }: Wave): Promise<void> {
    this.#world.clock.advance(advance);
    const now = this.#world.clock.now();
    const sendings = actions.flatMap((action) => {
      const request = this.#requestOf(action, now);
      if (action.kind === 'send') this.#sent.push(request);
      return Array.from({ length: action.copies }, (_, copy) => this.#send(request, action.engine + copy, action.lane));
    });
    const running = this.#run(run);
    const heard = await Promise.all(sendings);
    await running;
    await this.#check.take(heard);
  }

  async #run(kind: Wave['run']): Promise<void> {
    if (kind === 'due') await Promise.all(this.#customers.map((id) => this.#world.due(id, this.#engine(0))));
    else if (kind !== null) await this.#world.run(kind, this.#engine(1));
  }

  /** What is due is booked for those whom nobody touched; after that nothing is due for anybody. */
  async #end(): Promise<void> {
    await this.#run('due');
    await this.#check.take([]);
    for (const [id, model] of this.#check.customers) assert.equal(model.whatIsDue(this.#world.clock.now()), null, id);
  }

  #engine(number: number): PipelineEngine {
    const engine = this.#engines[number % this.#engines.length];
    assert.ok(engine !== undefined);
    return engine;
  }

  async #send(request: Request, engine: number, lane: 'live' | 'bulk'): Promise<Heard> {
    try {
      return { request, answer: await this.#engine(engine).submit(submissionOf(request, lane)) };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { request, answer: error };
    }
  }

  #requestOf(action: Action, now: number): Request {
    if (action.kind === 'again') {
      const earlier = this.#sent[action.place % Math.max(1, this.#sent.length)];
      return earlier ?? this.#requestOf({ ...action, kind: 'send', ...NOTHING }, now);
    }
    const customer = this.#customers[action.customer % this.#customers.length] ?? '';
    const occurredAt = action.offset === null ? null : now + action.offset;
    const key = action.key === null ? null : `key-${action.key}`;
    return { customer, fact: this.#factOf(customer, action.fact), occurredAt, key };
  }

  #factOf(customer: string, drawn: DrawnFact): ModelFact {
    if (drawn.kind !== 'capture' && drawn.kind !== 'release') return drawn;
    const { holds } = this.#check.customer(customer);
    const hold = holds[holds.length - 1 - drawn.place]?.id ?? '01900000-0000-7000-8000-000000000000';
    return drawn.kind === 'release' ? { kind: 'release', hold } : { kind: 'capture', hold, amount: drawn.amount };
  }
}

const NOTHING = { customer: 0, fact: { kind: 'visit' }, offset: null, key: null } as const;

function idIn(partition: number): string {
  return (partition * 2).toString(16).padStart(2, '0') + randomUUID().slice(2);
}
