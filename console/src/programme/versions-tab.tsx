// Who published what and when; what a version changed; rolling back to one, with its plan first.

import type { ItemOf } from '@laurel/sdk';
import { Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { laurel, pages, read, useChange } from '../api/laurel.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { ChangeTable } from './change-table.tsx';
import { useWriteReason } from './draft.ts';
import { type Draft, useDraft } from './save-entry.ts';
import { WarningList } from './warning-list.tsx';

type Version = ItemOf<'listProgrammeVersions'>;
type Open = { readonly kind: 'diff' | 'roll-back'; readonly version: number };

export function VersionsTab() {
  return <Shown query={useDraft()}>{(draft) => <Versions draft={draft} />}</Shown>;
}

function Versions({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState<Open | null>(null);
  const reason = useWriteReason();
  const query = useInfiniteQuery(pages('listProgrammeVersions', {}));
  const small = { size: 'compact-xs', variant: 'subtle' } as const;
  const blocked = draft.approval.needed
    ? 'A second person has to approve what is published: take its files into a draft instead.'
    : reason;
  const columns: readonly Column<Version>[] = [
    {
      header: 'Version',
      width: 120,
      cell: ({ version }) => (version === draft.live_version ? `${version} · live` : version),
    },
    { header: 'Live from', cell: ({ live_from }) => <Instant at={live_from} /> },
    { header: 'By', cell: ({ applied_by }) => applied_by },
    { header: 'Approved by', cell: ({ approved_by }) => approved_by ?? '–' },
    { header: 'Note', cell: ({ note }) => note ?? '–' },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: ({ version }) => (
        <>
          {version < 2 ? null : (
            <ReasonedButton
              {...small}
              reason={null}
              label={`Show changes of version ${version}`}
              onClick={() => setOpen({ kind: 'diff', version })}
            >
              Show changes
            </ReasonedButton>
          )}
          {version === draft.live_version ? null : (
            <ReasonedButton
              {...small}
              reason={blocked}
              label={`Roll back to version ${version}`}
              onClick={() => setOpen({ kind: 'roll-back', version })}
            >
              Roll back
            </ReasonedButton>
          )}
        </>
      ),
    },
  ];
  const close = (): void => setOpen(null);
  return (
    <Stack gap="xs">
      <Title order={2}>Versions</Title>
      <PagedRows
        label="Versions"
        columns={columns}
        query={query}
        rowKey={({ version }) => String(version)}
        empty={<Empty title="Nothing is published yet" />}
      />
      {open?.kind === 'diff' ? <DiffDialog draft={draft} version={open.version} onClose={close} /> : null}
      {open?.kind === 'roll-back' ? <RollBackDialog draft={draft} version={open.version} onClose={close} /> : null}
    </Stack>
  );
}

type DialogProps = { readonly draft: Draft; readonly version: number; readonly onClose: () => void };

function DiffDialog({ draft, version, onClose }: DialogProps) {
  const query = useQuery(read('diffProgrammeVersions', { query: { from: version - 1, to: version } }));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`What version ${version} changed`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Shown query={query} rows={3}>
        {({ changes }) =>
          changes.length === 0 ? (
            <Text size="sm">Nothing of the programme itself: a step of a campaign, a comment or the order.</Text>
          ) : (
            <ChangeTable label={`Changes of version ${version}`} changes={changes} document={draft.document} />
          )
        }
      </Shown>
    </Modal>
  );
}

function RollBackDialog({ draft, version, onClose }: DialogProps) {
  const [note, setNote] = useState('');
  const plan = useQuery({
    queryKey: ['planProgrammeRollBack', version, draft.live_version],
    queryFn: ({ signal }) => laurel.call('planProgrammeRollBack', { path: { version } }, { signal }),
  });
  const rollBack = useChange('rollBackProgramme', {
    onDone: ({ version: next }) => {
      notifications.show({ message: `Version ${next} is live, with the files of version ${version}.` });
      onClose();
    },
  });
  const inUse = (plan.data?.in_use.length ?? 0) > 0 ? 'Customers still hold what this removes.' : null;
  return (
    <FormDialog
      title={`Roll back to version ${version}`}
      verb={`Roll back to version ${version}`}
      size="xl"
      isOpen
      onClose={onClose}
      isBusy={rollBack.isPending}
      error={rollBack.error}
      reason={plan.data === undefined ? 'The plan is being made.' : inUse}
      onSubmit={() =>
        rollBack.mutate({
          path: { version },
          body: { expected_version: plan.data?.live_version ?? 0, note: note.trim() === '' ? null : note.trim() },
        })
      }
    >
      <Text size="sm">
        The files of version {version} are published as a new version. What customers have stays as it is.
      </Text>
      <Shown query={plan} rows={3}>
        {(found) => (
          <>
            <WarningList plan={found} />
            {found.changes.length === 0 ? (
              <Text size="sm">Nothing would be different.</Text>
            ) : (
              <ChangeTable label="What will be different" changes={found.changes} document={draft.document} />
            )}
          </>
        )}
      </Shown>
      <Textarea label="Note" maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  );
}
