// What holds for the whole programme: its name, time zone and currency, and its settings, one a row.
import { Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Failure, Shown } from '../parts/states.tsx';
import { at } from './definition.ts';
import { useWriteReason } from './draft.ts';
import { EntryStatus } from './entry-actions.tsx';
import { type Draft, problemsOf, type Section, useDraft, useSaveEntry } from './save-entry.ts';

type Basic = {
  readonly section: Section;
  readonly name: string;
  readonly label: string;
  readonly about: string;
  /** What holds when it is not written; a boolean is a switch, a number is written as one. */
  readonly standard: string | number | boolean;
};

const BASICS: readonly Basic[] = [
  { section: 'programme', name: 'title', label: 'Title', about: 'What the programme is called', standard: '' },
  {
    section: 'programme',
    name: 'time_zone',
    label: 'Time zone',
    about: 'The calendar of everything that is not about one customer',
    standard: 'UTC',
  },
  { section: 'programme', name: 'language', label: 'Language', about: 'Of the programme’s own texts', standard: 'en' },
  { section: 'programme', name: 'currency', label: 'Currency', about: 'Of purchases and budgets', standard: 'USD' },
  {
    section: 'settings',
    name: 'minimum_age',
    label: 'Minimum age',
    about: 'Customers are refused until that birthday',
    standard: 13,
  },
  {
    section: 'settings',
    name: 'opt_in_by_default',
    label: 'New customers are members',
    about: 'Without having opted in',
    standard: true,
  },
  {
    section: 'settings',
    name: 'lateness',
    label: 'Lateness',
    about: 'What happened longer ago is refused',
    standard: '30 days',
  },
  { section: 'settings', name: 'hold', label: 'Hold', about: 'How long points stay held', standard: '30 minutes' },
  {
    section: 'settings',
    name: 'leap_day',
    label: 'Leap day',
    about: 'When 29 February is celebrated in common years: 02-28 or 03-01',
    standard: '02-28',
  },
  {
    section: 'settings',
    name: 'publish_approval',
    label: 'A second person approves what is published',
    about: 'Over the API and in the console nothing goes live without one',
    standard: false,
  },
  {
    section: 'settings',
    name: 'campaign_approval',
    label: 'A second person approves campaigns',
    about: 'New and changed campaigns wait for one',
    standard: false,
  },
  {
    section: 'settings',
    name: 'affinities_include_bought',
    label: 'Affinities name what was bought already',
    about: 'Right for coffee, wrong for fridges',
    standard: false,
  },
];

export function BasicsTab() {
  return <Shown query={useDraft()}>{(draft) => <Basics draft={draft} />}</Shown>;
}

function shownValue(draft: Draft, { section, name, standard }: Basic): string | number | boolean {
  const value = at(draft.document, section === 'programme' ? [name] : [section, name]);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : standard;
}

function Basics({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState<Basic | null>(null);
  const columns: readonly Column<Basic>[] = [
    {
      header: 'What',
      cell: ({ label, about }) => (
        <>
          <Text size="sm">{label}</Text>
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        </>
      ),
    },
    { header: 'Value', cell: (basic) => <Value draft={draft} basic={basic} onEdit={() => setOpen(basic)} /> },
    { header: 'Status', cell: ({ section, name }) => <EntryStatus draft={draft} section={section} name={name} /> },
  ];
  return (
    <Stack gap="xs">
      <Title order={2}>Basics</Title>
      <Rows label="Basics" columns={columns} rows={BASICS} rowKey={({ name }) => name} />
      {open === null ? null : <BasicDialog draft={draft} basic={open} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function Value({ draft, basic, onEdit }: { draft: Draft; basic: Basic; onEdit: () => void }) {
  const reason = useWriteReason();
  const save = useSaveEntry(basic.section, draft.revision, () => undefined);
  const value = shownValue(draft, basic);
  if (typeof value !== 'boolean')
    return (
      <Group gap="xs">
        <Text size="sm">{String(value) || '–'}</Text>
        <ReasonedButton
          reason={reason}
          size="compact-xs"
          variant="subtle"
          onClick={onEdit}
          label={`Edit ${basic.label.toLowerCase()}`}
        >
          Edit
        </ReasonedButton>
      </Group>
    );
  return (
    <>
      <Switch
        aria-label={basic.label}
        checked={value}
        disabled={reason !== null || save.isPending}
        {...(reason === null ? {} : { title: reason })}
        onChange={(event) => save.mutate({ name: basic.name, definition: event.currentTarget.checked })}
      />
      {save.error === null ? null : <Failure error={save.error} />}
    </>
  );
}

function BasicDialog({ draft, basic, onClose }: { draft: Draft; basic: Basic; onClose: () => void }) {
  const { section, name, label, about } = basic;
  const [value, setValue] = useState(String(shownValue(draft, basic)));
  const save = useSaveEntry(section, draft.revision, ({ problems }) => {
    if (problems.length === 0) onClose();
  });
  const [problem] = Object.values(problemsOf(save.data, section, name));
  const isNumber = typeof basic.standard === 'number' && /^\d+$/.test(value);
  return (
    <FormDialog
      title={`Change ${label.toLowerCase()}`}
      verb={`Change ${label.toLowerCase()}`}
      isOpen
      onClose={onClose}
      isBusy={save.isPending}
      error={save.error ?? (problem === undefined ? null : new Error(problem))}
      onSubmit={() => save.mutate({ name, definition: isNumber ? Number(value) : value })}
    >
      <TextInput
        label={label}
        description={about}
        data-autofocus
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
