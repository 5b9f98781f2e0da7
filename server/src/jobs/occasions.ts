// Which customers a run of occasions looks for: for each campaign that an occasion triggers, the days that are open now, time
// zone by time zone. It reads nothing and decides nothing.
import { APART_DAYS } from '../domain/campaigns/celebrate.ts';
import { celebratedOn, openDays } from '../domain/campaigns/occasions.ts';
import type { Programme, Rule } from '../domain/programme/programme.ts';
import type { TriggerDefinition } from '../domain/programme/schema-campaigns.ts';
import { DAY_MS, type DateText, type Instant, startOfDay } from '../domain/time.ts';
import type { OccasionDate, OccasionSearch, OccasionZones } from '../storage/occasions.ts';

/** Nobody celebrates more birthdays. */
const AGE_MAX = 130;
/** Every zone that customers are likely to have; whoever has another name for one is looked for with all days of all zones. */
const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Campaigns whose occasions a run visits, in a fixed order; one of that name where it is given. */
export function occasionRules(programme: Programme, campaign: string | null): readonly Rule[] {
  const wanted = campaign === null ? null : `campaign/${campaign}`;
  return programme.occasions
    .filter((rule) => wanted === null || rule.id === wanted)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Null when the campaign's occasion is open nowhere on Earth, or the campaign is not. */
export function occasionSearch(programme: Programme, rule: Rule, now: Instant): OccasionSearch | null {
  const { trigger } = rule;
  const isOver = rule.endsAt !== null && rule.endsAt <= now;
  if (trigger === null || rule.isPaused || isOver || (rule.startsAt !== null && rule.startsAt > now)) return null;
  const { document } = programme;
  const zones = [...new Set([document.time_zone, ...ZONES])].map((name) => ({
    name,
    days: openDays({ trigger, now }, name),
  }));
  const groups = groupsOf(trigger, document.settings.leap_day, { zones, anywhere: daysAnywhere(trigger, now) });
  if (groups.length === 0) return null;
  return {
    rule: rule.id,
    date: dateOf(trigger),
    timeZone: document.time_zone,
    groups,
    isOptIn: rule.campaign?.opt_in === true,
    closedZones: zones.flatMap(({ name, days }) => (days.length === 0 ? [name] : [])),
    audience: rule.audience === null ? null : { expression: rule.audience, programme, now },
  };
}

function dateOf(trigger: TriggerDefinition): OccasionDate {
  if (trigger.kind !== 'date') return { kind: 'none' };
  const { attribute } = trigger;
  if (attribute === 'birth_on' || attribute === 'opted_in_at' || attribute === 'created_at') return { kind: attribute };
  return { kind: 'attribute', name: attribute };
}

/** Days that may be open in a zone that has no name here: whatever the hour, and up to a day off from UTC. */
function daysAnywhere(trigger: TriggerDefinition, now: Instant): readonly DateText[] {
  const days = [-1, 0, 1].flatMap((by) =>
    openDays({ trigger: { ...trigger, at: '00:00' }, now: now + by * DAY_MS }, 'UTC'),
  );
  return [...new Set(days)];
}

type DaysOfZones = {
  readonly zones: readonly { readonly name: string; readonly days: readonly DateText[] }[];
  readonly anywhere: readonly DateText[];
};

/** Zones in which the same days are open share a part of the search. */
function groupsOf(
  trigger: TriggerDefinition,
  leapDay: '02-28' | '03-01',
  { zones, anywhere }: DaysOfZones,
): readonly OccasionZones[] {
  const open = zones.filter(({ days }) => days.length > 0);
  if (anywhere.length === 0) return [];
  const named = [...Map.groupBy(open, ({ days }) => days.join()).values()].map((group) =>
    zonesOf(
      trigger,
      leapDay,
      group[0]?.days ?? [],
      group.map(({ name }) => name),
    ),
  );
  return [...named, zonesOf(trigger, leapDay, anywhere, null)];
}

function zonesOf(
  trigger: TriggerDefinition,
  leapDay: '02-28' | '03-01',
  days: readonly DateText[],
  zones: readonly string[] | null,
): OccasionZones {
  const isOfInstant = trigger.kind === 'date' && /_at$/.test(trigger.attribute);
  const near = isOfInstant ? days.flatMap((day) => [-1, 0, 1].map((by) => shifted(day, by))) : days;
  const last = days.toSorted().at(-1) ?? '';
  const apartMs = trigger.kind === 'schedule' ? 0 : APART_DAYS * DAY_MS - 1;
  return {
    zones,
    births: days.flatMap((day) => birthsFor(day, leapDay)),
    monthDays: [...new Set(near.flatMap((day) => celebratedOn(day, leapDay)))],
    celebratedFrom: startOfDay(last, 'UTC') - apartMs,
  };
}

function shifted(day: DateText, days: number): DateText {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

function birthsFor(on: DateText, leapDay: '02-28' | '03-01'): readonly DateText[] {
  const year = Number(on.slice(0, 4));
  const births: DateText[] = [];
  for (const monthDay of celebratedOn(on, leapDay)) {
    for (let born = year - AGE_MAX; born < year; born += 1) {
      const isDay = monthDay !== '02-29' || Temporal.PlainDate.from({ year: born, month: 1, day: 1 }).inLeapYear;
      if (isDay) births.push(`${born}-${monthDay}`);
    }
  }
  return births;
}
