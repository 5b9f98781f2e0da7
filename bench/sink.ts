// What messages are delivered to: takes everything at once, and counts. In a process of its own, and told over IPC when to say
// what came; it answers on this machine only.
import { createServer } from 'node:http';

/** What came so far. Times are of `Date.now()`: other processes compare them with their own. */
export type SinkReport = {
  readonly port: number;
  readonly received: number;
  /** Different messages; the rest came again. */
  readonly distinct: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** When the welcome of a customer came, by external id. */
  readonly welcomes: readonly (readonly [externalId: string, at: number])[];
};

const BODY_BYTES_MAX = 64 * 1024;

const seen = new Set<string>();
const welcomes = new Map<string, number>();
let received = 0;
let firstAt = 0;
let lastAt = 0;

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes <= BODY_BYTES_MAX) parts.push(part);
  });
  request.on('end', () => {
    lastAt = Date.now();
    if (received === 0) firstAt = lastAt;
    received += 1;
    seen.add(String(request.headers['webhook-id']));
    const body = Buffer.concat(parts).toString();
    if (body.includes('"bench-new-')) note(JSON.parse(body));
    response.writeHead(204).end();
  });
});

function note({ external_id }: { readonly external_id: string }): void {
  if (!welcomes.has(external_id)) welcomes.set(external_id, lastAt);
}

function report(): SinkReport {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, received, distinct: seen.size, firstAt, lastAt, welcomes: [...welcomes] };
}

process.once('disconnect', () => process.exit());
process.on('message', () => process.send?.(report()));
server.listen(0, '127.0.0.1', () => process.send?.(report()));
