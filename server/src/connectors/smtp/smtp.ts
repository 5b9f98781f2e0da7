// E-mail over SMTP. What was sent is known by its Message-ID, which is ours; connections are kept open for a while (connections.ts).
// Plain SMTP reports nothing back unless the receiver speaks our own form of callbacks.

import { isoText } from '../../domain/time.ts';
import { readPlain } from '../callback.ts';
import type { Access, Attempt, AttemptResult, Connector, PreparedRequest, SendContext } from '../connector.ts';
import { isObject, parseJson, textAt, valueAt } from '../json-reader.ts';
import { judgeFailure, redact, secretsOf, shortened } from '../outcome.ts';
import { emailOf, NO_EMAIL, nameOf, postJson, refuse, UNSUBSCRIBE_SETTINGS, unsubscribeHeaders } from '../request.ts';
import { SendError } from '../send-error.ts';
import { checkSettings, flagSetting, type SettingList, textSetting } from '../settings.ts';
import { poolFor } from './connections.ts';

const SETTINGS: SettingList = {
  from: { type: 'text', isRequired: true, about: 'the address that messages come from' },
  from_name: { type: 'text', about: 'the name beside it' },
  reply_to: { type: 'text', about: 'where answers go' },
  require_tls: { type: 'flag', about: 'false lets mail go unencrypted where the server offers nothing better' },
  ...UNSUBSCRIBE_SETTINGS,
};
const PORT_DEFAULT = 587;
const PORT_TLS = 465;
const RESPONSE_MAX = 1_000;

export const smtp: Connector = {
  name: 'smtp',
  defaults: { perSecond: null, concurrency: 4 },
  needs: ['url'],
  check: (settings) => checkSettings(settings, SETTINGS),
  checkVariant(variant) {
    const lacks = [];
    if (variant.subject === undefined) lacks.push('The variant has no subject.');
    if (variant.text === undefined && variant.html === undefined) lacks.push('The variant has neither text nor html.');
    return lacks;
  },
  prepare(message, { access, settings }) {
    const server = serverOf(access);
    if (server === null) return refuse('the address is not one of smtp://host:587 or smtps://host');
    const to = emailOf(message);
    if (to === null) return refuse(NO_EMAIL);
    const from = textSetting(settings, 'from') ?? '';
    return postJson(`${server.scheme}://${server.host}:${server.port}`, {
      from: { name: textSetting(settings, 'from_name') ?? '', address: from },
      to: { name: nameOf(message) ?? '', address: to },
      reply_to: textSetting(settings, 'reply_to'),
      message_id: `<${message.id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      date: isoText(message.createdAt),
      subject: message.subject ?? '',
      text: message.text,
      html: message.html,
      headers: unsubscribeHeaders(message, settings),
    });
  },
  async send(request, message, context) {
    const hide = (text: string): string => shortened(redact(text, passwordsOf(context.access)), RESPONSE_MAX);
    try {
      const sent = await deliver(request, message.id, context);
      return { status: 250, response: hide(sent.response), result: { kind: 'delivered', reference: sent.messageId } };
    } catch (error) {
      const attempt = judge(error);
      const { result } = attempt;
      const shown = 'reason' in result ? { ...result, reason: hide(result.reason) } : result;
      return { ...attempt, response: hide(attempt.response), result: shown };
    }
  },
  readCallback: ({ body }) => readPlain(body),
};

type Server = { readonly scheme: 'smtp' | 'smtps'; readonly host: string; readonly port: number };

function serverOf(access: Access): Server | null {
  const url = access.url === null ? null : URL.parse(access.url);
  if (url === null || url.hostname === '') return null;
  const port = url.port === '' ? null : Number(url.port);
  if (url.protocol === 'smtps:') return { scheme: 'smtps', host: url.hostname, port: port ?? PORT_TLS };
  return url.protocol === 'smtp:' ? { scheme: 'smtp', host: url.hostname, port: port ?? PORT_DEFAULT } : null;
}

/** `user:password`, from the key or from the address. */
function loginOf(access: Access): { readonly user: string; readonly pass: string } | null {
  const url = access.url === null ? null : URL.parse(access.url);
  if (access.key !== null) {
    const [user = '', ...rest] = access.key.split(':');
    return { user, pass: rest.join(':') };
  }
  if (url === null || url.username === '') return null;
  return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
}

/** The user is no secret, and often the address of the sender. */
function passwordsOf(access: Access): readonly string[] {
  const login = loginOf(access);
  return login === null ? [] : [login.pass, ...secretsOf({ ...access, url: null })];
}

async function deliver(
  request: PreparedRequest,
  id: string,
  context: SendContext,
): Promise<{ readonly response: string; readonly messageId: string }> {
  const server = serverOf({ ...context.access, url: request.url });
  if (server === null) throw new SendError('forbidden', 'the address is not one of smtp://');
  const host = await context.resolve(server.host);
  const { timeoutMs } = context;
  const login = loginOf(context.access);
  const pool = poolFor({
    address: host,
    name: server.host,
    port: server.port,
    isTls: server.scheme === 'smtps',
    isTlsRequired: server.scheme === 'smtp' && flagSetting(context.settings, 'require_tls', true),
    login,
    timeoutMs,
  });
  const giveUp = new AbortController();
  return withinTime(pool.sendMail({ ...mailOf(request, id), signal: giveUp.signal }), giveUp, {
    timeoutMs,
    host: server.host,
  });
}

function mailOf(request: PreparedRequest, id: string) {
  const mail = parseJson(request.body);
  const address = (name: string) => ({
    name: textAt(mail, name, 'name') ?? '',
    address: textAt(mail, name, 'address') ?? '',
  });
  const whole = (name: string): string | undefined => {
    const value = valueAt(mail, name);
    return typeof value === 'string' ? value : undefined;
  };
  const headers = valueAt(mail, 'headers');
  const names = isObject(headers) ? Object.keys(headers) : [];
  const optional = { text: whole('text'), html: whole('html'), replyTo: whole('reply_to') };
  return {
    from: address('from'),
    to: [address('to')],
    messageId: textAt(mail, 'message_id') ?? '',
    // A text would go out as it is, and mail has a spelling of its own for dates.
    date: new Date(textAt(mail, 'date') ?? 0),
    subject: whole('subject') ?? '',
    headers: names.map((key) => ({ key, value: String(valueAt(headers, key)) })),
    // A boundary of its own making would be another one at each attempt.
    baseBoundary: id,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/** Its own time-outs are about silence; a server that says one word a second has to end as well, and its connection with it. */
async function withinTime<T>(
  sending: Promise<T>,
  giveUp: AbortController,
  { timeoutMs, host }: { readonly timeoutMs: number; readonly host: string },
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new SendError('timeout', `${host} did not finish in time`));
      giveUp.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
    // Whatever the late one says, nobody listens.
    sending.catch(() => undefined);
  }
}

/** 5xx is for ever and 4xx for now (RFC 5321, 4.2.1), except where it is the login or the encryption that is refused. */
function judge(error: unknown): Attempt {
  if (error instanceof SendError) return { status: null, response: '', result: judgeFailure(error) };
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  const response = 'response' in error ? String(error.response) : '';
  return { status, response, result: resultOf(code, status, response === '' ? error.message : response) };
}

/** Replies about the login: 530, 534, 535, 538 (RFC 4954). */
const LOGIN_REPLIES = [530, 534, 535, 538];

function resultOf(code: string, status: number | null, reason: string): AttemptResult {
  const isLogin = code === 'EAUTH' || code === 'ENOAUTH' || (status !== null && LOGIN_REPLIES.includes(status));
  if (isLogin && (status === null || status >= 500)) return { kind: 'pause', reason };
  if (code === 'ETLS') return { kind: 'pause', reason };
  if (status !== null && status >= 500) return { kind: 'dead', reason };
  return { kind: 'retry', reason, afterMs: null };
}
