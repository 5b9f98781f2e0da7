// Asks a customer-data platform's sync to send, tag or untag customers: named ones, each answered on its own, or all of a search,
// by a run. What came of it is told afterwards by each customer's state.
import type { GivenTo, ResultOf } from '@laurel/sdk';
import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isCode, read, useChange } from '../api/laurel.ts';
import { customersText, ResultsDialog } from '../customers/results-dialog.tsx';
import type { CustomerSearch } from '../customers/search.ts';
import { RunningChange } from '../customers/tag-dialog.tsx';
import { FormDialog } from '../parts/dialog.tsx';

export type SyncAction = GivenTo<'actOnSyncedCustomers'>['body']['action'];

type Named = { readonly id: string; readonly name: string };
/** Those named, or everybody whom a search finds: `number` in words. */
type Asked = { readonly named: readonly Named[] } | { readonly search: CustomerSearch; readonly number: string };

const ACTION_WORDS = {
  push: { verb: 'Push', done: 'on their way', about: 'They are sent whether anything has changed or not.' },
  tag: { verb: 'Tag', done: 'on their way with the tag', about: 'They carry the Loyalty tag there.' },
  untag: {
    verb: 'Untag',
    done: 'on their way without the tag',
    about: 'The Loyalty tag is taken off there, and stays off until somebody tags them again.',
  },
} as const satisfies { readonly [action in SyncAction]: object };
const CHANGES = { push: 'push', tag: 'sync_tag', untag: 'sync_untag' } as const;

const CHOICES = [
  { value: 'push', label: 'Everything again' },
  { value: 'tag', label: 'With the Loyalty tag' },
  { value: 'untag', label: 'Without the Loyalty tag' },
] as const;

type AskDialogProps = {
  /** Left out: chosen in the dialog. */
  readonly action?: SyncAction;
  readonly asked: Asked;
  /** Left out: chosen of those that are set up. */
  readonly connection?: string;
  readonly onClose: () => void;
};

export function AskDialog({ action: given, asked, connection: only, onClose }: AskDialogProps) {
  const [action, setAction] = useState<SyncAction>(given ?? 'push');
  const connections = useQuery({ ...read('listSyncConnections', {}), enabled: only === undefined });
  const [chosen, setChosen] = useState<string | null>(null);
  const choices = (connections.data?.items ?? []).filter(({ set_up_at: setUpAt }) => setUpAt !== null);
  const connection = only ?? chosen ?? choices[0]?.connection;
  const named = useChange('actOnSyncedCustomers', {
    refreshes: ['listSyncedCustomers', 'getCustomerSync', 'getSyncStatus'],
  });
  const all = useChange('startCustomerChange', { refreshes: ['listRuns', 'getSyncStatus'] });
  const { verb, about } = ACTION_WORDS[action];
  if (named.data !== undefined && 'named' in asked)
    return <Results results={named.data} named={asked.named} action={action} onClose={onClose} />;
  if (all.data !== undefined) return <RunningChange run={all.data.id} verb={verb} onClose={onClose} />;
  const error = connections.error ?? named.error ?? all.error;
  const submit = (): void => {
    if (connection === undefined) return;
    if ('named' in asked)
      named.mutate({ path: { connection }, body: { action, customers: asked.named.map(({ id }) => id) } });
    else all.mutate({ body: { change: { kind: CHANGES[action], connection }, search: asked.search } });
  };
  const title = `${verb} ${'named' in asked ? customersText(asked.named.length) : asked.number}`;
  return (
    <FormDialog
      isOpen
      title={title}
      verb={title}
      isBusy={named.isPending || all.isPending}
      reason={connection === undefined ? 'No customer-data platform is set up.' : null}
      error={isCode(error, 'run_in_progress') ? new Error('The same is under way already.') : error}
      onClose={onClose}
      onSubmit={submit}
    >
      {given === undefined ? (
        <NativeSelect
          label="What is sent"
          data={CHOICES}
          value={action}
          onChange={(event) =>
            setAction(CHOICES.find(({ value }) => value === event.currentTarget.value)?.value ?? action)
          }
        />
      ) : null}
      <Text size="sm">{about} Who did not opt in, a test persona, or who wants no processing is not sent.</Text>
      {choices.length < 2 ? null : (
        <NativeSelect
          label="Platform"
          data={choices.map((one) => ({ value: one.connection, label: `${one.title} (${one.connection})` }))}
          value={connection ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}

type ResultsProps = {
  readonly results: ResultOf<'actOnSyncedCustomers'>;
  readonly named: readonly Named[];
  readonly action: SyncAction;
  readonly onClose: () => void;
};

function Results({ results: { queued, refused, results }, named, action, onClose }: ResultsProps) {
  const told = results.map((one) => {
    const { id = '', name = '' } = named[one.index] ?? {};
    return { key: id, text: `${name}: ${'error' in one ? one.error.detail : ACTION_WORDS[action].done}` };
  });
  return (
    <ResultsDialog
      title={`${customersText(queued)} ${ACTION_WORDS[action].done}`}
      status={refused === 0 ? 'Sent within seconds.' : `${customersText(refused)} refused.`}
      lines={told}
      isLong
      onClose={onClose}
    />
  );
}
