// A real HTTP server on loopback that plays a provider: it remembers what arrived and answers as it is told.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Arrived = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Answer = {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: string;
  /** Never answers. */
  readonly isSilent?: boolean;
};

export type Receiver = {
  readonly base: string;
  readonly arrived: Arrived[];
  answer: Answer | ((arrived: Arrived) => Answer);
  close(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    arrived.push(one);
    const answer = typeof receiver.answer === 'function' ? receiver.answer(one) : receiver.answer;
    if (answer.isSilent) return;
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(answer.body);
  });
  const receiver: Receiver = {
    base: await listen(server),
    arrived,
    answer: { status: 200, body: '' },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${portOf(server.address())}`;
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const base = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return Number(new URL(base).port);
}
