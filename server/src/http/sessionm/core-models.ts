// Core, 2.2: the custom profile, and other models of a customer. A model beside `user_profile` is an attribute of type json
// that the programme declares under the model's name.
import type { ProfilePatch } from '../../domain/customers/profile.ts';
import type { CustomerRecord } from '../../storage/customers.ts';
import { readCustomer } from '../../storage/customers.ts';
import { type Call, findCustomer, refOfPath, submit } from './call.ts';
import { missing, SessionmError, translated } from './errors.ts';
import { object, read } from './fields.ts';
import { readAttributes } from './user-patch.ts';
import { customView } from './user-view.ts';

const USER_PROFILE = 'user_profile';

const bodySchema = object({}).loose();

/** Both POST and PUT change the attributes that are sent and leave the others; null removes one. Other models are replaced. */
export async function writeModel(call: Call) {
  const name = modelOf(call);
  const value = read(bodySchema, call.body)[name];
  if (value === undefined || value === null) throw missing(name);
  const attributes = readAttributes(name, value);
  const patch: ProfilePatch = { custom: name === USER_PROFILE ? attributes : { [name]: attributes } };
  const answer = await submit(call, {
    customer: refOfPath(call),
    body: { kind: 'customer.save', mode: 'update', patch },
  });
  const record = await readCustomer(call.site.pool, answer.customerId);
  if (record === null) throw translated('customer_not_found', { customer: answer.customerId });
  return { [name]: modelView(name, record) };
}

export async function readModel(call: Call) {
  const name = modelOf(call);
  return { [name]: modelView(name, await findCustomer(call, refOfPath(call))) };
}

function modelOf(call: Call): string {
  const { model = '' } = call.params;
  if (model === USER_PROFILE || call.programme.document.attributes[model]?.type === 'json') return model;
  throw new SessionmError('not_found', `The programme declares no model ${model}: an attribute of type json.`, {
    status: 404,
  });
}

function modelView(name: string, { profile }: CustomerRecord) {
  if (name === USER_PROFILE) return customView(profile);
  const value = profile.custom[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { _version: profile.customVersion, ...value }
    : { _version: profile.customVersion };
}
