// One promo code list: how it stands, its batches with their progress, and its codes.

import type { Schemas } from '@laurel/sdk';
import { Group, Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { isCode, read } from '../api/laurel.ts';
import { may, useMe, useReason } from '../api/session.ts';
import { type FactPair, Facts } from '../parts/facts.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { ButtonLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failure, Waiting } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { CodeTable } from './code-table.tsx';
import { PromoBatches } from './promo-batches.tsx';
import { KINDS, LIST_STATUSES } from './words.ts';

type InFull = Schemas['PromoListInFull'];
const BACK = { to: '/codes', label: 'Promo codes' };

export function PromoListPage() {
  const { list } = useParams({ from: '/frame/codes/lists/$list' });
  const query = useQuery(read('getPromoList', { path: { list } }));
  if (query.data !== undefined) return <ListDetail list={query.data} />;
  if (query.error === null) return <Waiting />;
  return (
    <Page title={list} back={BACK} action={<EditList list={list} />}>
      {isCode(query.error, 'unknown_promo_list', 'not_found') ? (
        <Empty title="This list is not live">
          Codes are made or uploaded once the draft with the list is published.
        </Empty>
      ) : (
        <Failure error={query.error} retry={() => query.refetch()} />
      )}
    </Page>
  );
}

function ListDetail({ list }: { list: InFull }) {
  const me = useMe();
  return (
    <Page title={list.title} back={BACK} action={<EditList list={list.list} />}>
      <Group gap="sm">
        <Status {...LIST_STATUSES[list.status]} />
        <Text size="sm" c="dimmed">
          {KINDS[list.kind]}
        </Text>
      </Group>
      <Paper withBorder p="md">
        <Facts facts={factsOf(list)} columns={4} />
      </Paper>
      {list.kind === 'multi_use' ? null : <PromoBatches list={list} />}
      {list.kind === 'multi_use' || !may(me, 'codes:write') ? null : <CodeTable list={list.list} />}
    </Page>
  );
}

function EditList({ list }: { list: string }) {
  const notAllowed = useReason('programme:write');
  return (
    <ButtonLink to={`/codes/lists/${list}/edit`} reason={notAllowed}>
      Edit list
    </ButtonLink>
  );
}

function factsOf(list: InFull): readonly FactPair[] {
  const { free, assigned, claimed, cancelled } = list.codes_by_status;
  const facts: readonly FactPair[] = [
    { name: 'Starts', value: list.starts_at === null ? 'at once' : <Instant at={list.starts_at} /> },
    { name: 'Ends', value: list.ends_at === null ? 'no end' : <Instant at={list.ends_at} /> },
    { name: 'Claim count', value: count(list.claims) },
    { name: 'Entry cap', value: list.entry_cap === null ? 'none' : count(list.entry_cap) },
  ];
  if (list.kind === 'multi_use') return [...facts, { name: 'Code', value: list.code }];
  return [
    ...facts,
    { name: 'Free', value: count(free) },
    { name: 'Assigned', value: count(assigned) },
    { name: 'Claimed', value: count(claimed) },
    { name: 'Cancelled', value: count(cancelled) },
  ];
}
