// One request of a sync: its turn under the limit, the address, authorization, the answer. What is about the connection is
// thrown; what is about the items in it is the connector's to read.

import type { Access, HttpSender } from '../connector.ts';
import { parseJson } from '../json-reader.ts';
import { redact, retryAfterMs, secretsOf, shortened } from '../outcome.ts';
import { under, withSecrets } from '../request.ts';
import { SendError } from '../send-error.ts';
import { type SyncCall, type SyncConnector, SyncForbidden, SyncLater, type SyncOperation } from './sync-connector.ts';

export type CallContext = {
  readonly connector: Pick<SyncConnector, 'headersOf' | 'reasonIn' | 'defaultUrl' | 'title'>;
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

export function createCall({ connector, access, http, now, turn, timeoutMs }: CallContext): SyncCall {
  const secrets = secretsOf(access);
  const say = (text: string) => shortened(redact(text, secrets), REASON_MAX);
  return async (operation, { method, path, headers, body }) => {
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
        ...connector.headersOf(access),
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
    const json = parseJson(answer.body);
    const reason = connector.reasonIn(json);
    const sentence = say(`${connector.title} answered ${status}${reason === null ? '' : `: ${reason}`}`);
    if (status === 401 || status === 403) throw new SyncForbidden(sentence);
    if (status === 429 || status === 408 || status >= 500) throw new SyncLater(sentence, retryAfterMs(answer, now()));
    return { status, json, headers: answer.headers };
  };
}
