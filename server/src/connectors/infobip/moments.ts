// A flow of Moments as a message: its entry, with variables and nothing else. A person in the request would create, update or
// merge profiles at Infobip, so none is sent; who takes part is named by e-mail address or phone number.

import type { JsonObject } from '../../domain/facts.ts';
import type { ProviderSettings, RenderedMessage } from '../connector.ts';
import { isObject } from '../json-reader.ts';
import { emailOf } from '../request.ts';
import { textSetting } from '../settings.ts';
import { type Made, no, phoneOf } from './messages.ts';

/** A campaign's number: up to 19 digits, of which some are more than JavaScript counts to, so it stays a text. */
export const FLOW_ID = /^[1-9]\d{0,18}$/;

export function flowPath(campaignId: string): string {
  return `/moments/1/flows/${encodeURIComponent(campaignId)}/participants`;
}

export function flowBody(message: RenderedMessage, settings: ProviderSettings): Made {
  if (message.templateId === null || !FLOW_ID.test(message.templateId))
    return no('the template id is not the number of a flow');
  const identifyBy = identityOf(message, settings);
  if (identifyBy === null) return no('the customer has neither an e-mail address nor a phone number');
  const variables = variablesOf(message);
  const participant = { identifyBy, ...(variables === null ? {} : { variables }) };
  return { ok: true, body: { participants: [participant], callbackData: message.id } };
}

function identityOf(message: RenderedMessage, settings: ProviderSettings): JsonObject | null {
  const email = emailOf(message);
  const phone = phoneOf(message);
  const ways = [
    ...(email === null ? [] : [{ type: 'EMAIL', identifier: email }]),
    ...(phone === null ? [] : [{ type: 'PHONE', identifier: phone }]),
  ];
  return (textSetting(settings, 'identify_by') === 'phone' ? ways.at(-1) : ways[0]) ?? null;
}

/** Those of the variant's body alone: a name that the flow does not know is refused. One without a value is left out. */
function variablesOf({ body }: RenderedMessage): JsonObject | null {
  if (!isObject(body)) return null;
  const said = Object.entries(body).filter(([, value]) => value !== null);
  return said.length === 0 ? null : Object.fromEntries(said);
}
