// Reads customers back from a platform and compares them with what they should be there; who differs is to be sent again.
import type { RemotePerson } from '../connectors/sync/sync-connector.ts';
import type { FieldValue } from '../domain/sync/fields.ts';
import type { Person } from '../domain/sync/mapping.ts';
import { markDue } from '../storage/sync-sent.ts';
import { type PeopleContext, readWanted } from './people.ts';
import { hashOf } from './wanted.ts';

/** Gives how many differ. Who is to be sent anyway, or stands there without an address, is not compared. */
export async function findDifferent(context: PeopleContext, customerIds: readonly string[]): Promise<number> {
  const { pool, connection, connector, call, mapping } = context;
  if (connector.read === null) return 0;
  const size = connector.limits.read?.items ?? 1;
  let count = 0;
  for (let first = 0; first < customerIds.length; first += size) {
    const found = await readWanted(context, customerIds.slice(first, first + size));
    const persons = found.flatMap(({ row, wanted }) => {
      if (wanted.kind !== 'member' || row?.status !== 'synced' || row.hash === null) return [];
      return row.hash.equals(hashOf(wanted.person)) ? [wanted.person] : [];
    });
    if (persons.length === 0) continue;
    const remote = await connector.read(
      call,
      persons.map(({ key }) => key),
      mapping,
    );
    const byKey = new Map(remote.map((one) => [one.key, one]));
    const different = persons.filter((person) => isDifferent(person, byKey.get(person.key) ?? null));
    await markDue(pool, connection, {
      customerIds: different.map(({ customerId }) => customerId),
      at: context.now(),
    });
    count += different.length;
  }
  return count;
}

export function isDifferent(person: Person, remote: RemotePerson | null): boolean {
  if (remote === null || remote.isMember !== person.isMember) return true;
  const emails = (remote.emails ?? [remote.email]).flatMap((email) => email?.toLowerCase() ?? []);
  // Others may have given them addresses, too; without any, ours is somebody else's there.
  if (person.email !== null && emails.length > 0 && !emails.includes(person.email.toLowerCase())) return true;
  return (['standard', 'custom'] as const).some((kind) =>
    Object.entries(person[kind]).some(([target, value]) => !isSame(value, remote[kind][target] ?? null)),
  );
}

/** Platforms write instants and decimals in their own ways, and have no word for empty. */
function isSame(ours: FieldValue | null, theirs: FieldValue | null): boolean {
  if (ours === theirs) return true;
  if (isEmpty(ours) || isEmpty(theirs)) return isEmpty(ours) && isEmpty(theirs);
  if (typeof ours === 'number' || typeof theirs === 'number') return Number(ours) === Number(theirs);
  return plain(ours) === plain(theirs);
}

const isEmpty = (value: FieldValue | null): boolean => value === null || value === '';

/** Without parts of a second and the zone: both are in UTC. */
const plain = (value: FieldValue | null): string =>
  String(value).replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]00:?00)?$/, '$1');
