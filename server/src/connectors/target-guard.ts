// Which addresses messages may go to. An operator's network is full of things that trust whoever reaches them, and a
// provider's address is typed by people: loopback, link-local, private and reserved addresses are refused.

import { lookup as systemLookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { SendError } from './send-error.ts';

type Address = { readonly address: string; readonly family: number };
export type Lookup = (host: string) => Promise<readonly Address[]>;

export type TargetGuard = {
  readonly mayTargetPrivate: boolean;
  /** The addresses of a host, all of them checked. Rejects with a `SendError`; connect to nothing else. */
  addressesOf(host: string): Promise<readonly Address[]>;
};

/** Special-purpose ranges of IANA that are not the public Internet. */
const PRIVATE_V4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Inside 2000::/3: Teredo and 6to4 carry other addresses, the rest is for documentation. */
const PRIVATE_V6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const privateV4 = new BlockList();
for (const [network, prefix] of PRIVATE_V4) privateV4.addSubnet(network, prefix, 'ipv4');
const privateV6 = new BlockList();
for (const [network, prefix] of PRIVATE_V6) privateV6.addSubnet(network, prefix, 'ipv6');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/** IPv4 addresses written as IPv6 (`::ffff:127.0.0.1`) and those behind NAT64 are judged as what they reach. */
const MAPPED = [0, 0, 0, 0, 0, 0xffff];
const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0];

export function createGuard(options: { mayTargetPrivate: boolean; lookup?: Lookup | undefined }): TargetGuard {
  const { mayTargetPrivate, lookup = resolveAll } = options;
  return {
    mayTargetPrivate,
    async addressesOf(host) {
      const found = await addresses(host, lookup);
      const refused = mayTargetPrivate ? undefined : found.find(({ address }) => !isPublic(address));
      if (refused === undefined) return found;
      throw new SendError('forbidden', `${host} is at ${refused.address}, which is not a public address`);
    },
  };
}

async function addresses(host: string, lookup: Lookup): Promise<readonly Address[]> {
  const literal = host.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  if (family !== 0) return [{ address: literal, family }];
  let found: readonly Address[];
  try {
    found = await lookup(host);
  } catch (error) {
    throw new SendError('connection', `${host} has no address (${codeOf(error)})`);
  }
  if (found.length === 0) throw new SendError('connection', `${host} has no address`);
  return found;
}

/** Scopes of interfaces (`fe80::1%eth0`) are never public. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !privateV4.check(address, 'ipv4');
  if (family === 0 || address.includes('%')) return false;
  const embedded = embeddedV4(address);
  if (embedded !== null) return isPublic(embedded);
  return globalV6.check(address, 'ipv6') && !privateV6.check(address, 'ipv6');
}

function embeddedV4(address: string): string | null {
  const groups = groupsOf(address);
  const head = groups.slice(0, 6);
  const [high = 0, low = 0] = groups.slice(6);
  const isEmbedding = [MAPPED, NAT64].some((prefix) => prefix.every((group, index) => head[index] === group));
  return isEmbedding ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : null;
}

/** The eight groups of a valid IPv6 address; the URL parser writes it in its shortest form, a trailing IPv4 in hex. */
function groupsOf(address: string): readonly number[] {
  const [left = '', right = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [head, tail] = [parse(left), parse(right)];
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

async function resolveAll(host: string): Promise<readonly Address[]> {
  return systemLookup(host, { all: true });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'look-up failed';
}
