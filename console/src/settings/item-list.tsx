// The catalogue: items that purchases name. Unknown ones are taken in when a purchase brings them, and named here.
import type { Schemas } from '@laurel/sdk';
import { Checkbox, Group, TagsInput, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { pages, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { SettingsPage } from './settings-page.tsx';

type Item = Schemas['CatalogueItem'];

const NONE = <Empty title="No items here">Items come with purchases, over the API, or by “Add item”.</Empty>;

export function ItemListPage() {
  const search = useSearch({ from: '/frame/settings/items' });
  const navigate = useNavigate();
  const items = useInfiniteQuery(pages('listItems', { query: search }));
  const reason = useReason('catalogue:write');
  const [edited, setEdited] = useState<Item | 'new' | null>(null);
  const filter = (next: { readonly category?: string; readonly unnamed?: 'true' }): void => {
    navigate({ to: '/settings/items', search: next, replace: true });
  };
  const columns: readonly Column<Item>[] = [
    { header: 'Item', cell: ({ id }) => id },
    { header: 'Name', cell: ({ name }) => name ?? 'not named yet' },
    { header: 'Categories', cell: ({ categories }) => categories.join(', ') || '–' },
    { header: 'Changed', cell: ({ updated_at }) => <Instant at={updated_at} /> },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (item) => (
        <ReasonedButton size="compact-sm" variant="default" reason={reason} onClick={() => setEdited(item)}>
          Edit
        </ReasonedButton>
      ),
    },
  ];
  return (
    <SettingsPage
      title="Items"
      part="work"
      action={
        <ReasonedButton reason={reason} onClick={() => setEdited('new')}>
          Add item
        </ReasonedButton>
      }
    >
      <Group gap="md" align="flex-end">
        <TextInput
          label="Category"
          defaultValue={search.category ?? ''}
          onBlur={(event) => filter({ ...search, category: event.currentTarget.value.trim() })}
          onKeyDown={(event) =>
            event.key === 'Enter' ? filter({ ...search, category: event.currentTarget.value.trim() }) : undefined
          }
        />
        <Checkbox
          label="Not named yet"
          mb={8}
          checked={search.unnamed === 'true'}
          onChange={(event) => {
            const { category } = search;
            const kept = category === undefined ? {} : { category };
            filter(event.currentTarget.checked ? { ...kept, unnamed: 'true' } : kept);
          }}
        />
      </Group>
      <PagedRows label="Items" query={items} columns={columns} rowKey={({ id }) => id} empty={NONE} />
      {edited === null ? null : <EditItem item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SettingsPage>
  );
}

function EditItem({ item, onClose }: { item: Item | null; onClose: () => void }) {
  const [id, setId] = useState(item?.id ?? '');
  const [name, setName] = useState(item?.name ?? '');
  const [categories, setCategories] = useState<string[]>([...(item?.categories ?? [])]);
  const save = useChange('saveItems', { refreshes: ['listItems'], onDone: onClose });
  const { byField, rest } = faultsOf(save.error, {});
  return (
    <FormDialog
      title={item === null ? 'Add item' : `Edit item ${item.id}`}
      verb={item === null ? 'Add item' : 'Save item'}
      isOpen
      isBusy={save.isPending}
      error={rest}
      onClose={onClose}
      onSubmit={() => save.mutate({ body: { items: [{ id, name, categories }] } })}
    >
      <TextInput
        label="Id"
        description="As purchases name it."
        disabled={item !== null}
        value={id}
        error={byField['items.0.id']}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <TextInput
        label="Name"
        value={name}
        error={byField['items.0.name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TagsInput label="Categories" value={categories} onChange={setCategories} />
    </FormDialog>
  );
}
