// Random histories for the reference model: who does what, in which waves, how late, under which keys, on which engine.
// It draws them and knows nothing of what should follow.
import fc from 'fast-check';
import { DAY, MINUTE } from './reference-calendar.ts';
import type { ModelFact } from './reference-model.ts';

const HOUR = 60 * MINUTE;

/** Summer time at midnight, half hours, and both ends of the calendar are where days go wrong. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

/** A fact before it is known which holds there are: they are named by their place. */
export type DrawnFact =
  | Exclude<ModelFact, { kind: 'capture' | 'release' }>
  | { readonly kind: 'capture'; readonly place: number; readonly amount: number | null }
  | { readonly kind: 'release'; readonly place: number };

type Sending = {
  readonly engine: number;
  readonly lane: 'live' | 'bulk';
  /** How often the same request is sent at once, by engines in turn. */
  readonly copies: number;
};

export type Action =
  | (Sending & {
      readonly kind: 'send';
      readonly customer: number;
      readonly fact: DrawnFact;
      /** Milliseconds before or after the wave; null: not said. */
      readonly offset: number | null;
      readonly key: number | null;
    })
  /** An earlier request once more, by its place among all that were sent. */
  | (Sending & { readonly kind: 'again'; readonly place: number });

export type Wave = {
  readonly advance: number;
  readonly actions: readonly Action[];
  /** Beside the facts: everybody is asked for what is due, or a whole run goes through all customers. */
  readonly run: 'due' | 'expiry' | 'maintenance' | null;
};

export type History = {
  readonly start: number;
  readonly customers: readonly { readonly partition: number; readonly zone: string }[];
  readonly waves: readonly Wave[];
};

const sending = {
  engine: fc.nat(1),
  lane: fc.constantFrom('live' as const, 'live' as const, 'live' as const, 'bulk' as const),
  copies: fc.constantFrom(1, 1, 1, 2, 3),
};

const drawnFact: fc.Arbitrary<DrawnFact> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('login' as const),
      channel: fc.constantFrom(null, 'web', 'app', 'fax'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'visit' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('deposit' as const),
      amount: fc.integer({ min: 1, max: 120 }),
      source: fc.constantFrom('web', 'care', 'promo', 'nowhere'),
      availableAt: fc.constant(null),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('spend' as const, 'hold' as const),
      amount: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('capture' as const),
      place: fc.nat(1),
      amount: fc.option(fc.integer({ min: 1, max: 40 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), place: fc.nat(1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('create' as const, 'travel' as const),
      zone: fc.constantFrom(...ZONES),
    }),
  },
);

const offset = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 6, arbitrary: fc.integer({ min: -29, max: 0 }).map((days) => days * DAY - 7 * MINUTE) },
  { weight: 2, arbitrary: fc.integer({ min: -31 * DAY, max: 7 * MINUTE }) },
);

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        kind: fc.constant('send' as const),
        customer: fc.nat(),
        fact: drawnFact,
        offset,
        key: fc.option(fc.nat(12), { freq: 3 }),
        ...sending,
      })
      // Saving a customer is never late: who does not exist yet would be refused without a trace.
      .map((drawn) =>
        drawn.fact.kind === 'create' || drawn.fact.kind === 'travel' ? { ...drawn, offset: null } : drawn,
      ),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), place: fc.nat(), ...sending }) },
);

const advance = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 25 * MINUTE }) },
  { weight: 3, arbitrary: fc.integer({ min: HOUR, max: 2 * DAY }) },
  { weight: 3, arbitrary: fc.integer({ min: 2 * DAY, max: 120 * DAY }) },
  { weight: 1, arbitrary: fc.integer({ min: 300 * DAY, max: 900 * DAY }) },
);

export const history: fc.Arbitrary<History> = fc.record({
  start: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
  customers: fc.array(fc.record({ partition: fc.nat(127), zone: fc.constantFrom(...ZONES) }), {
    minLength: 2,
    maxLength: 5,
  }),
  waves: fc.array(
    fc.record({
      advance,
      actions: fc.array(action, { minLength: 1, maxLength: 24, size: 'max' }),
      run: fc.oneof(
        { weight: 6, arbitrary: fc.constant(null) },
        { weight: 4, arbitrary: fc.constant('due' as const) },
        { weight: 1, arbitrary: fc.constantFrom('expiry' as const, 'maintenance' as const) },
      ),
    }),
    { minLength: 2, maxLength: 10, size: 'max' },
  ),
});
