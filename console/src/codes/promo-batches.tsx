// The batches of a list: made here or uploaded, how far each is, and taking one back.

import type { Schemas } from '@laurel/sdk';
import { Anchor, FileInput, Group, NumberInput, Progress, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { pages, refresh, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { upload } from '../api/upload.ts';
import { ConfirmDialog, FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Status } from '../parts/status.tsx';
import { BATCH_STATUSES } from './words.ts';

type Batch = Schemas['PromoGeneration'];
const REFRESHES = ['listPromoGenerations', 'getPromoList', 'listPromoCodes'] as const;
/** While a batch is being made or taken back. */
const WATCH_MS = 1_000;
const isMoving = ({ status }: Batch): boolean =>
  status === 'waiting' || status === 'running' || status === 'cancelling';

export function PromoBatches({ list }: { list: Schemas['PromoListInFull'] }) {
  const [isOpen, dialog] = useDisclosure(false);
  const [taken, setTaken] = useState<Batch | null>(null);
  const notAllowed = useReason('codes:write');
  const query = useInfiniteQuery({
    ...pages('listPromoGenerations', { path: { list: list.list } }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isMoving)) === true ? WATCH_MS : false,
  });
  const isUpload = list.kind === 'third_party';
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2}>Batches</Title>
        <ReasonedButton variant="default" reason={notAllowed} onClick={dialog.open}>
          {isUpload ? 'Upload codes' : 'Generate codes'}
        </ReasonedButton>
      </Group>
      <PagedRows
        label="Batches"
        query={query}
        rowKey={({ id }) => id}
        columns={columnsOf(list.list, notAllowed, setTaken)}
        empty={<Text c="dimmed">No codes yet.</Text>}
      />
      {isUpload ? (
        <UploadCodes list={list.list} isOpen={isOpen} onClose={dialog.close} />
      ) : (
        <GenerateCodes list={list.list} isOpen={isOpen} onClose={dialog.close} />
      )}
      {taken === null ? null : <TakeBack batch={taken} onClose={() => setTaken(null)} />}
    </Stack>
  );
}

function columnsOf(
  list: string,
  notAllowed: string | null,
  takeBack: (batch: Batch) => void,
): readonly Column<Batch>[] {
  return [
    { header: 'Status', cell: ({ status }) => <Status {...BATCH_STATUSES[status]} />, width: 120 },
    { header: 'Made', cell: (batch) => <BatchProgress batch={batch} /> },
    { header: 'Prefix', cell: ({ kind, prefix }) => (kind === 'uploaded' ? 'uploaded' : prefix || '–') },
    {
      header: 'Asked for',
      cell: ({ created_at, by }) => (
        <>
          <Instant at={created_at} /> by {by}
        </>
      ),
    },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (batch) => (
        <Group gap="sm" justify="flex-end" wrap="nowrap" style={{ whiteSpace: 'nowrap' }}>
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/codes/lists/$list" params={{ list }} search={{ batch: batch.id }} {...props} />
            )}
          >
            Show codes
          </Anchor>
          <Anchor
            size="sm"
            href={`/v1/promo-lists/${encodeURIComponent(list)}/codes.csv?generation=${batch.id}`}
            download
          >
            Export codes
          </Anchor>
          <ReasonedButton
            size="compact-sm"
            variant="subtle"
            color="red"
            reason={notAllowed ?? (batch.status.startsWith('cancel') ? 'It was taken back.' : null)}
            onClick={() => takeBack(batch)}
          >
            Take batch back
          </ReasonedButton>
        </Group>
      ),
    },
  ];
}

function BatchProgress({ batch }: { batch: Batch }) {
  const { made, wanted, cancelled, error } = batch;
  return (
    <Stack gap={2} maw={220}>
      <Text size="sm">
        {count(made)} of {count(wanted)}
        {cancelled === 0 ? '' : `, ${count(cancelled)} cancelled`}
        {error === null ? '' : `: ${error}`}
      </Text>
      {isMoving(batch) ? (
        <Progress value={wanted === 0 ? 0 : (100 * made) / wanted} aria-label="How far the batch is" size="sm" />
      ) : null}
    </Stack>
  );
}

type DialogProps = { readonly list: string; readonly isOpen: boolean; readonly onClose: () => void };

function GenerateCodes({ list, isOpen, onClose }: DialogProps) {
  const [wanted, setWanted] = useState<number | string>(1_000);
  const [prefix, setPrefix] = useState('');
  const generate = useChange('generatePromoCodes', { refreshes: REFRESHES, onDone: onClose });
  const ask = () => generate.mutate({ path: { list }, body: { count: Number(wanted), prefix } });
  const reason = Number(wanted) >= 1 ? null : 'Say how many first.';
  return (
    <FormDialog
      title="Generate codes"
      verb="Generate codes"
      isOpen={isOpen}
      isBusy={generate.isPending}
      error={generate.error}
      reason={reason}
      onClose={onClose}
      onSubmit={ask}
    >
      <NumberInput
        label="How many"
        min={1}
        allowDecimal={false}
        thousandSeparator=","
        value={wanted}
        onChange={setWanted}
        required
      />
      <TextInput
        label="Prefix"
        description="Letters and digits before the 15 random ones; may be empty."
        value={prefix}
        onChange={(event) => setPrefix(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function UploadCodes({ list, isOpen, onClose }: DialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const client = useQueryClient();
  const sending = useMutation<void, Error, File>({
    mutationFn: (chosen) => upload(`/v1/promo-lists/${encodeURIComponent(list)}/codes`, chosen, 'text/csv'),
    onSuccess: async () => {
      await refresh(client, REFRESHES);
      notifications.show({ message: 'The codes are uploaded. Those that were there already are left out.' });
      onClose();
    },
  });
  return (
    <FormDialog
      title="Upload codes"
      verb="Upload codes"
      isOpen={isOpen}
      isBusy={sending.isPending}
      error={sending.error}
      reason={file === null ? 'Choose a file first.' : null}
      onClose={onClose}
      onSubmit={() => file !== null && sending.mutate(file)}
    >
      <FileInput
        label="File of codes"
        description="CSV in UTF-8 with a column “code”, or with one column."
        accept=".csv,.txt,text/csv"
        value={file}
        onChange={setFile}
        required
      />
    </FormDialog>
  );
}

function TakeBack({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const cancel = useChange('cancelPromoGeneration', { refreshes: REFRESHES, onDone: onClose });
  return (
    <ConfirmDialog
      title="Take the batch back"
      verb="Take batch back"
      isOpen
      isDanger
      asksReason
      isBusy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onConfirm={(reason) => cancel.mutate({ path: { list: batch.list, generation: batch.id }, body: { reason } })}
    >
      None of its codes that are not claimed yet can be claimed any more. This cannot be undone.
    </ConfirmDialog>
  );
}
