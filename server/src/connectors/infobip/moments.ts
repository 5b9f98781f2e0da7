// A flow of Moments as a message: its entry, with variables and nothing else. A person in the request would create, update or
// merge profiles at Infobip, so none is sent; who takes part is named by e-mail address or phone number.

import type { JsonObject } from '../../domain/facts.ts';
import type {
  HttpAnswer,
  ProviderSettings,
  Rate,
  RenderedMessage,
  ReportAnswer,
  Reports,
  SendContext,
} from '../connector.ts';
import { isObject, parseJson } from '../json-reader.ts';
import { redact, retryAfterMs, secretsOf, shortened } from '../outcome.ts';
import { emailOf } from '../request.ts';
import { SendError } from '../send-error.ts';
import { textSetting } from '../settings.ts';
import { readFlowReport } from './callbacks.ts';
import { type Made, no, phoneOf } from './messages.ts';
import { wordsIn } from './words.ts';

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

/** Of the account, for entries and for reports each. */
export const FLOW_RATE: Rate = { name: 'flow', perSecond: 10 };
const REASON_MAX = 300;
const AFTER_REFUSAL_MS = 5 * 60_000;

export function isFlow(url: string): boolean {
  return url.includes('/moments/1/flows/');
}

/** An entry is decided after it was taken, and told to our address if Infobip reaches it: else, and if that got lost, it is asked. */
export const flowReports: Reports = {
  perSecond: FLOW_RATE.perSecond,
  isFor: ({ url }) => isFlow(url),
  async ask({ id, reference, request }, context) {
    const say = (text: string): string => shortened(redact(text, secretsOf(context.access)), REASON_MAX);
    try {
      return meaningOf(id, await get(`${request.url}/report`, reference, context), { say, now: context.now });
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      return { kind: 'later', reason: say(error.message), afterMs: null };
    }
  },
};

function get(url: string, operationId: string, { access, http, timeoutMs }: SendContext): Promise<HttpAnswer> {
  const full = new URL(url);
  full.searchParams.set('operationId', operationId);
  const headers = { accept: 'application/json', authorization: `App ${access.key ?? ''}` };
  return http({ method: 'GET', url: full.href, headers, body: '', timeoutMs });
}

function meaningOf(
  id: string,
  answer: HttpAnswer,
  { say, now }: { readonly say: (text: string) => string; readonly now: number },
): ReportAnswer {
  const { status } = answer;
  const json = parseJson(answer.body);
  if (status >= 200 && status < 300) {
    const [told] = readFlowReport(json);
    return told === undefined ? { kind: 'pending' } : { kind: 'told', engagement: { ...told, messageId: id } };
  }
  const words = wordsIn(json);
  const reason = say(`answered ${status}${words === null ? '' : `: ${words}`}`);
  if (status === 401 || status === 403) return { kind: 'later', reason, afterMs: AFTER_REFUSAL_MS };
  const isTemporary = status === 408 || status === 429 || status >= 500;
  return isTemporary ? { kind: 'later', reason, afterMs: retryAfterMs(answer, now) } : { kind: 'unknown', reason };
}
