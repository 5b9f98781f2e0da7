// The stand-in's HTTP server: key, right, limit, fault, specification, then the operation; what came is counted. Used by tests
// in their own process and by the demo in one of its own.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, badRequest, FORBIDDEN, notFound, serverError, tooMany, UNAUTHORIZED } from './answers.ts';
import type { Account, AccountRules } from './call.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { addFlow, type FlowSettings } from './flows.ts';
import { type Json, parseJson } from './json.ts';
import { createLimits, type Limits } from './limits.ts';
import { MESSAGE_ROUTES } from './messages.ts';
import { DOCUMENTED_LIMITS, OPERATIONS, type Operation, refuseShape, type Scope } from './operations.ts';
import { portalPage } from './portal.ts';
import { type Match, type Problem, readSpecification, type Specification } from './specification.ts';
import { count, createState, type Flow, type State } from './state.ts';

export type InfobipOptions = Partial<AccountRules> & {
  readonly port?: number;
  readonly key?: string;
  /** Of the key; left out: all. */
  readonly scopes?: readonly Scope[];
  readonly limits?: Limits | 'documented' | 'none';
  readonly faults?: Faults;
  readonly now?: () => number;
};

export type Infobip = {
  /** The page of an operator is `/portal` below it. */
  readonly url: string;
  readonly state: State;
  /** Requests that were not valid by Infobip's specification. */
  readonly violations: State['violations'];
  readonly faults: Faults;
  /** How many requests of an operation came, or of all. */
  requests(operation?: string): number;
  setKey(key: string): void;
  setScopes(scopes: readonly Scope[]): void;
  addFlow(settings: FlowSettings): Flow;
  close(): Promise<void>;
};

type Gate = { key: string; scopes: readonly Scope[] | null };
type Received = {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string;
  readonly contentType: string;
  readonly text: string;
  readonly bytes: number;
};

const BODY_MAX = 32 * 1024 * 1024;
const VIOLATIONS_MAX = 1000;
const RULES: AccountRules = {
  nulls: 'clear',
  unknownTags: 'refuse',
  unknownPersons: 'refuse',
  keepsEvents: true,
  delayMs: 50,
};

let compiled: Specification | undefined;
/** Read once for all stand-ins of a process. */
function specification(): Specification {
  compiled ??= readSpecification();
  return compiled;
}

export async function startInfobip(options: InfobipOptions = {}): Promise<Infobip> {
  const { port = 0, key = 'infobip-stand-in', limits = 'documented', now = Date.now } = options;
  const state = createState();
  const faults = options.faults ?? createFaults();
  const gate: Gate = { key, scopes: options.scopes ?? null };
  const timers = new Set<NodeJS.Timeout>();
  const closing = new AbortController();
  const account: Account = {
    state,
    rules: rulesOf(options),
    now,
    later: (work) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        // What is told to a caller can fail; the stand-in goes on.
        void Promise.resolve(work()).catch(() => undefined);
      }, account.rules.delayMs);
      timers.add(timer);
    },
    post: async (url, body) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: closing.signal,
      });
      await answer.arrayBuffer();
    },
  };
  const rates = limits === 'documented' ? DOCUMENTED_LIMITS : limits === 'none' ? {} : limits;
  const desk = { account, faults, gate, takes: createLimits(rates, now), refusals: 0 };
  const server = createServer((request, response) => {
    receive(request)
      .then((received) => {
        const page = received.method === 'GET' ? portalPage(state, received.url) : null;
        if (page === null) send(response, serve(desk, received));
        else response.writeHead(200, { 'content-type': page.type }).end(page.text);
      })
      .catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        send(response, { answer: serverError(500), fault: null });
      });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${addressOf(server.address()).port}`,
    state,
    violations: state.violations,
    faults,
    requests: (operation) =>
      operation === undefined
        ? [...state.requests.values()].reduce((sum, one) => sum + one, 0)
        : (state.requests.get(operation) ?? 0),
    setKey: (next) => {
      gate.key = next;
    },
    setScopes: (scopes) => {
      gate.scopes = scopes;
    },
    addFlow: (settings) => addFlow(state, settings),
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function rulesOf(options: InfobipOptions): AccountRules {
  return {
    nulls: options.nulls ?? RULES.nulls,
    unknownTags: options.unknownTags ?? RULES.unknownTags,
    unknownPersons: options.unknownPersons ?? RULES.unknownPersons,
    keepsEvents: options.keepsEvents ?? RULES.keepsEvents,
    delayMs: options.delayMs ?? RULES.delayMs,
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the stand-in listens on no port');
  return address;
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes <= BODY_MAX) chunks.push(part);
  }
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://stand-in'),
    authorization: request.headers.authorization ?? '',
    contentType: request.headers['content-type'] ?? '',
    text: Buffer.concat(chunks).toString('utf8'),
    bytes,
  };
}

type Desk = {
  readonly account: Account;
  readonly faults: Faults;
  readonly gate: Gate;
  readonly takes: (operation: string) => boolean;
  refusals: number;
};

type Served = { readonly answer: Answer; readonly fault: Fault | null };

function serve(desk: Desk, received: Received): Served {
  const { state } = desk.account;
  const match = specification().match(received.method, received.url.pathname);
  const operation = match?.operation.id ?? messageRoute(received) ?? 'unknown';
  count(state.requests, operation);
  const served = answered(desk, received, match, operation);
  count(state.answers, `${operation} ${served.fault ?? served.answer.status}`);
  const { violation } = served.answer;
  if (violation !== undefined) violate(state, received, violation);
  return served;
}

function violate(state: State, { method, url }: Received, why: string): void {
  if (state.violations.length < VIOLATIONS_MAX) state.violations.push({ request: `${method} ${url.pathname}`, why });
}

const messageRoute = ({ method, url }: Received): string | undefined =>
  MESSAGE_ROUTES.find((one) => one.method === method && one.path === url.pathname)?.id;

function answered(desk: Desk, received: Received, match: Match | null, id: string): Served {
  const settle = (answer: Answer): Served => ({ answer, fault: null });
  if (received.authorization !== `App ${desk.gate.key}`) return settle(unauthorized(received.authorization));
  const operation = OPERATIONS[id];
  if (operation === undefined)
    return settle({
      ...notFound('The requested resource does not exist'),
      violation: 'is no operation of the stand-in',
    });
  if (desk.gate.scopes !== null && !desk.gate.scopes.includes(operation.scope)) return settle(FORBIDDEN);
  if (!desk.takes(id)) return settle(busy(desk));
  const fault = desk.faults.take(id);
  if (fault === 'too_many') return settle(busy(desk));
  if (fault === 'error' || fault === 'unavailable') return settle(serverError(fault === 'error' ? 500 : 503));
  if (fault === 'reset') return { answer: serverError(500), fault };
  return { answer: carriedOut(desk, received, operation, match), fault };
}

/** Another scheme than App is no key that this account knows, and not what the settings ask for. */
const unauthorized = (authorization: string): Answer =>
  authorization === '' || authorization.startsWith('App ')
    ? UNAUTHORIZED
    : { ...UNAUTHORIZED, violation: 'the Authorization header does not begin with App' };

function busy(desk: Desk): Answer {
  desk.refusals += 1;
  return tooMany(desk.refusals - 1);
}

function carriedOut(desk: Desk, received: Received, operation: Operation, match: Match | null): Answer {
  const { refuse = refuseShape, malformed = badRequest('Malformed JSON body'), items } = operation;
  const body = received.text === '' ? undefined : parseJson(received.text);
  if (received.text !== '' && body === undefined) return { ...malformed, violation: 'the body is no JSON' };
  const problems = [
    ...typeProblems(received, body),
    // What the specification does not hold, its own handler judges.
    ...(match === null ? [] : specification().checkAddress(match, received.url.searchParams)),
    ...(match === null ? [] : specification().checkBody(match.operation, body)),
  ];
  const isOfItem = ({ property }: Problem): boolean => items?.test(property) === true;
  const shape = problems.filter((problem) => !(isOfItem(problem) && problem.isOfValue));
  for (const { property, message } of shape) violate(desk.account.state, received, `${property} ${message}`.trim());
  if (!problems.every(isOfItem)) return refuse(problems);
  return operation.run({
    account: desk.account,
    params: match?.params ?? {},
    query: received.url.searchParams,
    body,
    bytes: received.bytes,
    problems,
  });
}

function typeProblems({ contentType }: Received, body: Json | undefined): Problem[] {
  return body === undefined || contentType.startsWith('application/json')
    ? []
    : [
        {
          property: '',
          message: `content-type is ${contentType || 'missing'}, not application/json`,
          isOfValue: false,
        },
      ];
}

function send(response: ServerResponse, { answer, fault }: Served): void {
  if (fault === 'reset' || fault === 'reset_after') {
    response.socket?.destroy();
    return;
  }
  // The connection stays open until whoever asked has had enough.
  if (fault === 'hang_after') return;
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...(text === '' ? {} : { 'content-type': 'application/json' }),
    'content-length': Buffer.byteLength(text),
    ...answer.headers,
  });
  response.end(text);
}
