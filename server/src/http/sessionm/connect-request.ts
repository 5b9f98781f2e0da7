// What every Connect body has: the retailer, who must be ours, and the customer. The other fields belong to each action.
import type { z } from 'zod';
import type { CustomerRef } from '../../pipeline/submission.ts';
import { type Call, refOfId } from './call.ts';
import { SessionmError } from './errors.ts';
import { flag, given, object, read, text } from './fields.ts';

const ID_MAX = 200;

export const userFields = {
  retailer_id: given(text(ID_MAX)),
  user_id: text(ID_MAX),
  is_session_m: given(flag),
};

/** Reads a body and checks whose it is. A body without a retailer can only mean ours. */
export function readConnect<Shape extends z.ZodRawShape>(call: Call, shape: Shape) {
  checkRetailer(call);
  return read(object(shape), call.body);
}

function checkRetailer(call: Call): void {
  const { retailer_id: retailer } = read(object({ retailer_id: userFields.retailer_id }), call.body);
  if (retailer === undefined || retailer.toLowerCase() === call.site.guids.retailerId) return;
  throw new SessionmError('access_denied', 'This key belongs to another retailer_id.', { status: 401 });
}

/** `is_session_m: false` says that the id is the client's own, whatever it looks like. */
export function refOfUser(user: {
  readonly user_id: string;
  readonly is_session_m?: boolean | undefined;
}): CustomerRef {
  if (user.is_session_m === false) return { kind: 'identifier', type: null, value: user.user_id };
  return refOfId(user.user_id);
}
