// The coffee programme once more, as short and obvious as possible: arrays, dates, sums over everything. It shares no code
// with the engine, knows no database, and is slow; the engine has to agree with it in every answer and every balance.

import { addMonths, DAY, dayIn, endOfYear, MINUTE } from './reference-calendar.ts';

export type ModelFact =
  | { readonly kind: 'create' | 'travel'; readonly zone: string }
  | { readonly kind: 'login'; readonly channel: string | null }
  | { readonly kind: 'visit' }
  | { readonly kind: 'deposit'; readonly amount: number; readonly source: string; readonly availableAt: number | null }
  | { readonly kind: 'spend' | 'hold'; readonly amount: number }
  | { readonly kind: 'capture'; readonly hold: string; readonly amount: number | null }
  | { readonly kind: 'release'; readonly hold: string };

export type ModelLot = {
  readonly id: string;
  readonly source: string;
  readonly amount: number;
  readonly at: number;
  readonly availableAt: number | null;
  readonly expiresAt: number;
  spent: number;
  expired: number;
  held: number;
};

type Part = { readonly lot: ModelLot; amount: number };

export type ModelHold = {
  readonly id: string;
  readonly amount: number;
  readonly expiresAt: number;
  status: 'open' | 'captured' | 'released' | 'expired';
  parts: Part[];
};

export type ModelTier = {
  level: string;
  since: number;
  maintainedAt: number;
  maintenanceAt: number | null;
  countsSince: number | null;
};

/** Outcomes in words, `deposit 10 web`, `tier club green>roast`; or the code of the refusal. */
export type ModelAnswer = { readonly refusal: string | null; readonly outcomes: readonly string[] };

export type When = { readonly id: string; readonly now: number; readonly at: number };

const SOURCES = ['web', 'care', 'promo'];
const RATE: Readonly<Record<string, number>> = { green: 10, roast: 12, reserve: 15 };
const KEEP: Readonly<Record<string, number>> = { roast: 50, reserve: 200 };
const CLUB = ['green', 'roast', 'reserve'];
const EXPLORER = ['taster', 'explorer', 'connoisseur'];

class Refused extends Error {}

export class ModelCustomer {
  zone: string | null = null;
  lots: ModelLot[] = [];
  holds: ModelHold[] = [];
  visits: number[] = [];
  loginDays: string[] = [];
  isWelcomed = false;
  club: ModelTier = noTier();
  explorer: ModelTier = noTier();
  levels: { at: number; level: string }[] = [];
  outcomes: string[] = [];

  /** Decides one fact; only what is due may come before it, and that must have been booked. */
  decide(fact: ModelFact, when: When): ModelAnswer {
    if (this.whatIsDue(when.now) !== null) throw new Error(`not booked before a fact: ${this.whatIsDue(when.now)}`);
    this.outcomes = [];
    try {
      const isSaving = fact.kind === 'create' || fact.kind === 'travel';
      if (!isSaving && this.zone === null) throw new Refused('customer_not_found');
      if (when.at > when.now + 5 * MINUTE) throw new Refused('in_the_future');
      if (when.at < when.now - 30 * DAY) throw new Refused('too_late');
      this.#apply(fact, when);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      return { refusal: refused.message, outcomes: [] };
    }
    return { refusal: null, outcomes: this.outcomes };
  }

  #apply(fact: ModelFact, when: When): void {
    switch (fact.kind) {
      case 'create':
        return this.#create(fact.zone, when.now);
      case 'travel':
        if (this.zone === null) throw new Refused('customer_not_found');
        this.zone = fact.zone;
        return;
      case 'login':
        return this.#login(fact.channel, when);
      case 'visit':
        this.visits.push(when.at);
        return this.#judgeExplorer(when.now);
      case 'deposit':
        if (!SOURCES.includes(fact.source)) throw new Refused('unknown_source');
        this.#deposit({ amount: fact.amount, source: fact.source, at: when.at, availableAt: fact.availableAt }, when);
        return this.#judgeClub(when);
      case 'spend':
        for (const part of this.#take(fact.amount, when.now)) part.lot.spent += part.amount;
        this.outcomes.push(`spend ${-fact.amount}`);
        return this.#judgeClub(when);
      case 'hold': {
        const parts = this.#take(fact.amount, when.now);
        for (const part of parts) part.lot.held += part.amount;
        const expiresAt = when.now + 30 * MINUTE;
        this.holds.push({ id: when.id, amount: fact.amount, expiresAt, status: 'open', parts });
        this.outcomes.push(`hold open ${fact.amount}`);
        return this.#judgeClub(when);
      }
      case 'capture':
        return this.#capture(fact.hold, fact.amount, when);
      case 'release':
        this.#endHold(this.#openHold(fact.hold), 'released', when.now);
        return this.#judgeClub(when);
    }
  }

  #create(zone: string, now: number): void {
    if (this.zone !== null) throw new Refused('customer_exists');
    this.zone = zone;
    this.club = { ...noTier(), level: 'green', since: now, maintainedAt: now };
    this.explorer = { ...noTier(), level: 'taster', since: now, maintainedAt: now };
    this.levels = [{ at: now, level: 'green' }];
    this.outcomes.push('tier club >green', 'tier explorer >taster');
  }

  /** Once a calendar day of the customer, at the rate of the level held when it happened. */
  #login(channel: string | null, when: When): void {
    if (channel !== null && channel !== 'web' && channel !== 'app') throw new Refused('invalid_property');
    const day = dayIn(this.zone ?? 'UTC', when.at);
    if (this.loginDays.includes(day)) return;
    this.loginDays.push(day);
    const level = this.levels.findLast((one) => one.at <= when.at)?.level ?? 'green';
    this.#deposit({ amount: RATE[level] ?? 0, source: 'web', at: when.at, availableAt: null }, when);
    this.#judgeClub(when);
  }

  #deposit(gift: Pick<ModelLot, 'amount' | 'source' | 'at' | 'availableAt'>, { id, now }: When): void {
    const availableAt = gift.availableAt !== null && gift.availableAt > now ? gift.availableAt : null;
    const expiresAt = endOfYear(this.zone ?? 'UTC', gift.at);
    const number = this.lots.filter((lot) => lot.id.startsWith(id)).length;
    this.lots.push({ ...gift, id: `${id} ${number}`, availableAt, expiresAt, spent: 0, expired: 0, held: 0 });
    this.outcomes.push(`deposit ${gift.amount} ${gift.source}`);
  }

  /** The highest level that the beans of the last 12 months reach; the welcome is given once, also to who skips Roast. */
  #judgeClub(when: When): void {
    const { now } = when;
    const earned = this.#earned(now);
    const level = earned >= 200 ? 'reserve' : earned >= 50 ? 'roast' : 'green';
    const { level: from, countsSince } = this.club;
    if (CLUB.indexOf(level) <= CLUB.indexOf(from)) return;
    this.club = { level, since: now, maintainedAt: now, maintenanceAt: addMonths(now, 12), countsSince };
    this.levels.push({ at: now, level });
    this.outcomes.push(`tier club ${from}>${level}`);
    if (from !== 'green' || this.isWelcomed) return;
    this.isWelcomed = true;
    this.#deposit({ amount: 25, source: 'promo', at: now, availableAt: null }, when);
    this.#judgeClub(when);
  }

  #judgeExplorer(now: number): void {
    const count = this.visits.filter((at) => at > addMonths(now, -12) && at <= now).length;
    const level = count >= 10 ? 'connoisseur' : count >= 3 ? 'explorer' : 'taster';
    const from = this.explorer.level;
    if (EXPLORER.indexOf(level) <= EXPLORER.indexOf(from)) return;
    this.explorer = { ...noTier(), level, since: now, maintainedAt: now };
    this.outcomes.push(`tier explorer ${from}>${level}`);
  }

  /** Beans earned in the 12 months up to an instant, after a fall only those earned since. */
  #earned(until: number): number {
    const since = Math.max(addMonths(until, -12), this.club.countsSince ?? Number.NEGATIVE_INFINITY);
    return sum(this.lots.filter((lot) => lot.at > since && lot.at <= until).map((lot) => lot.amount));
  }

  available(now: number): number {
    return sum(this.lots.map((lot) => spendable(lot, now)));
  }

  /** The lots that an amount comes from: earliest expiry first, then the older, then by id. */
  #take(amount: number, now: number): Part[] {
    if (this.available(now) < amount) throw new Refused('insufficient_points');
    const ordered = this.lots
      .filter((lot) => spendable(lot, now) > 0)
      .sort((a, b) => a.expiresAt - b.expiresAt || a.at - b.at || (a.id < b.id ? -1 : 1));
    const parts: Part[] = [];
    for (const lot of ordered) {
      const part = Math.min(amount - sum(parts.map((one) => one.amount)), spendable(lot, now));
      if (part > 0) parts.push({ lot, amount: part });
    }
    return parts;
  }

  #openHold(id: string): ModelHold {
    const hold = this.holds.find((one) => one.id === id);
    if (hold === undefined) throw new Refused('hold_not_found');
    if (hold.status === 'expired') throw new Refused('hold_expired');
    if (hold.status !== 'open') throw new Refused('hold_not_open');
    return hold;
  }

  #capture(id: string, wanted: number | null, when: When): void {
    const hold = this.#openHold(id);
    let left = wanted ?? hold.amount;
    if (left > hold.amount) throw new Refused('hold_exceeded');
    for (const part of hold.parts) {
      const captured = Math.min(left, part.amount);
      left -= captured;
      part.amount -= captured;
      part.lot.held -= captured;
      part.lot.spent += captured;
      if (captured > 0) this.outcomes.push(`capture ${-captured}`);
    }
    this.#endHold(hold, 'captured', when.now);
    this.#judgeClub(when);
  }

  /** What is still held goes back, and expires at once where its year has ended meanwhile. */
  #endHold(hold: ModelHold, status: ModelHold['status'], now: number): void {
    for (const { lot, amount } of hold.parts) {
      lot.held -= amount;
      if (amount > 0) this.#expire(lot, now);
    }
    hold.status = status;
    hold.parts = [];
    this.outcomes.push(`hold ${status} ${hold.amount}`);
  }

  #expire(lot: ModelLot, now: number): void {
    const amount = left(lot);
    if (lot.expiresAt > now || amount === 0) return;
    lot.expired += amount;
    this.outcomes.push(`expire ${-amount} ${lot.source}`);
  }

  whatIsDue(now: number): string | null {
    if (this.holds.some((hold) => hold.status === 'open' && hold.expiresAt <= now)) return 'the end of a hold';
    if (this.lots.some((lot) => lot.expiresAt <= now && left(lot) > 0)) return 'an expiry';
    const { maintenanceAt } = this.club;
    return maintenanceAt !== null && maintenanceAt <= now ? 'maintenance' : null;
  }

  /** Books what is due: every hold and lot, and one maintenance; a second one, of a year later, is another decision. */
  due(when: When): void {
    const { now } = when;
    this.outcomes = [];
    for (const hold of this.holds) {
      if (hold.status === 'open' && hold.expiresAt <= now) this.#endHold(hold, 'expired', now);
    }
    for (const lot of this.lots) this.#expire(lot, now);
    const { maintenanceAt, level } = this.club;
    if (maintenanceAt !== null && maintenanceAt <= now) return this.#maintain(maintenanceAt, level);
    if (this.outcomes.length > 0) this.#judgeClub(when);
  }

  #maintain(date: number, level: string): void {
    const next = addMonths(date, 12);
    if (this.#earned(date) >= (KEEP[level] ?? 0)) {
      this.club = { ...this.club, maintainedAt: date, maintenanceAt: next };
      return;
    }
    const lower = CLUB[CLUB.indexOf(level) - 1] ?? 'green';
    const maintenanceAt = lower === 'green' ? null : next;
    this.club = { level: lower, since: date, maintainedAt: date, maintenanceAt, countsSince: date };
    this.levels.push({ at: date, level: lower });
    this.outcomes.push(`tier club ${level}>${lower}`);
  }
}

function noTier(): ModelTier {
  return { level: '', since: 0, maintainedAt: 0, maintenanceAt: null, countsSince: null };
}

function left(lot: ModelLot): number {
  return lot.amount - lot.spent - lot.expired - lot.held;
}

function spendable(lot: ModelLot, now: number): number {
  return lot.expiresAt > now && (lot.availableAt ?? now) <= now ? left(lot) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
