// Who gets an address there when several may have it: one e-mail address or number belongs to one person on a platform, and the
// engine lets two customers have one number. Old addresses come off before somebody else gets them. It reads and sends nothing.
import type { Leaver } from '../connectors/sync/sync-connector.ts';
import type { Person } from '../domain/sync/mapping.ts';
import type { Found, FoundPerson } from './wanted.ts';

/** `isRival`: of somebody who is not being sent. */
type AddressDrop = Leaver & { readonly isRival: boolean };

export type AddressPlan = {
  /** Who goes without an address that is somebody else's; all others as they are. */
  readonly persons: ReadonlyMap<string, Person>;
  readonly drops: readonly AddressDrop[];
  /** Of those to be sent, who wants an address that another may have there. */
  readonly contested: readonly string[];
};

/** `known`: everybody who may have an address there that one of `open` wants, with those of `open` themselves. */
export function planAddresses(open: readonly FoundPerson[], known: readonly Found[]): AddressPlan {
  const owners = { email: ownersOf(open, known, 'email'), phone: ownersOf(open, known, 'phone') };
  const persons = new Map<string, Person>();
  for (const { customerId, wanted } of open) {
    const { person } = wanted;
    const email = owned(owners.email, person.email, customerId);
    const phone = owned(owners.phone, person.phone, customerId);
    if (email !== person.email || phone !== person.phone) persons.set(customerId, { ...person, email, phone });
  }
  const sent = new Set(open.map(({ customerId }) => customerId));
  const drops = known.flatMap((one) => dropOf(one, { owners, persons, isSent: sent.has(one.customerId) }));
  return { persons, drops, contested: contestedOf(open, known) };
}

type Kind = 'email' | 'phone';
type Owners = ReadonlyMap<string, string>;

/** Whoever has it there and still wants it keeps it; then the first of those who want it. */
function ownersOf(open: readonly FoundPerson[], known: readonly Found[], kind: Kind): Owners {
  const owners = new Map<string, string>();
  const claim = (address: string | null, customerId: string): void => {
    if (address !== null && !owners.has(address)) owners.set(address, customerId);
  };
  for (const one of known) {
    const address = addressWanted(one, kind);
    if (address !== null && addressesOf(one, kind).includes(address)) claim(address, one.customerId);
  }
  for (const one of open) claim(one.wanted.person[kind], one.customerId);
  return owners;
}

function addressWanted({ wanted }: Found, kind: Kind): string | null {
  return wanted.kind === 'member' || wanted.kind === 'leaver' ? wanted.person[kind] : null;
}

function addressesOf({ row }: Found, kind: Kind): readonly string[] {
  return (kind === 'email' ? row?.emails : row?.phones) ?? [];
}

function owned(owners: Owners, address: string | null, customerId: string): string | null {
  return address !== null && owners.get(address) === customerId ? address : null;
}

type Dropping = {
  readonly owners: { readonly [kind in Kind]: Owners };
  readonly persons: ReadonlyMap<string, Person>;
  readonly isSent: boolean;
};

/** Of whom is sent, all addresses but the new ones; of others, those that somebody else gets now. */
function dropOf(one: Found, { owners, persons, isSent }: Dropping): readonly AddressDrop[] {
  const { customerId, row } = one;
  if (row === null || row.key === '') return [];
  const isLost = (kind: Kind, address: string): boolean => {
    const owner = owners[kind].get(address);
    if (!isSent) return owner !== undefined && owner !== customerId;
    const kept = persons.get(customerId)?.[kind] ?? (persons.has(customerId) ? null : addressWanted(one, kind));
    return address !== kept;
  };
  const emails = row.emails.filter((address) => isLost('email', address));
  const phones = row.phones.filter((address) => isLost('phone', address));
  if (emails.length + phones.length === 0) return [];
  return [{ customerId, key: row.key, contacts: { emails, phones }, isRival: !isSent }];
}

function contestedOf(open: readonly FoundPerson[], known: readonly Found[]): readonly string[] {
  const holders = { email: holdersOf(open, known, 'email'), phone: holdersOf(open, known, 'phone') };
  return open
    .filter(({ customerId, wanted }) =>
      (['email', 'phone'] as const).some((kind) => {
        const address = wanted.person[kind];
        return address !== null && [...(holders[kind].get(address) ?? [])].some((holder) => holder !== customerId);
      }),
    )
    .map(({ customerId }) => customerId);
}

function holdersOf(
  open: readonly FoundPerson[],
  known: readonly Found[],
  kind: Kind,
): ReadonlyMap<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  const add = (address: string, customerId: string): void => {
    const found = holders.get(address);
    if (found === undefined) holders.set(address, new Set([customerId]));
    else found.add(customerId);
  };
  for (const one of known) for (const address of addressesOf(one, kind)) add(address, one.customerId);
  for (const one of open) if (one.wanted.person[kind] !== null) add(one.wanted.person[kind], one.customerId);
  return holders;
}
