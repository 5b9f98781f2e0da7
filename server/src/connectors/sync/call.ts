// One request of a sync: its turn under the limit, the address, authorization, the answer. What is about the connection is
// thrown; what is about the items in it is the connector's to read.

import type { Access, HttpSender } from '../connector.ts';
import { parseJson } from '../json-reader.ts';
import { redact, retryAfterMs, secretsOf, shortened } from '../outcome.ts';
import { under, withSecrets } from '../request.ts';
import { SendError } from '../send-error.ts';
import {
  type Authorization,
  type SyncAnswer,
  type SyncCall,
  type SyncConnector,
  SyncForbidden,
  SyncLater,
  type SyncOperation,
  type SyncRequest,
} from './sync-connector.ts';

export type CallContext = {
  readonly connector: Pick<
    SyncConnector,
    'headersOf' | 'authorize' | 'afterMsIn' | 'reasonIn' | 'defaultUrl' | 'title'
  >;
  readonly access: Access;
  readonly http: HttpSender;
  readonly now: () => number;
  /** Resolves when a request of this operation may be sent. */
  readonly turn: (operation: SyncOperation) => Promise<void>;
  readonly timeoutMs: number;
};

/** Results of a thousand persons, each with a message about what is wrong. */
const ANSWER_BYTES_MAX = 4 * 1024 * 1024;
const REASON_MAX = 300;

export function createCall(context: CallContext): SyncCall {
  return async (operation, request) => {
    const first = await authorizationOf(context);
    const answer = await sendOnce(context, operation, { request, authorization: first });
    if (answer !== 'unauthorized') return answer;
    // A token may be revoked before its time; a new one is asked for once.
    first.forget();
    const again = await sendOnce(context, operation, { request, authorization: await authorizationOf(context) });
    if (again === 'unauthorized') throw new SyncForbidden(`${context.connector.title} answered 401 to a new token`);
    return again;
  };
}

async function authorizationOf({ connector, access, http, now, timeoutMs }: CallContext): Promise<Authorization> {
  if (connector.authorize !== undefined) return connector.authorize({ access, http, now: now(), timeoutMs });
  return { headers: connector.headersOf(access), secrets: [], forget: () => undefined };
}

async function sendOnce(
  { connector, access, http, now, turn, timeoutMs }: CallContext,
  operation: SyncOperation,
  { request, authorization }: { readonly request: SyncRequest; readonly authorization: Authorization },
): Promise<SyncAnswer | 'unauthorized'> {
  const secrets = [...authorization.secrets, ...secretsOf(access)];
  const say = (text: string) => shortened(redact(text, secrets), REASON_MAX);
  const { method, path, headers, body } = request;
  const url = under(access, connector.defaultUrl, path);
  if (url === null) throw new SyncForbidden(`no address is set for ${connector.title}`);
  await turn(operation);
  const answer = await http({
    method,
    url: withSecrets(url, access),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
      ...authorization.headers,
    },
    body: body === undefined ? '' : JSON.stringify(body),
    timeoutMs,
    answerBytesMax: ANSWER_BYTES_MAX,
  }).catch((error: unknown) => {
    if (!(error instanceof SendError)) throw error;
    if (error.failure === 'forbidden') throw new SyncForbidden(say(error.message));
    throw new SyncLater(say(error.message), null);
  });
  const { status } = answer;
  if (status === 401 && connector.authorize !== undefined) return 'unauthorized';
  const json = parseJson(answer.body);
  const reason = connector.reasonIn(json);
  const sentence = say(`${connector.title} answered ${status}${reason === null ? '' : `: ${reason}`}`);
  if (status === 401 || status === 403) throw new SyncForbidden(sentence);
  if (status === 429 || status === 408 || status >= 500) {
    throw new SyncLater(sentence, retryAfterMs(answer, now()) ?? connector.afterMsIn?.(answer, now()) ?? null);
  }
  return { status, json, headers: answer.headers };
}
