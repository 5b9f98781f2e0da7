// Whether a customer meets a level's requirement, with the figures that say by how much not.

import type { Draft } from '../draft.ts';
import { requireSlice } from '../draft.ts';
import type { JsonObject } from '../facts.ts';
import { availableIn } from '../points/available.ts';
import type { Condition, Requirement, Test } from '../programme/programme.ts';
import { expressionValues } from '../programme/variables.ts';
import { assertNever, type Instant, shift } from '../time.ts';

/** `due`: as things stood at the date of a maintenance; the instant is that date. */
export type Moment = { readonly kind: 'now' | 'due'; readonly at: Instant };

export type Finding = {
  readonly isMet: boolean;
  readonly has: number;
  readonly need: number;
  /** What is counted; money in the smallest unit. */
  readonly metric: Metric;
  readonly detail: JsonObject;
};

/** `none` of conditions on the customer, which count nothing. */
export type Metric = 'points' | 'events' | 'money' | 'none';

export type Verdict = { readonly isMet: boolean; readonly findings: readonly Finding[] };

/** What examining needs of a draft; readers of progress have the same without deciding anything. */
export type Examined = Pick<Draft, 'state' | 'programme'>;

export function examine(draft: Examined, system: string, requirement: Requirement, moment: Moment): Verdict {
  const findings = requirement.conditions.map((condition) => examineOne(draft, system, condition, moment));
  return { isMet: combine(requirement.match, findings), findings };
}

function combine(match: Requirement['match'], findings: readonly Finding[]): boolean {
  switch (match) {
    case 'all':
      return findings.every((finding) => finding.isMet);
    case 'any':
      return findings.some((finding) => finding.isMet);
    case 'none':
      return findings.every((finding) => !finding.isMet);
    default:
      return assertNever(match);
  }
}

function examineOne(draft: Examined, system: string, condition: Condition, moment: Moment): Finding {
  switch (condition.kind) {
    case 'points_earned': {
      requireSlice(draft, 'windows');
      const has = draft.state.earned[moment.kind].get(condition.window.key) ?? 0;
      return measured(condition.test, has, 'points', { kind: 'points_earned', account: condition.window.account });
    }
    case 'balance': {
      const has = availableIn(draft.state, condition.account, moment.at);
      return measured(condition.test, has, 'points', { kind: 'balance', account: condition.account });
    }
    case 'events': {
      const has = countEvents(draft, system, condition, moment.at);
      const isMoney = condition.measure === 'net';
      const detail = { kind: isMoney ? 'spend' : 'events', event: condition.event };
      return measured(condition.test, has, isMoney ? 'money' : 'events', detail);
    }
    case 'customer': {
      const { when } = condition;
      const found = when.evaluate(expressionValues(draft.state, null, moment.at, draft.programme));
      const isMet = found.ok && found.value === true;
      const detail = { kind: 'customer', when: when.source, ...(found.ok ? {} : { reason: found.detail }) };
      return { isMet, has: isMet ? 1 : 0, need: 1, metric: 'none', detail };
    }
    default:
      return assertNever(condition);
  }
}

function measured(test: Test, has: number, metric: Metric, detail: JsonObject): Finding {
  const isMet =
    test.compare === 'at_least'
      ? has >= test.value
      : test.compare === 'at_most'
        ? has <= test.value
        : has === test.value;
  return { isMet, has, need: test.value, metric, detail: { ...detail, need: test.value, has, compare: test.compare } };
}

function countEvents(
  draft: Examined,
  system: string,
  condition: Extract<Condition, { kind: 'events' }>,
  at: Instant,
): number {
  const since = Math.max(
    condition.span === null ? Number.NEGATIVE_INFINITY : shift(at, condition.span, -1),
    draft.state.tiers.get(system)?.countsSince ?? Number.NEGATIVE_INFINITY,
  );
  let count = 0;
  for (const entry of draft.state.tallies.get(condition.metric) ?? []) {
    if (entry.at > since && entry.at <= at) count += entry.value;
  }
  return count;
}
