// Setting a connection up, step by step: its address and key, whether the key is right, what is missing there, and the start.
import type { Schemas } from '@laurel/sdk';
import { Alert, List, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Change, read, sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { Section } from '../settings/section.tsx';
import { SetupAccess } from './setup-access.tsx';
import { SetupOptions } from './setup-options.tsx';
import { SetupPlan } from './setup-plan.tsx';
import type { Connection } from './words.ts';

type Check = Schemas['SyncCheck'];

export function SetupTab() {
  const { connection } = useParams({ from: '/frame/settings/sync/$connection/setup' });
  const query = useQuery(read('getSyncConnection', { path: { connection } }));
  return <Shown query={query}>{(found) => <Steps key={found.access.updated_at} connection={found} />}</Shown>;
}

function Steps({ connection }: { connection: Connection }) {
  const check = useChange('checkSyncConnection', { refreshes: [] });
  const isSet = connection.access.missing.length === 0;
  return (
    <Stack maw={820}>
      <SetupAccess connection={connection} isNext={!isSet} />
      <Checking connection={connection} check={check} isNext={isSet && check.data?.ok !== true} />
      <Making connection={connection} isChecked={check.data?.ok === true} />
      <SetupOptions connection={connection} />
    </Stack>
  );
}

const CHECK_COLUMNS: readonly Column<Check['lines'][number]>[] = [
  { header: 'What', cell: ({ what }) => what },
  { header: 'Result', width: 120, cell: ({ ok }) => <Status {...(ok ? CAN : CANNOT)} /> },
  { header: 'Reason', cell: ({ reason }) => reason ?? '–' },
];
const CAN = { word: 'works', tone: 'good' } as const;
const CANNOT = { word: 'refused', tone: 'bad' } as const;

type CheckingProps = {
  readonly connection: Connection;
  readonly check: Change<'checkSyncConnection'>;
  readonly isNext: boolean;
};

function Checking({ connection: { connection, access, title }, check, isNext }: CheckingProps) {
  const refused = useReason('sync:write');
  const missing = access.missing.length === 0 ? null : 'Set address and key first.';
  return (
    <Section
      title="2 Check"
      intro={`Asks ${title} whether the key is right and may do what is needed. Nothing is changed there.`}
      action={
        <ReasonedButton
          variant={isNext ? 'filled' : 'default'}
          reason={refused ?? missing}
          loading={check.isPending}
          onClick={() => check.mutate({ path: { connection } })}
        >
          Check connection
        </ReasonedButton>
      }
    >
      {check.error === null ? null : <Refusal error={check.error} />}
      {check.data === undefined ? null : (
        <Rows label="Check" columns={CHECK_COLUMNS} rows={check.data.lines} rowKey={({ what }) => what} />
      )}
    </Section>
  );
}

function Refusal({ error }: { error: unknown }) {
  return (
    <Alert color="red" variant="light" role="alert">
      {sentenceOf(error)}
    </Alert>
  );
}

const REFRESHES = [
  'getSyncConnection',
  'listSyncConnections',
  'getSyncStatus',
  'planSyncSetup',
  'getSyncMapping',
] as const;

function Making({ connection, isChecked }: { connection: Connection; isChecked: boolean }) {
  const { connection: name, title, set_up_at: setUpAt } = connection;
  const refused = useReason('sync:write');
  const path = { connection: name };
  const plan = useQuery({ ...read('planSyncSetup', { path }), enabled: isChecked, staleTime: 0 });
  const apply = useChange('applySyncSetup', {
    refreshes: REFRESHES,
    onDone: ({ made }) =>
      notifications.show({ message: made === 0 ? 'The sync runs.' : `${made} made there. The sync runs.` }),
  });
  const conflicts = plan.data?.conflicts ?? [];
  return (
    <Section
      title="3 Set up and start"
      intro={
        setUpAt === null ? (
          `What ${title} lacks is made there; then members who opted in are sent from then on.`
        ) : (
          <>
            Set up <Instant at={setUpAt} />. What is missing meanwhile is made when it is set up again.
          </>
        )
      }
      action={
        <ReasonedButton
          variant={isChecked ? 'filled' : 'default'}
          reason={refused ?? whyNot(isChecked, plan.data !== undefined, conflicts.length)}
          loading={apply.isPending}
          onClick={() => apply.mutate({ path })}
        >
          Set up and start
        </ReasonedButton>
      }
    >
      {conflicts.length === 0 ? null : <Conflicts name={name} conflicts={conflicts} />}
      {apply.error === null ? null : <Refusal error={apply.error} />}
      {isChecked ? (
        <Shown query={plan} rows={3}>
          {(found) => <SetupPlan plan={found} title={title} />}
        </Shown>
      ) : null}
    </Section>
  );
}

function whyNot(isChecked: boolean, isPlanned: boolean, conflicts: number): string | null {
  if (!isChecked) return 'Check the connection first.';
  if (!isPlanned) return 'What is there is not known yet.';
  return conflicts === 0 ? null : 'Resolve the conflicts first.';
}

type ConflictsProps = { readonly name: string; readonly conflicts: Schemas['SyncSetup']['conflicts'] };

function Conflicts({ name, conflicts }: ConflictsProps) {
  const title =
    conflicts.length === 1
      ? 'One conflict: nothing can be set up'
      : `${conflicts.length} conflicts: nothing can be set up`;
  return (
    <Alert color="red" title={title} role="alert">
      <Stack gap="xs">
        <List size="sm">
          {conflicts.map((one) => (
            <List.Item key={`${one.kind} ${one.name}`}>{one.problem}</List.Item>
          ))}
        </List>
        <Text size="sm">
          What is there cannot be changed from here. Rename or retype the field in the{' '}
          <TextLink to={`/settings/sync/${name}/mapping`} isWithin>
            mapping
          </TextLink>
          , or remove it on the platform; then check again.
        </Text>
      </Stack>
    </Alert>
  );
}
