// What the stand-in has of customers compared with what the engine has: by the state and the log as they are now, not by what the
// sync says of itself.
import assert from 'node:assert/strict';
import type { StoredPerson } from '../../../stand-ins/infobip/state.ts';
import { infobipSync } from '../../src/connectors/infobip-sync/infobip-sync.ts';
import type { CustomerState } from '../../src/domain/state.ts';
import { LOYALTY_EVENTS, type LoyaltyEvent } from '../../src/domain/sync/events.ts';
import { loyaltyEvents } from '../../src/domain/sync/fact-events.ts';
import type { Person } from '../../src/domain/sync/mapping.ts';
import { personOf } from '../../src/domain/sync/person.ts';
import { loyaltyProfile, PROFILE_OPTIONS } from '../../src/domain/sync/profile.ts';
import { type FactPlace, readFactFeed } from '../../src/storage/fact-feed.ts';
import { readProfileSources } from '../../src/storage/sync-profiles.ts';
import type { SyncHarness } from './harness.ts';

export type Compared = {
  readonly customerIds: readonly string[];
  /** Members from the first to the last: all that they did is told. */
  readonly faithful: ReadonlySet<string>;
  /** Where the log begins to be theirs. */
  readonly since: FactPlace;
};

/** One line each; none: they are the same. */
export async function differencesOf(bench: SyncHarness, compared: Compared): Promise<readonly string[]> {
  const { pool } = bench.harness.database;
  const programme = bench.programmes.current()?.live;
  assert.ok(programme !== undefined);
  const { now } = bench.harness;
  const sources = await readProfileSources(pool, programme, compared.customerIds, now);
  const events = await eventsOf(bench, compared);
  return compared.customerIds.flatMap((customerId) => {
    const source = sources.get(customerId);
    if (source === undefined) return [];
    const person = bench.person(customerId);
    const kind = kindOf(source.state);
    const profile = kind === 'member' ? loyaltyProfile(programme, source, now, PROFILE_OPTIONS) : null;
    const found =
      profile === null
        ? traces(kind, person)
        : memberDifferences(personOf(profile, infobipSync.mapping, customerId), person);
    // Of whoever was forgotten the log no longer says what happened.
    if (kind === 'forgotten') return found.map((text) => `${kind} ${customerId}: ${text}`);
    const told = eventDifferences(bench, { customerId, events, isFaithful: compared.faithful.has(customerId) });
    return [...found, ...told].map((text) => `${kind} ${customerId}: ${text}`);
  });
}

type Kind = 'member' | 'stopped' | 'leaver' | 'nobody' | 'forgotten';

function kindOf({ profile }: CustomerState): Kind {
  if (profile === null) return 'nobody';
  if (profile.forgottenAt !== null) return 'forgotten';
  if (profile.stoppedAt !== null) return 'stopped';
  if (profile.deletedAt !== null || profile.mergedInto !== null || profile.testPersona) return 'nobody';
  return profile.optedIn ? 'member' : 'leaver';
}

/** Of whoever is no member: nothing, or no more than that they left. What processing was stopped of stays as it was. */
function traces(kind: Kind, person: StoredPerson | null): string[] {
  if (person === null || kind === 'stopped') return [];
  const values = filled(person.custom);
  const isTagged = person.tags.length > 0 ? ['the tag is still there'] : [];
  if (kind === 'leaver')
    return values['Loyalty Opt In Status'] === true ? [...isTagged, 'is told to be opted in'] : isTagged;
  // Whose addresses they were is forgotten here with them; the person is no longer found by our id.
  if (kind === 'forgotten') return [...isTagged, 'is still found by the id'];
  const contacts = person.emails.length + person.phones.length > 0 ? ['addresses are still there'] : [];
  const left = Object.keys(values).length > 0 ? [`still there: ${Object.keys(values).join(', ')}`] : [];
  return [...isTagged, ...contacts, ...left];
}

function memberDifferences(wanted: Person, person: StoredPerson | null): string[] {
  if (person === null) return ['is not there'];
  const lists = [
    ['e-mail', [wanted.email].filter((one) => one !== null), person.emails],
    ['tags', ['Loyalty'], person.tags],
    ['custom', filled(wanted.custom), filled(person.custom)],
    ['standard', filled(wanted.standard), filled(person.standard)],
  ] as const;
  return lists.flatMap(([what, one, other]) => {
    const [wantedText, text] = [sortedText(one), sortedText(other)];
    return wantedText === text ? [] : [`${what} ${text}, not ${wantedText}`];
  });
}

type Values = { readonly [name: string]: unknown };

const filled = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''));

const sortedText = (value: readonly unknown[] | Values): string =>
  JSON.stringify(Array.isArray(value) ? value : Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));

async function eventsOf(bench: SyncHarness, { since }: Compared): Promise<ReadonlyMap<string, LoyaltyEvent>> {
  const { pool } = bench.harness.database;
  const programme = bench.programmes.current()?.live;
  assert.ok(programme !== undefined);
  const found = new Map<string, LoyaltyEvent>();
  let place = since;
  for (let hasMore = true; hasMore; ) {
    const step = await readFactFeed(pool, place, { limit: 1_000 });
    for (const fact of step.facts) for (const one of loyaltyEvents(programme, fact)) found.set(one.id, one);
    place = step.after;
    hasMore = step.hasMore;
  }
  return found;
}

type Asked = {
  readonly customerId: string;
  readonly events: ReadonlyMap<string, LoyaltyEvent>;
  readonly isFaithful: boolean;
};

/** What is there did happen; of whoever was a member throughout, all that happened is there. */
function eventDifferences(bench: SyncHarness, { customerId, events, isFaithful }: Asked): string[] {
  const person = bench.person(customerId);
  const there = [...bench.infobip.state.events.values()].filter((one) => one !== null && one.personId === person?.id);
  const strange = there.flatMap((one) => {
    const made = events.get(one?.eventId ?? '');
    const isIt = made !== undefined && LOYALTY_EVENTS[made.event].id === one?.definitionId;
    return isIt ? [] : [`the event ${one?.definitionId} ${one?.eventId} never was`];
  });
  if (!isFaithful) return strange;
  const ids = new Set(there.map((one) => one?.eventId));
  const missing = [...events.values()].filter((one) => one.customerId === customerId && !ids.has(one.id));
  return [...strange, ...missing.map((one) => `the event ${one.event} ${one.id} is not there`)];
}
