// The list of offers: what each has given so far, what is left, and which of them the draft changes.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useReason } from '../api/session.ts';
import { count } from '../parts/figures.tsx';
import { ChoiceFilter, Filters, TextFilter } from '../parts/filters.tsx';
import { Instant } from '../parts/instant.tsx';
import { ButtonLink, TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { DraftMark } from '../programme/draft-mark.tsx';
import { type OfferRow, STATUSES, useOffers } from './offer-rows.ts';
import { OFFER_TYPES, typeLabel } from './offer-types.ts';
import type { OfferSearch } from './routes.ts';

export function OfferList() {
  const offers = useOffers();
  const notAllowed = useReason('programme:write');
  return (
    <Page
      title="Offers"
      intro="What members are given to redeem later: by campaigns, in reward stores, by promo codes, or by hand."
      action={
        <ButtonLink to="/offers/new" reason={notAllowed}>
          Create offer
        </ButtonLink>
      }
    >
      <Shown query={offers}>{(rows) => (rows.length === 0 ? <NoOffers /> : <OfferTable rows={rows} />)}</Shown>
    </Page>
  );
}

function NoOffers() {
  return (
    <Empty title="No offers yet">
      An offer is something to redeem: money off, an item at another price, points, or something that is handed over.
    </Empty>
  );
}

function OfferTable({ rows }: { rows: readonly OfferRow[] }) {
  const search = useSearch({ from: '/frame/offers' });
  const navigate = useNavigate({ from: '/offers' });
  const filter = (change: OfferSearch) => navigate({ search: { ...search, ...change }, replace: true });
  const found = rows.filter((row) => matches(row, search));
  const statuses = Object.entries(STATUSES).map(([value, { word }]) => ({ value, label: word }));
  return (
    <>
      <Filters>
        <TextFilter label="Name" value={search.text} onChange={(text) => filter({ text })} />
        <ChoiceFilter
          label="Status"
          value={search.status}
          choices={statuses}
          onChange={(status) => filter({ status })}
          width={140}
        />
        <ChoiceFilter
          label="Type"
          value={search.type}
          choices={OFFER_TYPES}
          onChange={(type) => filter({ type })}
          width={280}
        />
      </Filters>
      {found.length === 0 ? (
        <Empty title="No offer matches">Change the filters above.</Empty>
      ) : (
        <Rows label="Offers" columns={COLUMNS} rows={found} rowKey={({ offer }) => offer} />
      )}
    </>
  );
}

function matches(row: OfferRow, { text, status, type }: OfferSearch): boolean {
  const words = `${row.title} ${row.offer}`.toLowerCase();
  if (text !== undefined && !words.includes(text.toLowerCase())) return false;
  return (status === undefined || row.status === status) && (type === undefined || row.type === type);
}

const numberOrDash = (value: number | undefined): string => (value === undefined ? '–' : count(value));

const COLUMNS: readonly Column<OfferRow>[] = [
  { header: 'Status', cell: ({ status }) => <Status {...STATUSES[status]} />, width: 120 },
  {
    header: 'Name',
    cell: ({ offer, title, change, live }) => (
      <>
        <TextLink to={`/offers/${offer}`}>{title}</TextLink> {live === null ? null : <DraftMark change={change} />}
      </>
    ),
  },
  { header: 'Type', cell: ({ type }) => typeLabel(type) },
  { header: 'Issued', cell: ({ live }) => numberOrDash(live?.issued), align: 'right' },
  { header: 'Redeemed', cell: ({ live }) => numberOrDash(live?.redeemed), align: 'right' },
  {
    header: 'Left',
    cell: ({ live }) => (live?.left === null ? 'unlimited' : numberOrDash(live?.left)),
    align: 'right',
  },
  { header: 'Starts', cell: ({ startsAt }) => (startsAt === null ? 'at once' : <Instant at={startsAt} />) },
  { header: 'Ends', cell: ({ endsAt }) => (endsAt === null ? 'no end' : <Instant at={endsAt} />) },
];
