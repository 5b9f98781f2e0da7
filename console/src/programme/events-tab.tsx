// What customers do, as systems tell it: events and their properties.
import { ActionIcon, Button, Group, Input, Paper, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { type Definition, entries, group, isGroup, text } from './definition.ts';
import { EntryActions, EntryStatus } from './entry-actions.tsx';
import { EntryDialog, Part, useEntryForm } from './entry-form.tsx';
import { FieldFields, typeWords } from './field-rows.tsx';
import { SwitchField, TextField } from './fields.tsx';
import { Head, Named } from './points-tab.tsx';
import { type Draft, useDraft } from './save-entry.ts';

type Row = readonly [name: string, definition: Definition];

export function EventsTab() {
  return <Shown query={useDraft()}>{(draft) => <Events draft={draft} />}</Shown>;
}

function Events({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState<{ readonly name: string | null } | null>(null);
  const rows = entries(draft.document, 'events');
  const columns: readonly Column<Row>[] = [
    { header: 'Name', cell: ([name, event]) => <Named name={name} title={text(event, 'title')} /> },
    { header: 'Status', cell: ([name]) => <EntryStatus draft={draft} section="events" name={name} /> },
    { header: 'Properties', cell: ([, event]) => propertyWords(event) },
    {
      header: 'Actions',
      isHeaderHidden: true,
      cell: ([name, event]) => (
        <EntryActions
          draft={draft}
          section="events"
          name={name}
          called={`event ${text(event, 'title') || name}`}
          onEdit={() => setOpen({ name })}
        />
      ),
    },
  ];
  return (
    <Stack gap="xs">
      <Head title="Events" verb="Add event" isMain onAdd={() => setOpen({ name: null })} />
      {rows.length === 0 ? (
        <Empty title="No events yet">What the shop, the app or the till tells about a customer.</Empty>
      ) : (
        <Rows label="Events" columns={columns} rows={rows} rowKey={([name]) => name} />
      )}
      {open === null ? null : <EventDialog draft={draft} name={open.name} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function propertyWords(event: Definition): string {
  const properties = Object.entries(group(event, 'properties'));
  return properties.map(([name, field]) => `${name} (${typeWords(group(field))})`).join(', ') || 'none';
}

type EventDialogProps = { readonly draft: Draft; readonly name: string | null; readonly onClose: () => void };

function EventDialog({ draft, name, onClose }: EventDialogProps) {
  return (
    <EntryDialog
      draft={draft}
      section="events"
      name={name}
      title={name === null ? 'Add an event' : `Edit the event ${name}`}
      verb={name === null ? 'Add event' : 'Save event'}
      nameHint="As systems send it: letters, digits, _ . and -; it cannot be changed later"
      onClose={onClose}
    >
      <TextField label="Title" path={['title']} description="Shown to agents" />
      <Properties />
      <SwitchField
        label="Keep properties that are not listed"
        description="Otherwise an event that has any is refused"
        path={['open']}
      />
    </EntryDialog>
  );
}

function Properties() {
  const { get, set } = useEntryForm();
  const [name, setName] = useState('');
  const properties = get(['properties']);
  const names = isGroup(properties) ? Object.keys(properties) : [];
  return (
    <Stack gap="xs">
      <Input.Wrapper component="div" label="Properties" description="What rules can read of it" />
      {names.map((property) => (
        <Paper key={property} withBorder p="xs" component="fieldset">
          <legend>{property}</legend>
          <Part path={['properties', property]}>
            <FieldFields />
          </Part>
          <ActionIcon
            mt="xs"
            variant="default"
            aria-label={`Remove property ${property}`}
            onClick={() => set(['properties', property], undefined)}
          >
            ×
          </ActionIcon>
        </Paper>
      ))}
      <Group align="flex-end">
        <TextInput label="New property" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button
          variant="default"
          disabled={name === '' || names.includes(name)}
          onClick={() => {
            set(['properties', name], { type: 'string' });
            setName('');
          }}
        >
          Add property
        </Button>
      </Group>
    </Stack>
  );
}
