// An export of the customer's data: identity made sure of first, then asked for, then watched until it can be downloaded.
import { Anchor, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';
import { IDENTITY_METHODS, type IdentityMethod, methodOf, type PrivacyRequest } from './privacy-words.ts';

/** How often an export under way is looked at; the file is there within a second or two. */
const WATCH_MS = 1_500;

const FORMATS = [
  { value: 'csv', label: 'One CSV file' },
  { value: 'zip', label: 'A ZIP of CSV files, one for each kind of data' },
];

export function DataAccess() {
  const reason = useReason('privacy:write');
  const [isVerified, setIsVerified] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Stack gap="xs" align="flex-start">
      <Checkbox
        label="I have verified the customer's identity"
        checked={isVerified}
        onChange={(event) => setIsVerified(event.currentTarget.checked)}
      />
      <ReasonedButton
        variant="default"
        reason={reason ?? (isVerified ? null : "Verify the customer's identity first.")}
        onClick={() => setIsAsking(true)}
      >
        Export
      </ReasonedButton>
      <LatestExport />
      {isAsking ? <ExportDialog onClose={() => setIsAsking(false)} /> : null}
    </Stack>
  );
}

function ExportDialog({ onClose }: { onClose: () => void }) {
  const customer = useCustomer();
  const [method, setMethod] = useState<IdentityMethod | null>(null);
  const [format, setFormat] = useState<'zip' | 'csv'>('csv');
  const act = useAct('requestExport', { said: 'The export is under way.', onDone: onClose });
  return (
    <FormDialog
      isOpen
      title="Export the customer's data"
      verb="Yes, export"
      reason={method === null ? 'Say how identity was verified.' : null}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        if (method !== null) act.mutate({ path: { customer }, body: { identity: { method }, format } });
      }}
    >
      <Select
        label="How identity was verified"
        required
        data={[...IDENTITY_METHODS]}
        value={method}
        onChange={(value) => setMethod(methodOf(value))}
      />
      <Select
        label="Format"
        allowDeselect={false}
        data={FORMATS}
        value={format}
        onChange={(value) => setFormat(value === 'zip' ? 'zip' : 'csv')}
      />
    </FormDialog>
  );
}

function LatestExport() {
  const customer = useCustomer();
  const latest = useQuery({
    ...read('listCustomerPrivacyRequests', { path: { customer }, query: { kind: 'export', limit: 1 } }),
    refetchInterval: ({ state }) => (state.data?.items[0]?.status === 'in_progress' ? WATCH_MS : false),
  });
  return (
    <Shown query={latest} rows={1}>
      {({ items: [request] }) =>
        request === undefined ? <Text size="sm">No export so far.</Text> : <ExportState request={request} />
      }
    </Shown>
  );
}

function ExportState({ request }: { request: PrivacyRequest }) {
  if (request.status === 'in_progress')
    return (
      <Text size="sm">
        <Status word="Export data – in progress" tone="warn" />
      </Text>
    );
  return (
    <Group gap="xs">
      <Text size="sm">
        <Status word="Export data – completed" tone="good" />
      </Text>
      <DownloadLink request={request} />
    </Group>
  );
}

export function DownloadLink({ request }: { request: PrivacyRequest }) {
  const { expires_at: expires, customer_id: customer, id } = request;
  if (expires !== null && Date.parse(expires) < Date.now()) return <Text size="sm">The file is no longer kept.</Text>;
  return (
    <Text size="sm">
      <Anchor href={`/v1/customers/${customer}/privacy/exports/${id}/file`} download inherit>
        Download report
      </Anchor>
      {expires === null ? null : (
        <>
          , kept until <Instant at={expires} />
        </>
      )}
    </Text>
  );
}
