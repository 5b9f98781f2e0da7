// Stores in which purchases are made. Unknown ones are taken in when a purchase brings them, and named here.
import type { Schemas } from '@laurel/sdk';
import { TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { pages, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { SettingsPage } from './settings-page.tsx';

type Store = Schemas['Store'];

const NONE = <Empty title="No stores yet">Stores come with purchases, over the API, or by “Add store”.</Empty>;

export function StoreListPage() {
  const stores = useInfiniteQuery(pages('listStores', {}));
  const reason = useReason('catalogue:write');
  const [edited, setEdited] = useState<Store | 'new' | null>(null);
  const columns: readonly Column<Store>[] = [
    { header: 'Store', cell: ({ id }) => id },
    { header: 'Name', cell: ({ name }) => name ?? 'not named yet' },
    { header: 'Changed', cell: ({ updated_at }) => <Instant at={updated_at} /> },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (store) => (
        <ReasonedButton size="compact-sm" variant="default" reason={reason} onClick={() => setEdited(store)}>
          Edit
        </ReasonedButton>
      ),
    },
  ];
  return (
    <SettingsPage
      title="Stores"
      part="work"
      action={
        <ReasonedButton reason={reason} onClick={() => setEdited('new')}>
          Add store
        </ReasonedButton>
      }
    >
      <PagedRows label="Stores" query={stores} columns={columns} rowKey={({ id }) => id} empty={NONE} />
      {edited === null ? null : <EditStore store={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SettingsPage>
  );
}

function EditStore({ store, onClose }: { store: Store | null; onClose: () => void }) {
  const [id, setId] = useState(store?.id ?? '');
  const [name, setName] = useState(store?.name ?? '');
  const save = useChange('saveStores', { refreshes: ['listStores'], onDone: onClose });
  const { byField, rest } = faultsOf(save.error, {});
  return (
    <FormDialog
      title={store === null ? 'Add store' : `Edit store ${store.id}`}
      verb={store === null ? 'Add store' : 'Save store'}
      isOpen
      isBusy={save.isPending}
      error={rest}
      onClose={onClose}
      onSubmit={() => save.mutate({ body: { stores: [{ id, name }] } })}
    >
      <TextInput
        label="Id"
        description="As purchases name it."
        disabled={store !== null}
        value={id}
        error={byField['stores.0.id']}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <TextInput
        label="Name"
        value={name}
        error={byField['stores.0.name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
