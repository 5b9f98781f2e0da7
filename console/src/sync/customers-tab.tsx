// Customers that the platform knows or was to know, by state; one or several of them are pushed, tagged or untagged.
import type { Schemas } from '@laurel/sdk';
import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { nameOf } from '../parts/customer-name.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { ChoiceFilter, Filters } from '../parts/filters.tsx';
import { instantOr } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { AskDialog, type SyncAction } from './ask-dialog.tsx';
import { customerStateSearch } from './search.ts';
import { CUSTOMER_STATES, CUSTOMER_WORDS } from './words.ts';

type Synced = Schemas['SyncedCustomer'];
type Picked = ReadonlyMap<string, Synced>;

const FROM = '/frame/settings/sync/$connection/customers';
/** As many as one call takes. */
const PICKED_MAX = 1_000;
/** Sent ones are shown as they come in step. */
const LOOK_MS = 5_000;
const NONE = (
  <Empty title="No customers in this state">
    Members who opt in come by themselves; those who were there before by a backfill, which Status starts.
  </Empty>
);
const CHOICES = CUSTOMER_STATES.map((value) => ({ value, label: CUSTOMER_WORDS[value].word }));

export function CustomersTab() {
  const { connection } = useParams({ from: FROM });
  const { status } = useSearch({ from: FROM });
  const navigate = useNavigate();
  const query = status === undefined ? {} : { status };
  const customers = useInfiniteQuery({
    ...pages('listSyncedCustomers', { path: { connection }, query }),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : LOOK_MS),
  });
  const [picked, setPicked] = useState<Picked>(new Map());
  const toggle = (one: Synced): void => {
    const next = new Map(picked);
    if (!next.delete(one.customer_id)) next.set(one.customer_id, one);
    setPicked(next);
  };
  return (
    <>
      <Group justify="space-between" align="flex-end">
        <Filters>
          <ChoiceFilter
            label="State"
            value={status}
            choices={CHOICES}
            onChange={(chosen) => {
              setPicked(new Map());
              navigate({ to: '.', search: customerStateSearch({ status: chosen }), replace: true });
            }}
          />
        </Filters>
        {picked.size === 0 ? (
          <Text size="sm" c="dimmed">
            To push all of a search, tick them in{' '}
            <TextLink to="/customers" isWithin>
              Customers
            </TextLink>
            .
          </Text>
        ) : (
          <PickedBar connection={connection} picked={picked} onClear={() => setPicked(new Map())} />
        )}
      </Group>
      <PagedRows
        label="Synced customers"
        query={customers}
        columns={[pickColumn(picked, toggle), ...COLUMNS]}
        rowKey={({ customer_id: id }) => id}
        empty={NONE}
      />
    </>
  );
}

const COLUMNS: readonly Column<Synced>[] = [
  {
    header: 'Customer',
    cell: (one) => <TextLink to={`/customers/${one.customer_id}/profile`}>{labelOf(one)}</TextLink>,
  },
  { header: 'State', cell: ({ status }) => <Status {...CUSTOMER_WORDS[status]} /> },
  { header: 'Result', cell: ({ result }) => result ?? '–' },
  { header: 'Reason', cell: ({ reason }) => reason ?? '–' },
  { header: 'Loyalty tag', cell: (one) => <Status {...tagWord(one)} /> },
  { header: 'Synced', cell: ({ synced_at: at }) => instantOr(at, 'never') },
];

export function tagWord({ tagged, untagged_by_hand: isByHand }: Pick<Synced, 'tagged' | 'untagged_by_hand'>) {
  if (isByHand) return { word: 'taken off', tone: 'quiet' } as const;
  return tagged ? ({ word: 'Loyalty', tone: 'good' } as const) : ({ word: 'none', tone: 'quiet' } as const);
}

function labelOf(one: Synced): string {
  return nameOf(one) ?? one.email ?? one.key;
}

function pickColumn(picked: Picked, onToggle: (one: Synced) => void): Column<Synced> {
  return {
    header: 'Select',
    isHeaderHidden: true,
    width: 44,
    cell: (one) => (
      <Checkbox
        size="xs"
        aria-label={`Select ${labelOf(one)}`}
        checked={picked.has(one.customer_id)}
        onChange={() => onToggle(one)}
      />
    ),
  };
}

type PickedBarProps = { readonly connection: string; readonly picked: Picked; readonly onClear: () => void };

function PickedBar({ connection, picked, onClear }: PickedBarProps) {
  const [action, setAction] = useState<SyncAction | null>(null);
  const refused = useReason('sync:write');
  const reason = refused ?? (picked.size > PICKED_MAX ? `At most ${count(PICKED_MAX)} at once.` : null);
  const named = [...picked.values()].map((one) => ({ id: one.customer_id, name: labelOf(one) }));
  return (
    <Group gap="xs" role="toolbar" aria-label="Selected customers">
      <Text size="sm" fw={500}>
        {count(picked.size)} selected
      </Text>
      <ReasonedButton size="xs" variant="default" reason={reason} onClick={() => setAction('push')}>
        Push again
      </ReasonedButton>
      <ReasonedButton size="xs" variant="default" reason={reason} onClick={() => setAction('tag')}>
        Tag
      </ReasonedButton>
      <ReasonedButton size="xs" variant="default" reason={reason} onClick={() => setAction('untag')}>
        Untag
      </ReasonedButton>
      <Button size="xs" variant="subtle" onClick={onClear}>
        Clear
      </Button>
      {action === null ? null : (
        <AskDialog action={action} asked={{ named }} connection={connection} onClose={() => setAction(null)} />
      )}
    </Group>
  );
}
