// One customer in memory: what load, decide and save do with a database, for tests of the domain alone.
// Every slice is at hand, so nothing here shows how slices are asked for; the pipeline's tests do that.

import assert from 'node:assert/strict';
import { type DecideContext, decide, isDue } from '../../src/domain/decide.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { Fact, FactBody, JsonObject } from '../../src/domain/facts.ts';
import { NO_REFERENCE } from '../../src/domain/facts.ts';
import { availableIn } from '../../src/domain/points/available.ts';
import { checkProgramme } from '../../src/domain/programme/compile.ts';
import type { Programme, ProgrammeHistory } from '../../src/domain/programme/programme.ts';
import { type CustomerState, emptyState, type PointEntry, type Slice } from '../../src/domain/state.ts';
import { type Instant, shift } from '../../src/domain/time.ts';

const SLICES: readonly Slice[] = ['open_lots', 'holds', 'tier_moves', 'windows', 'reversal'];

export function compiled(yaml: string, version = 1, liveFrom: Instant = 0): Programme {
  const checked = checkProgramme({ 'programme.yaml': yaml }, version, liveFrom);
  assert.ok(checked.ok, checked.ok ? '' : JSON.stringify(checked.issues, null, 1));
  return checked.programme;
}

function historyOf(...versions: readonly Programme[]): ProgrammeHistory {
  const live = versions.at(-1);
  assert.ok(live !== undefined);
  return {
    live,
    at: (instant) => versions.findLast((version) => version.liveFrom <= instant) ?? versions[0] ?? live,
    version: (version) => versions.find((one) => one.version === version) ?? null,
  };
}

export function at(text: string): Instant {
  return Temporal.Instant.from(text.length === 10 ? `${text}T12:00:00Z` : text).epochMilliseconds;
}

export class World {
  history: ProgrammeHistory;
  state: CustomerState = emptyState('40000000-0000-4000-8000-000000000001');
  entries: PointEntry[] = [];
  /** Each fact that was decided, with what came of it. */
  log: { readonly fact: Fact; readonly now: Instant; readonly decision: Decision }[] = [];
  quotas: DecideContext['quotas'] = new Map();
  #facts = 0;

  constructor(...versions: readonly Programme[]) {
    this.history = historyOf(...versions);
  }

  join(now: string, patch: Extract<FactBody, { kind: 'customer.save' }>['patch'] = {}): this {
    this.decided({ kind: 'customer.save', mode: 'create', patch }, now);
    return this;
  }

  event(
    name: string,
    now: string,
    options: { occurredAt?: string; properties?: JsonObject; quantity?: number } = {},
  ): Decision {
    const { properties = {}, quantity = 1 } = options;
    return this.decided({ kind: 'event', name, quantity, properties }, now, options.occurredAt);
  }

  deposit(
    amount: number,
    now: string,
    options: { account?: string; source?: string; occurredAt?: string; expiresAt?: string; availableAt?: string } = {},
  ): Decision {
    const item = {
      account: options.account ?? null,
      source: options.source ?? 'web',
      amount,
      rank: 0,
      reference: NO_REFERENCE,
      availableAt: options.availableAt === undefined ? null : at(options.availableAt),
      expiresAt: options.expiresAt === undefined ? null : at(options.expiresAt),
    };
    return this.decided(
      { kind: 'points.deposit', items: [item], partial: false, silent: false },
      now,
      options.occurredAt,
    );
  }

  spend(amount: number, now: string, options: { accounts?: readonly string[]; force?: boolean } = {}): Decision {
    const item = {
      amount,
      accounts: options.accounts ?? null,
      reference: NO_REFERENCE,
      force: options.force ?? false,
      rank: 0,
    };
    return this.send({ kind: 'points.spend', items: [item], partial: false, silent: false }, now);
  }

  decided(body: FactBody, now: string, occurredAt: string = now): Decision {
    const decision = this.send(body, now, occurredAt);
    assert.equal(decision.kind, 'decided', JSON.stringify(decision.kind === 'needs' ? decision : decision.record));
    return decision;
  }

  /** What is due comes first, then the fact, as the pipeline has it. */
  send(body: FactBody, now: string, occurredAt: string = now): Decision {
    this.due(now);
    return this.#apply(body, at(now), at(occurredAt));
  }

  due(now: string): void {
    this.#look(at(now));
    for (let round = 0; isDue(this.history.live, this.state, at(now)); round += 1) {
      assert.ok(round < 50, 'due without end');
      this.#apply({ kind: 'due' }, at(now), at(now));
      this.#look(at(now));
    }
  }

  available(account: string, now: string): number {
    return availableIn(this.state, account, at(now));
  }

  level(system: string): string | undefined {
    return this.state.tiers.get(system)?.level;
  }

  #apply(body: FactBody, now: Instant, occurredAt: Instant): Decision {
    this.#look(now, body);
    this.#facts += 1;
    const fact: Fact = {
      id: `01900000-${this.#facts.toString(16).padStart(4, '0')}-7000-8000-000000000000`,
      customerId: this.state.id,
      peerId: null,
      body,
      occurredAt,
      actor: { kind: 'api', name: 'test' },
    };
    const context = { history: this.history, now, quotas: this.quotas, isHistory: false };
    let decision = decide(context, this.state, fact);
    if (decision.kind === 'needs' && decision.slices.length > 0) {
      for (const slice of decision.slices) this.#supply(slice);
      decision = decide(context, this.state, fact);
    }
    if (decision.kind === 'decided') {
      this.state = decision.state;
      this.log.push({ fact, now, decision });
      for (const effect of decision.effects) if (effect.kind === 'entry') this.entries.push(effect.entry);
    }
    return decision;
  }

  /** Fills in what load computes from rows: sums over windows, and what a reversal names. */
  #look(now: Instant, body?: FactBody): void {
    this.state.has = new Set(SLICES);
    const earned = { now: new Map<string, number>(), due: new Map<string, number>() };
    for (const window of this.history.live.windows) {
      const tier = this.state.tiers.get(window.system);
      const sum = (until: Instant) => {
        const start = window.span === null ? Number.NEGATIVE_INFINITY : shift(until, window.span, -1);
        const since = Math.max(start, tier?.countsSince ?? Number.NEGATIVE_INFINITY);
        return [...this.state.lots.values()]
          .filter(
            (lot) => lot.account === window.account && lot.earned && lot.occurredAt > since && lot.occurredAt <= until,
          )
          .reduce((total, lot) => total + lot.amount - lot.reversed, 0);
      };
      earned.now.set(window.key, sum(now));
      const due = tier?.maintenanceAt ?? null;
      if (due !== null && due <= now) earned.due.set(window.key, sum(due));
    }
    this.state.earned = earned;
    if (body?.kind === 'points.reverse') this.#lookFor(body.entryId);
  }

  /** What a return takes back, which only the purchase tells. */
  #supply(slice: Slice): void {
    this.state.has.add(slice);
    if (slice.startsWith('entries:')) this.#lookFor(slice.slice('entries:'.length));
  }

  #lookFor(id: string): void {
    const named = this.entries.filter((entry) =>
      [entry.id, entry.movementId, `${entry.id.slice(0, 32)}0000`].includes(id),
    );
    this.state.reversible = named.map((entry) => ({
      entry,
      lot: this.state.lots.get(entry.lotId ?? entry.id) ?? null,
      reversed: this.entries
        .filter((other) => other.referenceType === 'Reversal' && other.referenceId === entry.id)
        .filter((other) => ['reverse', 'restore', 'uncollected'].includes(other.kind))
        .reduce((total, other) => total + other.amount, 0),
    }));
  }
}
