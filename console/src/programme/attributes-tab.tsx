// What is known about customers beyond the standard profile.
import { Stack } from '@mantine/core';
import { useState } from 'react';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { type Definition, entries, text } from './definition.ts';
import { EntryActions, EntryStatus } from './entry-actions.tsx';
import { EntryDialog } from './entry-form.tsx';
import { FieldFields, typeWords, valueWords } from './field-rows.tsx';
import { Head, Named } from './points-tab.tsx';
import { type Draft, useDraft } from './save-entry.ts';

type Row = readonly [name: string, definition: Definition];

export function AttributesTab() {
  return <Shown query={useDraft()}>{(draft) => <Attributes draft={draft} />}</Shown>;
}

function Attributes({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState<{ readonly name: string | null } | null>(null);
  const rows = entries(draft.document, 'attributes');
  const columns: readonly Column<Row>[] = [
    { header: 'Name', cell: ([name, field]) => <Named name={name} title={text(field, 'title')} /> },
    { header: 'Status', cell: ([name]) => <EntryStatus draft={draft} section="attributes" name={name} /> },
    { header: 'Type', cell: ([, field]) => typeWords(field) },
    { header: 'Values', cell: ([, field]) => valueWords(field) },
    {
      header: 'Actions',
      isHeaderHidden: true,
      cell: ([name, field]) => (
        <EntryActions
          draft={draft}
          section="attributes"
          name={name}
          called={`attribute ${text(field, 'title') || name}`}
          onEdit={() => setOpen({ name })}
        />
      ),
    },
  ];
  return (
    <Stack gap="xs">
      <Head title="Customer attributes" verb="Add attribute" isMain onAdd={() => setOpen({ name: null })} />
      {rows.length === 0 ? (
        <Empty title="No attributes yet">Such as a shoe size, or a favourite roast.</Empty>
      ) : (
        <Rows label="Customer attributes" columns={columns} rows={rows} rowKey={([name]) => name} />
      )}
      {open === null ? null : (
        <EntryDialog
          draft={draft}
          section="attributes"
          name={open.name}
          initial={{ type: 'string' }}
          title={open.name === null ? 'Add an attribute' : `Edit the attribute ${open.name}`}
          verb={open.name === null ? 'Add attribute' : 'Save attribute'}
          onClose={() => setOpen(null)}
        >
          <FieldFields />
        </EntryDialog>
      )}
    </Stack>
  );
}
