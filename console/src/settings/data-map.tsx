// What every column holds of a person, and what forgetting somebody does with it.
import type { Schemas } from '@laurel/sdk';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { SettingsPage } from './settings-page.tsx';

type Table = Schemas['DataMap']['items'][number];

const FORGETTING: Readonly<Record<Table['forget'], string>> = {
  delete: 'rows are deleted',
  blank: 'what identifies is blanked',
  log: 'the log keeps it, without whom',
  road: 'is erased by a fact of its own',
  retention: 'goes when its time is over',
  none: 'nothing: it holds nobody',
};
const PERSONAL = ['identity', 'personal'];

const COLUMNS: readonly Column<Table>[] = [
  { header: 'Table', cell: ({ table }) => table },
  { header: 'What it is', cell: ({ about }) => about },
  {
    header: 'Of a person',
    cell: ({ columns }) =>
      columns
        .filter((one) => PERSONAL.includes(one.class))
        .map(({ column }) => column)
        .join(', ') || '–',
  },
  { header: 'When forgotten', cell: ({ forget }) => FORGETTING[forget] },
  { header: 'In the export', cell: (one) => one.export ?? '–' },
];

export function DataMapPage() {
  const map = useQuery(read('getDataMap', {}));
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const fits = ({ table, about, columns }: Table): boolean =>
    [table, about, ...columns.map(({ column }) => column)].some((one) => one.toLowerCase().includes(wanted));
  return (
    <SettingsPage title="Data map" part="privacy" intro="Tested against the tables themselves: no column is missing.">
      <TextInput
        label="Find a table or column"
        w={320}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Shown query={map}>
        {({ items }) => {
          const found = items.filter(fits);
          if (found.length === 0) return <Empty title="No table or column is called so" />;
          return <Rows label="Data map" columns={COLUMNS} rows={found} rowKey={({ table }) => table} />;
        }}
      </Shown>
    </SettingsPage>
  );
}
