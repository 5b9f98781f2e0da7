// The audiences of the programme: how many customers each has, and which campaigns use it.

import type { ResultOf } from '@laurel/sdk';
import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { changeOf, type Definition, type Draft, entriesOf, useDraft } from '../programme/save-entry.ts';

type Row = {
  readonly name: string;
  readonly title: string;
  readonly when: string;
  readonly isLive: boolean;
  readonly usedBy: readonly string[];
};

const NEW = <LinkButton to="/audiences/new">New audience</LinkButton>;

export function AudienceList() {
  const draft = useDraft();
  const live = useQuery(read('listAudiences', {}));
  return (
    <Page title="Audiences" intro="Whom campaigns, offers and stores are for, by name." action={NEW}>
      <Shown query={live}>
        {({ items }) => {
          const rows = rowsOf(draft.data, items);
          if (rows.length === 0)
            return (
              <Empty title="No audience yet" action={NEW}>
                An audience describes customers by what they are: members in Germany, everybody tagged vip, who has more
                than 100 points.
              </Empty>
            );
          return <Rows label="Audiences" columns={COLUMNS} rows={rows} rowKey={({ name }) => name} />;
        }}
      </Shown>
    </Page>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  {
    header: 'Audience',
    cell: ({ name, title }) => (
      <Anchor component={Link} to={`/audiences/${name}`} size="sm">
        {title}
      </Anchor>
    ),
  },
  {
    header: 'Who is in it',
    cell: ({ when }) => (
      <Text ff="monospace" size="xs" lineClamp={2}>
        {when}
      </Text>
    ),
  },
  { header: 'Customers', align: 'right', cell: (row) => (row.isLive ? <Size name={row.name} /> : 'not published') },
  { header: 'Used by', cell: ({ usedBy }) => (usedBy.length === 0 ? '–' : usedBy.join(', ')) },
];

function Size({ name }: { name: string }) {
  const { data } = useQuery(read('getAudience', { path: { audience: name } }));
  if (data === undefined) return '…';
  return `${data.exact ? '' : '≤ '}${count(data.count)}`;
}

type Live = ResultOf<'listAudiences'>['items'];

/** Whoever may not read the draft sees what is live, without what uses it. */
function rowsOf(draft: Draft | undefined, live: Live): readonly Row[] {
  if (draft === undefined)
    return live.map(({ audience, title, when }) => ({ name: audience, title, when, isLive: true, usedBy: [] }));
  const isLive = (name: string): boolean =>
    live.some(({ audience }) => audience === name) && changeOf(draft, 'audiences', name) === null;
  return [...entriesOf(draft, 'audiences')].map(([name, { title, when }]) => ({
    name,
    title: typeof title === 'string' ? title : name,
    when: typeof when === 'string' ? when : '',
    isLive: isLive(name),
    usedBy: usersOf(draft, name),
  }));
}

/** Campaigns and offers that name an audience, by their titles. */
export function usersOf(draft: Draft, audience: string): readonly string[] {
  const uses = ([name, entry]: readonly [string, Definition]) =>
    entry.audience === audience ? [typeof entry.title === 'string' ? entry.title : name] : [];
  return [...[...entriesOf(draft, 'campaigns')].flatMap(uses), ...[...entriesOf(draft, 'offers')].flatMap(uses)];
}
