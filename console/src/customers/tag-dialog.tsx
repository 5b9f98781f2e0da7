// Tags or untags the selected customers and tells what became of it: of named ones at once, of a search while a run goes on.
import { Alert, Autocomplete, Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isCode, read, useChange } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Shown } from '../parts/states.tsx';
import { type Total, totalWords } from './customer-list.tsx';
import { customersText, ResultsDialog } from './results-dialog.tsx';
import type { CustomerSearch } from './search.ts';
import type { Selection } from './selection-bar.tsx';

export type ChangeKind = 'tag' | 'untag';
const WORDS = {
  tag: { verb: 'Tag', done: 'tagged' },
  untag: { verb: 'Untag', done: 'untagged' },
} as const;

type Props = {
  readonly kind: ChangeKind;
  readonly selection: Selection;
  readonly search: CustomerSearch;
  readonly total: Total | undefined;
  readonly onClose: () => void;
};

export function TagDialog({ kind, selection, search, total, onClose }: Props) {
  const [tag, setTag] = useState('');
  const words = useQuery(read('getProgrammeWords', {}));
  const named = useChange('changeCustomers', { refreshes: ['listTags'] });
  const all = useChange('startCustomerChange', { refreshes: ['listRuns'] });
  const { verb, done } = WORDS[kind];
  const whom = selection.isAll ? allWords(total) : customersText(selection.ids.size);
  const submit = (): void => {
    const change = kind === 'tag' ? { kind, tag: tag.trim(), ttl_seconds: null } : { kind, tag: tag.trim() };
    if (selection.isAll) all.mutate({ body: { change, search } });
    else named.mutate({ body: { change, customers: [...selection.ids] } });
  };
  if (named.data !== undefined) return <Results results={named.data} done={done} onClose={onClose} />;
  if (all.data !== undefined) return <RunningChange run={all.data.id} verb={verb} onClose={onClose} />;
  const error = named.error ?? all.error;
  return (
    <FormDialog
      isOpen
      title={`${verb} ${whom}`}
      verb={`${verb} ${whom}`}
      isBusy={named.isPending || all.isPending}
      reason={tag.trim() === '' ? 'Name the tag first.' : null}
      error={isCode(error, 'run_in_progress') ? new Error('The same is under way already.') : error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Autocomplete
        label="Tag"
        required
        data-autofocus
        maxLength={100}
        value={tag}
        onChange={setTag}
        data={words.data?.tags.map(({ name }) => name) ?? []}
        description={kind === 'tag' ? 'Who has it already is counted up.' : 'Who does not have it stays as they are.'}
      />
    </FormDialog>
  );
}

export function allWords(total: Total | undefined): string {
  return total === undefined ? 'all of the search' : `${totalWords(total)} customers`;
}

type Result = { readonly index: number; readonly status: number; readonly error?: { readonly detail: string } };
type ResultsProps = {
  readonly results: { readonly accepted: number; readonly refused: number; readonly results: readonly Result[] };
  readonly done: string;
  readonly onClose: () => void;
};

function Results({ results, done, onClose }: ResultsProps) {
  const refused = results.results.flatMap(({ index, error }) =>
    error === undefined ? [] : [{ key: index, text: error.detail }],
  );
  return (
    <ResultsDialog
      title={`${customersText(results.accepted)} ${done}`}
      status={results.refused === 0 ? 'All of them.' : `${customersText(results.refused)} could not be ${done}:`}
      lines={refused}
      onClose={onClose}
    />
  );
}

const LOOK_EVERY_MS = 1_000;

/** A change of all of a search while it goes on. */
export function RunningChange({ run: id, verb, onClose }: { run: string; verb: string; onClose: () => void }) {
  const query = useQuery({
    ...read('getCustomerChange', { path: { run: id } }),
    refetchInterval: ({ state }) => (isOver(state.data?.status) ? false : LOOK_EVERY_MS),
  });
  const cancel = useChange('cancelCustomerChange', { refreshes: ['getCustomerChange', 'listRuns'] });
  return (
    <Modal opened onClose={onClose} title={`${verb} all of the search`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Shown query={query} rows={2}>
        {(run) => (
          <Stack gap="sm">
            <Progress value={percent(run)} aria-label="Progress" />
            <Text size="sm" role="status">
              {sentence(run)}
            </Text>
            {run.error === null ? null : (
              <Alert color="red" variant="light" role="alert">
                {run.error}
              </Alert>
            )}
            <Text size="sm" c="dimmed">
              It goes on when this is closed. Home shows how far it is.
            </Text>
            <Group justify="flex-end" gap="xs">
              {isOver(run.status) ? null : (
                <Button
                  variant="default"
                  loading={cancel.isPending}
                  onClick={() => cancel.mutate({ path: { run: id } })}
                >
                  Stop
                </Button>
              )}
              <Button onClick={onClose}>Close</Button>
            </Group>
          </Stack>
        )}
      </Shown>
    </Modal>
  );
}

type Run = {
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly total: number | null;
  readonly visited: number;
  readonly changed: number;
};

function isOver(status: Run['status'] | undefined): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled';
}

function percent({ status, total, visited }: Run): number {
  if (status === 'done') return 100;
  return total === null || total === 0 ? 0 : Math.min(100, (visited / total) * 100);
}

function sentence({ status, total, visited, changed }: Run): string {
  const of = total === null ? '' : ` of ${count(total)}`;
  if (status === 'waiting') return 'Waiting for its turn.';
  if (status === 'running') return `${count(visited)}${of} looked at, ${count(changed)} changed.`;
  const end = { done: 'Done', failed: 'Failed', cancelled: 'Stopped' }[status];
  return `${end}: ${count(visited)}${of} looked at, ${count(changed)} changed.`;
}
