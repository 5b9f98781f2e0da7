// A TCP proxy before PostgreSQL that cuts connections at a chosen moment: when COMMIT is sent, or between COMMIT and its
// answer. It understands no more of the protocol than what a COMMIT looks like.
import assert from 'node:assert/strict';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** `before`: COMMIT never reaches the server. `after`: the server commits, and its answer never reaches the client. */
export type Cut = 'before' | 'after';

const COMMIT = Buffer.from('commit\0');

export class DropProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #cuts: Cut[] = [];
  #isRefusing = false;
  /** Connections cut so far. */
  cutCount = 0;

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.#target = target;
    const url = new URL(target);
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    this.url = url.href;
    server.on('connection', (client) => this.#relay(client));
  }

  static async open(databaseUrl: string): Promise<DropProxy> {
    const server = createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    return new DropProxy(server, new URL(databaseUrl));
  }

  /** The next COMMITs, in this order, are cut. */
  cutNext(...cuts: readonly Cut[]): void {
    this.#cuts.push(...cuts);
  }

  /** As a database that is away: open connections break, new ones are closed at once. */
  refuse(isRefusing: boolean): void {
    this.#isRefusing = isRefusing;
    if (isRefusing) for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }

  #relay(client: Socket): void {
    if (this.#isRefusing) {
      client.destroy();
      return;
    }
    const server = connect(Number(this.#target.port), this.#target.hostname);
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    let isAnswerDropped = false;
    client.on('data', (chunk: Buffer) => {
      const cut = chunk.includes(COMMIT) ? this.#cuts.shift() : undefined;
      if (cut !== undefined) this.cutCount += 1;
      if (cut === 'before') return end();
      if (cut === 'after') isAnswerDropped = true;
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (isAnswerDropped) return end();
      client.write(chunk);
    });
  }
}
