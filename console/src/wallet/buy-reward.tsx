// Buys a reward for the customer from the stores that they can use. What they cannot have says why.

import type { Schemas } from '@laurel/sdk';
import { NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Shown } from '../parts/states.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';

type Store = Schemas['CustomerRewardStore'];
type Item = Store['items'][number];

export function BuyReward({ onClose }: { onClose: () => void }) {
  const customer = useCustomer();
  const stores = useQuery(read('listRewardStoresOfCustomer', { path: { customer } }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<string | number>(1);
  const act = useAct('purchaseReward', { said: 'The reward is bought.', onDone: onClose });
  const [store, item] = chosen?.split('/') ?? [];
  return (
    <FormDialog
      isOpen
      title="Buy a reward for this customer"
      verb="Buy reward"
      reason={item === undefined ? 'Choose a reward.' : null}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        if (store === undefined || item === undefined) return;
        act.mutate({ path: { customer, store }, body: { item, quantity: Number(quantity) } });
      }}
    >
      <Shown query={stores} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">The programme has no reward stores.</Text>
          ) : (
            <Stack>
              {items.map((one) => (
                <StoreItems key={one.store} store={one} chosen={chosen} onChoose={setChosen} />
              ))}
            </Stack>
          )
        }
      </Shown>
      <NumberInput label="How many" min={1} allowDecimal={false} value={quantity} onChange={setQuantity} />
    </FormDialog>
  );
}

type StoreProps = {
  readonly store: Store;
  readonly chosen: string | null;
  readonly onChoose: (chosen: string) => void;
};

function StoreItems({ store, chosen, onChoose }: StoreProps) {
  const spendable = store.available ? `${count(store.points)} points to spend here.` : store.reason?.detail;
  return (
    <Radio.Group label={store.title} description={spendable} value={chosen} onChange={onChoose}>
      <Stack gap={6} pt={6}>
        {store.items.map((item) => (
          <Radio
            key={item.item}
            value={`${store.store}/${item.item}`}
            label={`${item.title}, ${count(item.price)} points`}
            description={wordsOf(store, item)}
            disabled={!store.available || !item.available}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function wordsOf(store: Store, item: Item): string | undefined {
  if (!store.available) return undefined;
  if (item.reason !== null) return item.reason.detail;
  return item.left === null ? undefined : `${count(item.left)} left`;
}
