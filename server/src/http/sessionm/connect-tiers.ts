// Connect, 2.13.5–2.13.7: trigger an event, move a customer to a level, judge entrance now, read tiers and progress.
import { tierProgress } from '../../domain/tiers/progress.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import { behaviorsView, outcomesView } from './behaviors-view.ts';
import { ask, type Call, submit } from './call.ts';
import { readConnect, refOfUser, userFields } from './connect-request.ts';
import { askEvent, flatContext, KEY_MAX, QUANTITY_MAX } from './core-events.ts';
import { SessionmError, translated } from './errors.ts';
import { flag, given, instant, list, object, text, whole } from './fields.ts';
import { eventNamed, levelNamed, systemNamed } from './names.ts';
import { type RuleTree, tierLevels, treesOf } from './tiers-view.ts';

const NAME_MAX = 120;
const IDS_MAX = 50;

const triggerFields = {
  ...userFields,
  event_lookup: text(NAME_MAX),
  include_progress: given(flag),
  transaction_id: given(text(KEY_MAX)),
  idempotency_id: given(text(KEY_MAX)),
  qty: given(whole(1, QUANTITY_MAX)),
  date: given(instant),
  context: object({}).loose().nullish(),
};

export async function triggerUserEvent(call: Call) {
  const asked = readConnect(call, triggerFields);
  const answer = await askEvent(call, refOfUser(asked), {
    name: eventNamed(call, asked.event_lookup),
    quantity: asked.qty ?? 1,
    transactionId: asked.transaction_id ?? asked.idempotency_id ?? null,
    at: asked.date ?? null,
    context: flatContext(asked.event_lookup, asked.context ?? {}),
  });
  const { refusal } = answer.record;
  if (refusal !== undefined) throw translated(refusal.code, refusal.detail);
  const tiers = await readTiers(call, answer.customerId);
  return {
    retailer_id: call.site.guids.retailerId,
    user_id: answer.customerId,
    event_id: answer.factId,
    behaviors: behaviorsView(call, answer.customerId, answer.record),
    outcomes: [
      ...behaviorsView(call, answer.customerId, answer.record).flatMap(({ outcomes }) => outcomes),
      ...outcomesView(call, answer.customerId, answer.record),
    ],
    tier_levels: tierLevels(call, answer.customerId, tiers, asked.include_progress ?? false),
    progress: (asked.include_progress ?? false) ? treesOf(call, tiers) : [],
  };
}

const moveFields = {
  ...userFields,
  tier_system_id: given(text(NAME_MAX)),
  tier_level_id: text(NAME_MAX),
  process_intermediate_levels: given(flag),
  evaluate_qualifying_rules: given(flag),
  reason: given(text(200)),
};

/** Outcomes of the level are given when its qualifying rules are to be evaluated, of those passed when they are to be processed. */
export async function moveUser(call: Call) {
  const asked = readConnect(call, moveFields);
  const { system, level } = levelNamed(call, asked.tier_system_id, asked.tier_level_id);
  const answer = await ask(call, {
    customer: refOfUser(asked),
    body: {
      kind: 'tier.move',
      system,
      level,
      entranceOutcomes: asked.evaluate_qualifying_rules ?? false,
      intermediateOutcomes: asked.process_intermediate_levels ?? false,
      reason: asked.reason ?? '',
    },
  });
  const { refusal } = answer.record;
  // Whoever asks again after a lost answer finds the customer where they wanted to have them.
  if (refusal !== undefined && refusal.code !== 'tier_unchanged') throw translated(refusal.code, refusal.detail);
  return movedView(call, answer.customerId, answer.record);
}

const qualifyFields = { ...userFields, tier_system_id: given(text(NAME_MAX)) };

export async function qualify(call: Call) {
  const asked = readConnect(call, qualifyFields);
  const system = asked.tier_system_id === undefined ? null : systemNamed(call, asked.tier_system_id).name;
  const answer = await submit(call, { customer: refOfUser(asked), body: { kind: 'tier.requalify', system } });
  return movedView(call, answer.customerId, answer.record);
}

async function movedView(call: Call, customerId: string, record: Parameters<typeof outcomesView>[2]) {
  const tiers = await readTiers(call, customerId);
  return {
    retailer_id: call.site.guids.retailerId,
    user_id: customerId,
    moved: record.outcomes.some((outcome) => outcome.kind === 'tier'),
    outcomes: outcomesView(call, customerId, record),
    tier_levels: tierLevels(call, customerId, tiers, false),
  };
}

const tiersFields = {
  ...userFields,
  tier_system_ids: given(list(text(NAME_MAX), IDS_MAX)),
  include_progress: given(flag),
};

export async function fetchUserTiers(call: Call) {
  const asked = readConnect(call, tiersFields);
  const wanted = asked.tier_system_ids?.map((one) => systemNamed(call, one).name);
  const customerId = await call.site.engine.resolve(refOfUser(asked));
  const tiers = (await readTiers(call, customerId)).filter(
    ({ system }) => wanted === undefined || wanted.includes(system),
  );
  return {
    retailer_id: call.site.guids.retailerId,
    user_id: customerId,
    tier_levels: tierLevels(call, customerId, tiers, asked.include_progress ?? true),
  };
}

const treeFields = { ...userFields, ids: given(list(text(NAME_MAX), IDS_MAX)) };

/**
 * Progress of the rule trees named, or of all that count for the customer now: entrance of the next level and keeping the
 * present one. A tree of a level that is passed or further up has no progress, and is left out.
 */
export async function userProgress(call: Call): Promise<readonly RuleTree[]> {
  const asked = readConnect(call, treeFields);
  const ids = asked.ids?.map((id) => treeNamed(call, id));
  const customerId = await call.site.engine.resolve(refOfUser(asked));
  const trees = treesOf(call, await readTiers(call, customerId));
  return trees.filter(({ rule_tree_id: id }) => ids === undefined || ids.includes(id));
}

function treeNamed(call: Call, given: string): string {
  const { guids } = call.site;
  const paths = call.programme.tierSystems.flatMap((system) =>
    system.levels.flatMap((level) => ['entrance', 'keep'].map((purpose) => `${system.name}/${level.name}/${purpose}`)),
  );
  const path = guids.find('rule_tree', given, paths);
  if (path === null) throw new SessionmError('not_found', `The programme has no rule tree ${given}.`);
  return guids.of('rule_tree', path);
}

async function readTiers(call: Call, customerId: string) {
  const { pool, programmes } = call.site;
  const inspected = await inspectCustomer(pool, programmes, customerId, call.now());
  if (inspected === null) throw translated('customer_not_found', { customer: customerId });
  return tierProgress(inspected.programme, inspected.state, call.now());
}
