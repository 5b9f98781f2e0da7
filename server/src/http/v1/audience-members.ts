// How many customers an expression describes, and some of them by name. Whose names a caller may not read stay ids.
import { z } from 'zod';
import { allows } from '../../access/permissions.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { expressionValues } from '../../domain/programme/variables.ts';
import { compileExpression, type Expression } from '../../domain/rules/expression.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import { countAudience, sampleAudience } from '../../storage/audiences.ts';
import { readCustomersByIds } from '../../storage/customers.ts';
import type { Caller } from '../authenticate.ts';
import type { AdapterDeps } from '../deps.ts';
import { uuid } from './shapes.ts';

const SAMPLE = 5;
/** Where SQL finds too many, so many are judged by the engine to have a sample. */
const CANDIDATES = 50;

const memberShape = z
  .strictObject({
    customer_id: uuid,
    name: z
      .string()
      .nullable()
      .meta({ description: 'Null where there is none, or the caller may not read customers.' }),
    email: z.string().nullable(),
  })
  .meta({ id: 'AudienceMember' });

export const membersFields = {
  count: z.int().meta({ description: 'Customers, without deleted ones and test personas.' }),
  exact: z.boolean().meta({
    description:
      'False: the expression has parts that only the engine judges, one customer at a time; the count is the most it can be.',
  }),
  sample: z.array(uuid).meta({ description: `Up to ${SAMPLE} customers of the audience.` }),
  members: z.array(memberShape).meta({ description: 'The same by name.' }),
};
export const membersShape = z.strictObject(membersFields).meta({ id: 'AudienceMembers' });

/** Without an expression: everybody. */
export async function audienceOf(
  deps: AdapterDeps,
  programme: Programme,
  expression: Expression | null,
  scopes: Caller['scopes'],
): Promise<z.output<typeof membersShape>> {
  const asked = expression ?? everybody();
  const audience = { expression: asked, programme, now: deps.clock.now() };
  const { count, exact } = await countAudience(deps.pool, audience);
  const candidates = await sampleAudience(deps.pool, audience, exact ? SAMPLE : CANDIDATES);
  const sample: string[] = [];
  for (const id of candidates) {
    if (sample.length === SAMPLE) break;
    if (exact || (await isMember(deps, id, asked))) sample.push(id);
  }
  return { count, exact, sample, members: await membersOf(deps, sample, scopes) };
}

function everybody(): Expression {
  const compiled = compileExpression('true', {}, 'bool');
  if (!compiled.ok) throw new Error('`true` is no expression');
  return compiled.expression;
}

async function membersOf({ pool }: AdapterDeps, ids: readonly string[], scopes: Caller['scopes']) {
  if (!allows(scopes, 'customers:read')) return ids.map((id) => ({ customer_id: id, name: null, email: null }));
  const found = await readCustomersByIds(pool, ids);
  return found.map(({ id, profile }) => {
    const name = [profile.firstName, profile.lastName].filter((part) => part !== null).join(' ');
    return { customer_id: id, name: name === '' ? null : name, email: profile.email };
  });
}

async function isMember({ pool, programmes, clock }: AdapterDeps, id: string, asked: Expression): Promise<boolean> {
  const now = clock.now();
  const found = await inspectCustomer(pool, programmes, id, now);
  if (found === null) return false;
  const judged = asked.evaluate(expressionValues(found.state, null, now, found.programme));
  return judged.ok && judged.value === true;
}
