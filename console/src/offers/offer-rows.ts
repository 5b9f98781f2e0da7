// Offers as the console shows them: what is live with its numbers, and beside it what the draft adds, changes and takes out.
import type { Schemas } from '@laurel/sdk';
import { useQuery } from '@tanstack/react-query';
import { read } from '../api/laurel.ts';
import { textIn } from '../parts/entry-form.ts';
import type { StatusWord } from '../parts/status.tsx';
import { changeOf, type Definition, type Draft, entriesOf, useDraft } from '../programme/save-entry.ts';

type LiveOffer = Schemas['Offer'];

export type OfferRow = {
  readonly offer: string;
  readonly title: string;
  readonly type: string;
  readonly status: OfferStatus;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** Null while it is nowhere but in the draft. */
  readonly live: LiveOffer | null;
  readonly definition: Definition | null;
  readonly change: 'add' | 'change' | 'remove' | null;
};

export type OfferStatus = 'draft' | 'scheduled' | 'live' | 'ended';

export const STATUSES: Readonly<Record<OfferStatus, StatusWord>> = {
  draft: { word: 'Draft', tone: 'warn' },
  scheduled: { word: 'Scheduled', tone: 'quiet' },
  live: { word: 'Live', tone: 'good' },
  ended: { word: 'Ended', tone: 'quiet' },
};

export function useOffers() {
  const live = useQuery(read('listOffers', {}));
  const draft = useDraft();
  // Waiting for the draft keeps rows from jumping; whoever may not read it sees what is live.
  const data = live.data === undefined || draft.isLoading ? undefined : rowsOf(live.data.items, draft.data ?? null);
  return { data, error: live.error, refetch: live.refetch, draft: draft.data ?? null };
}

function rowsOf(live: readonly LiveOffer[], draft: Draft | null): readonly OfferRow[] {
  const drafted = draft === null ? new Map<string, Definition>() : entriesOf(draft, 'offers');
  const change = (name: string) => (draft === null ? null : changeOf(draft, 'offers', name));
  const known = new Set(live.map(({ offer }) => offer));
  const added = [...drafted].filter(([name]) => !known.has(name));
  return [
    ...added.map(([name, definition]) => draftRow(name, definition)),
    ...live.map((offer) => ({
      offer: offer.offer,
      title: offer.title,
      type: offer.type,
      status: offer.status,
      startsAt: offer.starts_at,
      endsAt: offer.ends_at,
      live: offer,
      definition: drafted.get(offer.offer) ?? null,
      change: change(offer.offer),
    })),
  ];
}

function draftRow(offer: string, definition: Definition): OfferRow {
  return {
    offer,
    title: textIn(definition, 'title') || offer,
    type: textIn(definition, 'type'),
    status: 'draft',
    startsAt: textIn(definition, 'starts_at') || null,
    endsAt: textIn(definition, 'ends_at') || null,
    live: null,
    definition,
    change: 'add',
  };
}
