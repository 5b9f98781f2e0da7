// Lock, load, decide and save with a crash at every await. First the process dies: another one gets everything again under
// the same keys. Then only the connection breaks: the engine itself has to find out what became of its facts. After each
// crash every fact is in the books once, nothing is half done, and the reference model agrees with every answer.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { EngineError } from '../../src/pipeline/submission.ts';
import { Clock, type CoffeeWorld, openCoffee } from './coffee-world.ts';
import { type Heard, ModelCheck } from './model-check.ts';
import { type Request, submissionOf } from './model-submission.ts';
import { type Death, MortalPool } from './mortal-pool.ts';
import { DAY } from './reference-calendar.ts';
import type { ModelFact } from './reference-model.ts';

/** Every sweep meets more awaits than this, or it simulates nothing. */
const AWAITS_MIN = 12;
const AWAITS_MAX = 400;

test('a process may die at every await: what was answered is there once, and the rest is decided once', async (t) => {
  await sweep(t, 'process', liveAndDie);
});

test('a connection may break at every await: the engine answers everything, once', async (t) => {
  await sweep(t, 'connection', liveOn);
});

type Scene = { readonly world: CoffeeWorld; readonly healthy: PipelineEngine; readonly seed: number };
type Life = (scene: Scene, death: Death) => Promise<{ hasDied: boolean }>;

async function sweep(t: TestContext, what: Death['what'], life: Life): Promise<void> {
  const seed = Number(process.env.LAUREL_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`LAUREL_TEST_SEED=${seed}`);
  const world = await openCoffee(new Clock(Date.UTC(2026, 0, 1)));
  try {
    const scene = { world, healthy: await world.engine(), seed };
    let at = 1;
    for (let hasDied = true; hasDied; at += 1) {
      assert.ok(at < AWAITS_MAX, 'the road has no end');
      hasDied = (await life(scene, { at, when: 'before', what })).hasDied;
      if (hasDied) await life(scene, { at, when: 'after', what });
    }
    t.diagnostic(`${at - 2} awaits`);
    assert.ok(at > AWAITS_MIN, `only ${at - 2} awaits`);
    await world.verify();
  } finally {
    await world.close();
  }
}

async function liveAndDie(scene: Scene, death: Death): Promise<{ hasDied: boolean }> {
  const { world, healthy } = scene;
  const story = await beginStory(scene);
  const mortal = new MortalPool(world.database.url);
  const engine = await world.engineOn(mortal.pool);
  mortal.arm(death);
  const heard: Heard[] = [];
  const hearing = story.requests.map(async (request) => {
    heard.push(await send(engine, request));
  });
  const running = world.due(story.idle, engine);
  await Promise.race([mortal.died, Promise.all([...hearing, running])]);
  const hasDied = mortal.isDead;
  if (!hasDied) await engine.close();
  await mortal.bury();
  // Everything again: what was answered must be answered so again, the rest must be decided now if it was not before.
  const again = await Promise.all(story.requests.map((request) => send(healthy, request)));
  await world.due(story.idle, healthy);
  await story.check.take(withFirsts([...heard, ...again]));
  assertDone(story, world);
  return { hasDied };
}

async function liveOn(scene: Scene, death: Death): Promise<{ hasDied: boolean }> {
  const { world } = scene;
  const story = await beginStory(scene);
  const mortal = new MortalPool(world.database.url);
  const engine = await world.engineOn(mortal.pool);
  mortal.arm(death);
  const running = world.due(story.idle, engine);
  const heard = await Promise.all(story.requests.map((request) => send(engine, request)));
  await running;
  const hasDied = mortal.awaits >= death.at;
  await engine.close();
  await mortal.bury();
  await story.check.take(heard);
  assertDone(story, world);
  return { hasDied };
}

function assertDone({ idle, check }: Story, world: CoffeeWorld): void {
  assert.equal(check.customer(idle).whatIsDue(world.clock.now()), null, 'the run left something undone');
}

async function send(engine: PipelineEngine, request: Request): Promise<Heard> {
  try {
    return { request, answer: await engine.submit(submissionOf(request)) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { request, answer: error };
  }
}

/** Of a fact that was saved and never answered, the replay is the first that anybody hears. */
function withFirsts(heard: readonly Heard[]): readonly Heard[] {
  const firsts = new Set(heard.flatMap(({ answer }) => (isFirst(answer) ? [answer.factId] : [])));
  return heard.map((one) => {
    const { request, answer } = one;
    if (answer instanceof EngineError || firsts.has(answer.factId)) return one;
    firsts.add(answer.factId);
    return { request, answer: { ...answer, isReplay: false } };
  });
}

function isFirst(answer: Heard['answer']): answer is Exclude<Heard['answer'], EngineError> {
  return !(answer instanceof EngineError) && !answer.isReplay;
}

type Story = {
  readonly check: ModelCheck;
  readonly requests: readonly Request[];
  /** For whom something is due, and nothing is sent. */
  readonly idle: string;
};

/** Customers with beans that have expired, a level to be maintained and a hold, and what is sent in the hour of death. */
async function beginStory({ world, healthy, seed }: Scene): Promise<Story> {
  const check = new ModelCheck(world.database.pool);
  const customers = Array.from({ length: 4 }, () => randomUUID());
  const [idle = '', holder = ''] = customers;
  const keep = async (facts: readonly (readonly [string, ModelFact])[]) => {
    const requests = facts.map(([customer, fact]) => ({ customer, fact, occurredAt: null, key: randomUUID() }));
    await check.take(await Promise.all(requests.map((request) => send(healthy, request))));
  };
  await keep(customers.map((id) => [id, { kind: 'create', zone: 'Europe/Berlin' }]));
  await keep(customers.map((id) => [id, { kind: 'deposit', amount: 60, source: 'care', availableAt: null }]));
  world.clock.advance(400 * DAY);
  await keep([[holder, { kind: 'deposit', amount: 40, source: 'web', availableAt: null }]]);
  await keep([[holder, { kind: 'hold', amount: 15 }]]);
  // In every other story the hold times out before the hour of death, and its beans with it.
  world.clock.advance(370 * DAY * (seed % 2) + 1_000);
  const hold = check.customer(holder).holds[0]?.id ?? '';
  const drawn = fc.sample(factOf(hold), { seed, numRuns: 9 });
  const newcomer = randomUUID();
  const facts: readonly (readonly [string, ModelFact])[] = [
    [newcomer, { kind: 'create', zone: 'Asia/Tokyo' }],
    [holder, { kind: 'capture', hold, amount: 5 }],
    ...drawn.map((fact, index) => [[holder, newcomer, ...customers.slice(2)][index % 4] ?? holder, fact] as const),
  ];
  const requests = facts.map(([customer, fact]) => ({ customer, fact, occurredAt: null, key: randomUUID() }));
  // One of them twice at once, as an impatient client does it.
  return { check, requests: [...requests, ...requests.slice(2, 3)], idle };
}

function factOf(hold: string): fc.Arbitrary<ModelFact> {
  return fc.oneof(
    fc.constant<ModelFact>({ kind: 'login', channel: 'app' }),
    fc.constant<ModelFact>({ kind: 'visit' }),
    fc.integer({ min: 10, max: 250 }).map<ModelFact>((amount) => {
      return { kind: 'deposit', amount, source: 'promo', availableAt: null };
    }),
    fc.integer({ min: 1, max: 30 }).map<ModelFact>((amount) => ({ kind: 'spend', amount })),
    fc.integer({ min: 1, max: 30 }).map<ModelFact>((amount) => ({ kind: 'hold', amount })),
    fc.constant<ModelFact>({ kind: 'release', hold }),
  );
}
