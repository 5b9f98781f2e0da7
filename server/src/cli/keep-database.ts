// Starts the embedded PostgreSQL again when it ends under a running server. The server's processes answer 503 meanwhile and
// go on by themselves; a database of the operator's own is the operator's to keep.
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { type Database, openDatabase } from '../main.ts';

const LOOK_EVERY_MS = 1_000;
const CONNECT_MS = 2_000;
/** A database that ends again and again has a cause that starting does not mend. */
const RESTARTS_MAX = 5;
const RESTARTS_WINDOW_MS = 60_000;

/** Watches until told to stop; gives what it has started, to be closed by the caller. */
export async function keepDatabase(
  config: Config,
  watched: Database,
  { signal, say }: { readonly signal: AbortSignal; readonly say: (text: string) => void },
): Promise<readonly Database[]> {
  const started: Database[] = [];
  if (config.databaseUrl !== null) return started;
  const deaths: number[] = [];
  while (await isStillWanted(signal)) {
    if (await isListening(watched.url)) continue;
    const now = performance.now();
    deaths.push(now);
    if (deaths.filter((at) => at > now - RESTARTS_WINDOW_MS).length > RESTARTS_MAX) {
      say('PostgreSQL ends again and again; its log stands in the folder log of the data.');
      return started;
    }
    say('PostgreSQL ended and is started again.');
    try {
      started.push(await openDatabase(config));
    } catch (error) {
      say(`PostgreSQL could not be started: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return started;
}

async function isStillWanted(signal: AbortSignal): Promise<boolean> {
  try {
    await delay(LOOK_EVERY_MS, undefined, { signal });
    return true;
  } catch {
    // The delay rejects when it is aborted: that is the answer asked for.
    return false;
  }
}

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = net.connect({ host: hostname, port: Number(port), timeout: CONNECT_MS });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
