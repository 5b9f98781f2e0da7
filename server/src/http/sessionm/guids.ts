// SessionM names accounts, sources, levels and rules by GUID, a programme by plain names. The GUID follows from the
// retailer, the kind of thing and its name, so that every server gives the same one and nothing has to be stored.
import { createHash } from 'node:crypto';

type GuidKind =
  | 'account'
  | 'source'
  | 'tier_system'
  | 'tier_level'
  | 'rule_tree'
  | 'rule'
  | 'constraint'
  | 'behavior'
  | 'campaign'
  | 'offer'
  | 'offer_group'
  | 'reward_store'
  | 'reward_store_offer'
  | 'promotion'
  | 'event'
  | 'user_account'
  | 'user_tier'
  | 'stream';

export type Guids = {
  readonly retailerId: string;
  of(kind: GuidKind, name: string): string;
  /** The one of `names` that is meant: by its plain name or by its GUID, in any case; null when none is. */
  find(kind: GuidKind, given: string, names: Iterable<string>): string | null;
};

/** Things of the programme are asked for all the time; things of one customer are not worth remembering. */
const REMEMBERED_MAX = 10_000;

export function createGuids(retailerId: string): Guids {
  const remembered = new Map<string, string>();
  const of = (kind: GuidKind, name: string): string => {
    const key = `${kind}|${name}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const guid = deriveGuid(retailerId, kind, name);
    if (!kind.startsWith('user_') && remembered.size < REMEMBERED_MAX) remembered.set(key, guid);
    return guid;
  };
  const find = (kind: GuidKind, given: string, names: Iterable<string>): string | null => {
    const wanted = given.trim().toLowerCase();
    for (const name of names) if (name.toLowerCase() === wanted || of(kind, name) === wanted) return name;
    return null;
  };
  return { retailerId, of, find };
}

/** A UUID of version 8 (RFC 9562: its bits are the maker's own) from the SHA-256 of what it stands for. */
function deriveGuid(retailerId: string, kind: GuidKind, name: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([retailerId.toLowerCase(), kind, name]))
    .digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}
