// laurel receiver: plays a messaging provider on this machine, for trials and walkthroughs. It takes messages, shows them, and
// reports what their readers do to the callback address that it is told. It sends no mail and keeps nothing after its end.
import { createServer, type IncomingMessage } from 'node:http';
import { type Command, CommandError, parseOptions, print, usageError } from './command.ts';
import { untilAborted, watchSignals } from './signals.ts';

const BODY_MAX_BYTES = 1024 * 1024;
/** More than anybody looks at; older ones are forgotten. */
const MESSAGES_MAX = 1_000;
const CALLBACK_WAIT_MS = 10_000;
const KINDS = ['delivered', 'opened', 'clicked', 'bounced', 'spam', 'unsubscribed', 'failed'];

export const receiver: Command = {
  usage: 'receiver [--port 9999]',
  summary: 'Play a messaging provider on this machine: show what arrives, report opens, clicks and spam.',
  details: [
    '',
    'POST /hook                   takes a message: set LAUREL_PROVIDER_<NAME>_URL=http://127.0.0.1:9999/hook',
    'GET  /messages               what arrived, the newest first; /messages/last and /messages/<id> are one of them',
    'POST /callback               the address that reports go to, as text: callback_url of GET /v1/providers/<name>',
    `POST /messages/last/opened   reports what the reader did: ${KINDS.join(', ')};`,
    '                             ?url=https://… says where a click went',
    '',
    'It can be reached from this machine only. Ctrl-C ends it.',
  ],
  async run(args) {
    const { values, positionals } = parseOptions(this, args, { port: { type: 'string', default: '9999' } });
    if (positionals.length > 0 || !/^\d{1,5}$/.test(values.port)) throw usageError(this);
    return receive(Number(values.port));
  },
};

type Arrived = { readonly id: string; readonly body: unknown };
/** The newest message comes last. */
type Desk = { readonly arrived: Map<string, Arrived>; callback: string | null };
type Answer = { readonly status: number; readonly body: unknown };

async function receive(port: number): Promise<number> {
  const desk: Desk = { arrived: new Map(), callback: null };
  const server = createServer((request, response) => {
    answer(desk, request)
      .catch((error: unknown): Answer => ({ status: 500, body: problem(String(error)) }))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(`${JSON.stringify(body, null, 2)}\n`);
      });
  });
  const stopping = watchSignals();
  try {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
    await promise.catch(() => {
      throw new CommandError(`Port ${port} is taken: name another one with --port.`);
    });
    const address = server.address();
    const listening = typeof address === 'object' && address !== null ? address.port : port;
    print(`Messages are received at http://127.0.0.1:${listening}/hook`);
    await untilAborted(stopping.asked);
    return 0;
  } finally {
    server.closeAllConnections();
    server.close();
    stopping.release();
  }
}

async function answer(desk: Desk, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [first, id, action] = url.pathname.split('/').filter((part) => part !== '');
  if (request.method === 'GET') return first === 'messages' ? show(desk, id) : notFound();
  const body = await readBody(request);
  if (body === null) return { status: 413, body: problem(`More than ${BODY_MAX_BYTES} bytes.`) };
  if (request.method !== 'POST') return notFound();
  if (first === 'hook') return take(desk, request, body);
  if (first === 'callback') return setCallback(desk, body.trim());
  if (first === 'messages' && action !== undefined)
    return report(desk, { id, action, url: url.searchParams.get('url') });
  return notFound();
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > BODY_MAX_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** At least once: what comes again under an id that was seen is taken and dropped, as every receiver should. */
function take({ arrived }: Desk, request: IncomingMessage, text: string): Answer {
  const id = String(request.headers['webhook-id'] ?? '');
  const body = jsonOf(text);
  if (id === '' || body === undefined)
    return { status: 400, body: problem('A webhook-id and a JSON body were expected.') };
  if (arrived.has(id)) {
    print(`\n${time()}  message ${id} again`);
    return { status: 200, body: { received: id, again: true } };
  }
  arrived.set(id, { id, body });
  const [oldest] = arrived.keys();
  if (arrived.size > MESSAGES_MAX && oldest !== undefined) arrived.delete(oldest);
  print(`\n${time()}  message ${id}\n${JSON.stringify(body, null, 2)}`);
  return { status: 200, body: { received: id } };
}

function show(desk: Desk, id: string | undefined): Answer {
  if (id === undefined) return { status: 200, body: [...desk.arrived.values()].reverse().map(({ body }) => body) };
  const found = messageOf(desk, id);
  return found === undefined ? notFound('No such message has arrived.') : { status: 200, body: found.body };
}

function setCallback(desk: Desk, address: string): Answer {
  if (!/^https?:$/.test(URL.parse(address)?.protocol ?? '')) {
    return { status: 400, body: problem('An address such as http://localhost:4000/v1/callbacks/… was expected.') };
  }
  desk.callback = address;
  print(`\n${time()}  reports go to ${new URL(address).origin}`);
  return { status: 200, body: { reports_go_to: new URL(address).origin } };
}

async function report(
  desk: Desk,
  { id = '', action, url }: { readonly id: string | undefined; readonly action: string; readonly url: string | null },
): Promise<Answer> {
  const message = messageOf(desk, id);
  if (message === undefined) return notFound('No such message has arrived.');
  if (!KINDS.includes(action)) return notFound(`Reports are ${KINDS.join(', ')}.`);
  if (desk.callback === null)
    return { status: 409, body: problem('POST the address that reports go to to /callback.') };
  const event = {
    message_id: message.id,
    kind: action,
    at: new Date().toISOString(),
    detail: url === null ? {} : { url },
  };
  const status = await post(desk.callback, event);
  print(`\n${time()}  ${action} of message ${message.id}: ${status ?? 'nobody'} answered`);
  return { status: status === 204 ? 200 : 502, body: { reported: action, message_id: message.id, answer: status } };
}

/** The status of the answer; null when there was none. */
async function post(address: string, event: object): Promise<number | null> {
  const signal = AbortSignal.timeout(CALLBACK_WAIT_MS);
  const headers = { 'content-type': 'application/json' };
  return fetch(address, { method: 'POST', headers, body: JSON.stringify(event), signal, redirect: 'manual' }).then(
    ({ status }) => status,
    () => null,
  );
}

function messageOf({ arrived }: Desk, id: string): Arrived | undefined {
  return id === 'last' ? [...arrived.values()].at(-1) : arrived.get(id);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notFound(sentence = '`laurel help receiver` says what can be asked.'): Answer {
  return { status: 404, body: problem(sentence) };
}

function problem(sentence: string): { readonly problem: string } {
  return { problem: sentence };
}

function time(): string {
  return new Date().toTimeString().slice(0, 8);
}
