// Campaigns as the list and the calendar show them: those that are live with what they gave, and those that are only drafted.
import type { ResultOf } from '@laurel/sdk';
import type { StatusWord } from '../parts/status.tsx';
import { changeOf, type Draft, entriesOf } from '../programme/save-entry.ts';

type Live = ResultOf<'listCampaigns'>['items'][number];

export type CampaignRow = {
  readonly name: string;
  readonly title: string;
  readonly state: Live['state'] | 'unpublished';
  readonly kind: string;
  readonly sentence: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly priority: number;
  /** Null of what was never live. */
  readonly results: Live['results'] | null;
  /** The draft says something else than what is live. */
  readonly isChanged: boolean;
};

export const STATES: { readonly [state in CampaignRow['state']]: StatusWord } = {
  unpublished: { word: 'Not published', tone: 'quiet' },
  draft: { word: 'Draft', tone: 'quiet' },
  review: { word: 'Waits for approval', tone: 'warn' },
  scheduled: { word: 'Scheduled', tone: 'quiet' },
  active: { word: 'Active', tone: 'good' },
  paused: { word: 'Paused', tone: 'warn' },
  ended: { word: 'Ended', tone: 'quiet' },
};

export function rowsOf(live: readonly Live[], draft: Draft | undefined): readonly CampaignRow[] {
  const rows = live.map(
    (one): CampaignRow => ({
      name: one.campaign,
      title: one.title,
      state: one.state,
      kind: one.kind,
      sentence: one.sentence.text,
      startsAt: one.starts_at,
      endsAt: one.ends_at,
      priority: one.priority,
      results: one.results,
      isChanged: draft !== undefined && changeOf(draft, 'campaigns', one.campaign) !== null,
    }),
  );
  const known = new Set(rows.map(({ name }) => name));
  const drafted = draft === undefined ? [] : [...entriesOf(draft, 'campaigns')].filter(([name]) => !known.has(name));
  return [
    ...drafted.map(
      ([name, definition]): CampaignRow => ({
        name,
        title: textOr(definition.title, name),
        state: 'unpublished',
        kind: textOr(definition.kind, 'promotion'),
        sentence: null,
        startsAt: textOr(definition.starts_at, null),
        endsAt: textOr(definition.ends_at, null),
        priority: typeof definition.priority === 'number' ? definition.priority : 100,
        results: null,
        isChanged: true,
      }),
    ),
    ...rows,
  ];
}

function textOr<Otherwise>(value: unknown, otherwise: Otherwise): string | Otherwise {
  return typeof value === 'string' ? value : otherwise;
}

export function matching(
  rows: readonly CampaignRow[],
  { state, q }: { readonly state?: string; readonly q?: string },
): readonly CampaignRow[] {
  const wanted = (q ?? '').trim().toLowerCase();
  return rows.filter(
    (row) =>
      (state === undefined || row.state === state) &&
      (wanted === '' || `${row.title} ${row.name} ${row.sentence ?? ''}`.toLowerCase().includes(wanted)),
  );
}
