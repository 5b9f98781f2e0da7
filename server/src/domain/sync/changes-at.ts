// When time alone next changes a field of a customer, so that the sync looks again then without being told of anything.
// Audiences of rewards that ask for a date or an age are not foreseen; whatever is decided meanwhile brings them up to date.

import type { Programme } from '../programme/programme.ts';
import { addToDay, type Instant, shift, startOfDay } from '../time.ts';
import { nextExpiring } from './expiring.ts';
import { activeUntil, loyaltyAccounts, nextAnniversary, type ProfileOptions, type ProfileSource } from './profile.ts';

/** Null when nothing changes by itself, as for who is not a member. */
export function changesAt(
  programme: Programme,
  source: ProfileSource,
  now: Instant,
  options: ProfileOptions,
): Instant | null {
  const { profile } = source.state;
  if (profile === null || !profile.optedIn) return null;
  const ahead = [...instantsOf(programme, source, now), activeUntil(source, options)].filter((at) => at > now);
  const next = Math.min(...ahead);
  return Number.isFinite(next) ? next : null;
}

function* instantsOf(programme: Programme, source: ProfileSource, now: Instant): Generator<Instant> {
  const { state } = source;
  const zone = programme.document.time_zone;
  const optedInAt = state.profile?.optedInAt ?? null;
  if (optedInAt !== null) {
    const anniversary = nextAnniversary(programme, optedInAt, now);
    yield startOfDay(addToDay(anniversary, { count: 1, unit: 'day' }), zone);
  }
  for (const { availableAt } of state.lots.values()) if (availableAt !== null) yield availableAt;
  const expiring = nextExpiring(programme, { state, accounts: loyaltyAccounts(programme), now });
  if (expiring !== null) yield expiring.at;
  for (const at of rewardDates(programme)) yield at;
  yield* leavingWindows(programme, source, now);
}

/** When rewards begin and end; a programme never changes. */
const dates = new WeakMap<Programme, readonly Instant[]>();

function rewardDates(programme: Programme): readonly Instant[] {
  const known = dates.get(programme);
  if (known !== undefined) return known;
  const { stores, offers } = programme.document;
  const dated = [
    ...Object.values(stores),
    ...Object.values(stores).flatMap(({ items }) => Object.values(items)),
    ...Object.values(offers),
  ];
  const found = dated.flatMap(({ starts_at, ends_at }) =>
    [starts_at, ends_at].flatMap((text) => (text === undefined ? [] : [Temporal.Instant.from(text).epochMilliseconds])),
  );
  dates.set(programme, found);
  return found;
}

/** What counts towards a level for so long only makes more missing when it has been that long. */
function* leavingWindows(programme: Programme, source: ProfileSource, now: Instant): Generator<Instant> {
  const system = programme.primarySystem;
  for (const level of system?.levels ?? []) {
    for (const condition of level.requirement?.conditions ?? []) {
      if (condition.kind === 'points_earned' && condition.window.span !== null) {
        const from = source.windowsFrom.get(condition.window.key);
        if (from !== undefined) yield shift(from, condition.window.span, 1);
      }
      if (condition.kind === 'events' && condition.span !== null) {
        const since = shift(now, condition.span, -1);
        const oldest = source.state.tallies.get(condition.metric)?.find(({ at }) => at > since);
        if (oldest !== undefined) yield shift(oldest.at, condition.span, 1);
      }
    }
  }
}
