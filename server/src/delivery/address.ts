// Frozen requests do not hold the provider's address: it is put in when they are sent. An address that is put right reaches
// the messages that wait, and nothing that hides in an address is ever stored.
import type { Access, PreparedRequest } from '../connectors/connector.ts';
import type { FrozenRequest } from '../storage/outbox.ts';

/** Stands for the address in what is stored and shown. */
const ADDRESS = '{address}';

export function withoutAddress(request: PreparedRequest, access: Access): FrozenRequest {
  const base = baseOf(access);
  if (base === null || !request.url.startsWith(base)) return request;
  const rest = request.url.slice(base.length);
  return /^($|[/?])/.test(rest) ? { ...request, url: ADDRESS + rest } : request;
}

export function withAddress(request: FrozenRequest, access: Access): PreparedRequest {
  const base = baseOf(access);
  if (base === null || !request.url.startsWith(ADDRESS)) return request;
  return { ...request, url: base + request.url.slice(ADDRESS.length) };
}

/** Two for each message, of a few addresses. */
const BASES_MAX = 200;
const bases = new Map<string, string | null>();

function baseOf({ url }: Access): string | null {
  if (url === null) return null;
  const known = bases.get(url);
  if (known !== undefined) return known;
  if (bases.size >= BASES_MAX) bases.clear();
  const base = parseBase(url);
  bases.set(url, base);
  return base;
}

/** Connectors leave user, query and fragment of an address out of the request, and add paths after its last slash. */
function parseBase(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  parsed.username = '';
  parsed.password = '';
  parsed.search = '';
  parsed.hash = '';
  return parsed.href.replace(/\/+$/, '');
}
