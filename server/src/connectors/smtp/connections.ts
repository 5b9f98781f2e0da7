// Open connections to mail servers: greeting, encryption and login take longer than the mail itself, so one connection carries many,
// one after the other. A connection belongs to the checked address, the login and the encryption that it was made with.
import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { SendError } from '../send-error.ts';

export type MailServer = {
  /** The address that was checked, and the name that the certificate must have. */
  readonly address: string;
  readonly name: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly isTlsRequired: boolean;
  readonly login: { readonly user: string; readonly pass: string } | null;
  /** Silence after which a step counts as failed. */
  readonly timeoutMs: number;
};

/** How many go at once is the delivery's to say: this only has to be more. */
const CONNECTIONS_MAX = 200;
/** Servers close what stands idle after a while, and those who stop should not have to wait for it. */
const IDLE_MS = 2_000;
/** Many servers take no more mails than this over one connection. */
const MAILS_MAX = 100;
/** One per provider, and some more while secrets change or names move; more than this is a leak. */
const POOLS_MAX = 50;

export type MailPool = ReturnType<typeof makePool>;

const pools = new Map<string, MailPool>();

export function poolFor(server: MailServer): MailPool {
  // The login is in it: as a hash, so that nothing that prints keys of maps tells it.
  const name = createHash('sha256').update(JSON.stringify(server)).digest('base64');
  const known = pools.get(name);
  if (known !== undefined) return known;
  const [oldest] = pools;
  if (pools.size >= POOLS_MAX && oldest !== undefined) {
    pools.delete(oldest[0]);
    // Those in the middle of a mail finish it.
    oldest[1].close();
  }
  const pool = makePool(server);
  pools.set(name, pool);
  return pool;
}

function makePool(server: MailServer) {
  const { timeoutMs } = server;
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    maxMessages: MAILS_MAX,
    idleTimeout: IDLE_MS,
    // A mail whose connection broke may have arrived: whether it goes once more is for the schedule of retries.
    maxRequeues: 0,
    host: server.address,
    port: server.port,
    secure: server.isTls,
    requireTLS: server.isTlsRequired,
    tls: { servername: server.name },
    ...(server.login === null ? {} : { auth: server.login }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options: object, done: Opened) => openSocket(server, done),
  });
}

type Opened = (error: Error | null, opened?: { readonly connection: Socket }) => void;

/**
 * Mails end with a small write of their own. Held back until the one before it is acknowledged, it cost 40 ms for each mail, most
 * of the time that one took.
 */
function openSocket({ address, port, timeoutMs }: MailServer, done: Opened): void {
  const socket = connect({ host: address, port, noDelay: true });
  const fail = (error: Error): void => {
    socket.destroy();
    done(error);
  };
  const timer = setTimeout(() => fail(new SendError('timeout', `no connection within ${timeoutMs} ms`)), timeoutMs);
  socket.once('error', fail);
  socket.once('connect', () => {
    clearTimeout(timer);
    socket.off('error', fail);
    done(null, { connection: socket });
  });
  socket.once('close', () => clearTimeout(timer));
}
