// What members collect and where it comes from: accounts with their expiry, sources with their restrictions.
import { Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { ReasonedButton } from '../parts/dialog.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { type Definition, entries, flag, list, text, titleOf } from './definition.ts';
import { useWriteReason } from './draft.ts';
import { EntryActions, EntryStatus } from './entry-actions.tsx';
import { expiryWords, restrictionWords, spendingWords } from './points-words.ts';
import { type Draft, useDraft } from './save-entry.ts';
import { SourceDialog } from './source-dialog.tsx';

type Row = readonly [name: string, definition: Definition];
/** The name of what is edited; null for a new one. */
type Open = { readonly name: string | null };

export function PointsTab() {
  return <Shown query={useDraft()}>{(draft) => <Points draft={draft} />}</Shown>;
}

function Points({ draft }: { draft: Draft }) {
  return (
    <Stack gap="xl">
      <Accounts draft={draft} />
      <Sources draft={draft} />
    </Stack>
  );
}

function Accounts({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState<Open | null>(null);
  const rows = entries(draft.document, 'accounts');
  const columns: readonly Column<Row>[] = [
    { header: 'Name', cell: ([name, account]) => <Named name={name} title={text(account, 'title')} /> },
    { header: 'Status', cell: ([name]) => <EntryStatus draft={draft} section="accounts" name={name} /> },
    { header: 'Default', cell: ([, account]) => (flag(account, 'default') ? 'Yes' : 'No') },
    { header: 'Sources', cell: ([name]) => sourcesOf(draft, name) },
    { header: 'Expire', cell: ([, account]) => expiryWords(account) },
    { header: 'Spending', cell: ([, account]) => spendingWords(account) },
    {
      header: 'Actions',
      isHeaderHidden: true,
      cell: ([name, account]) => (
        <EntryActions
          draft={draft}
          section="accounts"
          name={name}
          called={`account ${text(account, 'title') || name}`}
          onEdit={() => setOpen({ name })}
        />
      ),
    },
  ];
  return (
    <Stack gap="xs">
      <Head title="Accounts" verb="Add account" isMain onAdd={() => setOpen({ name: null })} />
      {rows.length === 0 ? (
        <Empty title="No accounts yet">An account is what members collect: points, stars, beans.</Empty>
      ) : (
        <Rows label="Accounts" columns={columns} rows={rows} rowKey={([name]) => name} />
      )}
      {open === null ? null : <AccountDialog draft={draft} name={open.name} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

/** Sources that name no account fill all of them. */
function sourcesOf(draft: Draft, account: string): string {
  const names = entries(draft.document, 'sources').filter(([, source]) => {
    const accounts = list(source, 'accounts');
    return accounts.length === 0 || accounts.includes(account);
  });
  return names.map(([name]) => titleOf(draft.document, 'sources', name)).join(', ') || '–';
}

function Sources({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState<Open | null>(null);
  const rows = entries(draft.document, 'sources');
  const columns: readonly Column<Row>[] = [
    { header: 'Name', cell: ([name, source]) => <Named name={name} title={text(source, 'title')} /> },
    { header: 'Status', cell: ([name]) => <EntryStatus draft={draft} section="sources" name={name} /> },
    { header: 'Fills', cell: ([, source]) => accountsOf(draft, source) },
    { header: 'Restrictions', cell: ([, source]) => restrictionWords(source).join('; ') || 'none' },
    {
      header: 'Actions',
      isHeaderHidden: true,
      cell: ([name, source]) => (
        <EntryActions
          draft={draft}
          section="sources"
          name={name}
          called={`source ${text(source, 'title') || name}`}
          onEdit={() => setOpen({ name })}
        />
      ),
    },
  ];
  return (
    <Stack gap="xs">
      <Head title="Sources" verb="Add source" onAdd={() => setOpen({ name: null })} />
      {rows.length === 0 ? (
        <Empty title="No sources yet">Every deposit names the source that its points come from.</Empty>
      ) : (
        <Rows label="Sources" columns={columns} rows={rows} rowKey={([name]) => name} />
      )}
      {open === null ? null : <SourceDialog draft={draft} name={open.name} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function accountsOf(draft: Draft, source: Definition): string {
  const names = list(source, 'accounts').map((name) => titleOf(draft.document, 'accounts', text(name)));
  return names.join(', ') || 'every account';
}

export function Named({ name, title }: { name: string; title: string }) {
  return (
    <>
      <Text size="sm">{title || name}</Text>
      <Text size="xs" c="dimmed" ff="monospace">
        {name}
      </Text>
    </>
  );
}

type HeadProps = {
  readonly title: string;
  readonly verb: string;
  readonly isMain?: boolean;
  readonly onAdd: () => void;
};

export function Head({ title, verb, isMain = false, onAdd }: HeadProps) {
  const reason = useWriteReason();
  return (
    <Group justify="space-between">
      <Title order={2}>{title}</Title>
      <ReasonedButton reason={reason} onClick={onAdd} size="xs" {...(isMain ? {} : { variant: 'default' })}>
        {verb}
      </ReasonedButton>
    </Group>
  );
}
