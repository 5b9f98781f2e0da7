// Demo customers of a first start: invented people at example.com who signed in now and then, so that the pages show
// something. They come in as facts like everybody else, and what they earn for signing in is for the programme to decide.
// They are members already, as imported ones are: no programme welcomes them, and no provider hears of them.
import type { Actor, FactBody, Json } from '../domain/facts.ts';
import { declared, type Programme } from '../domain/programme/programme.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import type { Answer, Clock, CustomerRef, Engine } from '../pipeline/submission.ts';

type DemoCustomer = {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly city: string;
  readonly country: string;
  readonly timeZone: string;
  readonly birthOn: string;
  /** Days ago on which they signed in, oldest first. */
  readonly signIns: readonly number[];
  /** Days ago on which they came to a tasting. */
  readonly tastings: readonly number[];
};

const days = (from: number, to: number): readonly number[] =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index);

type Home = readonly [city: string, country: string, timeZone: string];

const BERLIN: Home = ['Berlin', 'DE', 'Europe/Berlin'];
const LISBON: Home = ['Lisbon', 'PT', 'Europe/Lisbon'];
const NEW_YORK: Home = ['New York', 'US', 'America/New_York'];
const TOKYO: Home = ['Tokyo', 'JP', 'Asia/Tokyo'];

function person(
  id: string,
  name: readonly [string, string],
  home: Home,
  rest: Pick<DemoCustomer, 'birthOn' | 'signIns'> & { readonly tastings?: readonly number[] },
): DemoCustomer {
  const [firstName, lastName] = name;
  const [city, country, timeZone] = home;
  return { id, firstName, lastName, city, country, timeZone, tastings: [], ...rest };
}

/** From somebody who has never signed in to somebody at the highest level. */
const CUSTOMERS: readonly DemoCustomer[] = [
  person('demo-1', ['Ada', 'Example'], BERLIN, { birthOn: '1990-03-14', signIns: days(4, 1) }),
  person('demo-2', ['Ben', 'Example'], LISBON, { birthOn: '1985-07-02', signIns: days(9, 1) }),
  person('demo-3', ['Cleo', 'Example'], NEW_YORK, {
    birthOn: '1978-11-23',
    signIns: days(25, 1),
    tastings: [20, 12, 5],
  }),
  person('demo-4', ['Dan', 'Example'], TOKYO, { birthOn: '2001-01-30', signIns: [6, 3] }),
  person('demo-5', ['Eva', 'Example'], BERLIN, { birthOn: '1996-02-29', signIns: days(14, 8) }),
  person('demo-6', ['Finn', 'Example'], LISBON, { birthOn: '1969-12-05', signIns: [] }),
  person('demo-7', ['Gail', 'Example'], NEW_YORK, { birthOn: '1993-05-19', signIns: [2], tastings: [2] }),
  person('demo-8', ['Hiro', 'Example'], TOKYO, { birthOn: '1988-08-08', signIns: days(20, 1) }),
  person('demo-9', ['Ines', 'Example'], LISBON, { birthOn: '1974-10-11', signIns: days(28, 24) }),
  person('demo-10', ['Jon', 'Example'], BERLIN, { birthOn: '2003-06-27', signIns: [10, 7, 4, 1] }),
  person('demo-11', ['Kim', 'Example'], NEW_YORK, { birthOn: '1981-04-01', signIns: days(17, 1), tastings: [15] }),
  person('demo-12', ['Lea', 'Example'], TOKYO, { birthOn: '1999-09-16', signIns: days(5, 3) }),
];

const ACTOR: Actor = { kind: 'cli', name: 'demo' };
const SIGN_IN = 'web_login';
const TASTING = 'tasting_visit';

/** The demo customer that examples name. */
export const DEMO_IDENTIFIER = 'demo-1';

/** Whether the programme has the sign-in of the demo customers: declared, and nothing required of it. */
export function hasSignIn(programme: Programme): boolean {
  return happensIn(programme, SIGN_IN);
}

function happensIn({ document }: Programme, name: string): boolean {
  const event = declared(document.events, name);
  return event !== undefined && !Object.values(event.properties).some((property) => property.required);
}

/** Safe to repeat after it was interrupted: every fact has a key. Gives the number of customers that the programme takes. */
export async function createDemoCustomers(
  deps: { readonly engine: Pick<Engine, 'submit'>; readonly clock: Clock },
  programme: Programme,
): Promise<number> {
  const happening = { programme, today: Math.floor(deps.clock.now() / DAY_MS) * DAY_MS };
  const created = await Promise.all(CUSTOMERS.map((customer) => createOne(deps.engine, customer, happening)));
  return created.filter(Boolean).length;
}

/** False when the programme refuses the customer, say as too young. */
async function createOne(
  engine: Pick<Engine, 'submit'>,
  customer: DemoCustomer,
  { programme, today }: { programme: Programme; today: Instant },
): Promise<boolean> {
  const { id, signIns, tastings, ...profile } = customer;
  const email = `${customer.firstName.toLowerCase()}.${customer.lastName.toLowerCase()}@example.com`;
  const patch = {
    ...profile,
    email,
    optedIn: true,
    optInSource: 'demo',
    addIdentifiers: [{ type: 'external', value: id }],
  };
  const body: FactBody = { kind: 'customer.save', mode: 'upsert', patch };
  const saved = await submit(engine, id, body, { key: 'profile', occurredAt: null, isHistory: true });
  if (saved.record.refusal !== undefined) return false;
  for (const [name, days] of [
    [SIGN_IN, signIns],
    [TASTING, tastings],
  ] as const) {
    for (const day of happensIn(programme, name) ? days : []) await happen(engine, id, { name, day, today });
  }
  return true;
}

/** At noon UTC, which is the same calendar day in all four cities. */
function happen(
  engine: Pick<Engine, 'submit'>,
  id: string,
  { name, day, today }: { name: string; day: number; today: Instant },
): Promise<Answer> {
  const body: FactBody = { kind: 'event', name, quantity: 1, properties: {} };
  const occurredAt = today - day * DAY_MS + DAY_MS / 2;
  return submit(engine, id, body, { key: `${name} ${day}`, occurredAt, isHistory: false });
}

function submit(
  engine: Pick<Engine, 'submit'>,
  id: string,
  body: FactBody,
  options: { readonly key: string; readonly occurredAt: Instant | null; readonly isHistory: boolean },
): Promise<Answer> {
  const customer: CustomerRef = { kind: 'identifier', type: 'external', value: id };
  const sent: Json = { demo: options.key };
  return engine.submit({
    customer,
    body,
    occurredAt: options.occurredAt,
    idempotency: { operation: 'demo', key: `${id} ${options.key}`, sent },
    actor: ACTOR,
    lane: 'live',
    isHistory: options.isHistory,
  });
}
