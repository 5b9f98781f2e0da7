// What a member would be sent, as the form stands now, and sending the live version once. Consent and quiet hours are not asked.
import { Alert, Group, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Status } from '../parts/status.tsx';
import type { Definition } from '../programme/save-entry.ts';
import { SentBody } from './sent-body.tsx';
import { ATTEMPTS } from './words.ts';

type Props = {
  readonly message: string;
  readonly definition: Definition;
  /** Only what is live is sent as a test. */
  readonly isLive: boolean;
  readonly providers: readonly string[];
};

export function TemplateTrial({ message, definition, isLive, providers }: Props) {
  const [customer, setCustomer] = useState('');
  const [provider, setProvider] = useState<string | null>(null);
  const [isTesting, testing] = useDisclosure(false);
  const notAllowed = useReason('messages:write');
  const preview = useChange('previewMessage', { refreshes: [] });
  const missing = customer.trim() === '' ? 'Name a customer first.' : null;
  const asked = { customer: customer.trim(), ...(provider === null ? {} : { provider }) };
  return (
    <Paper withBorder p="md" component="section" aria-label="Preview">
      <Stack gap="sm">
        <Title order={2}>Preview</Title>
        <TextInput
          label="For the customer"
          description="An id, or type:value, such as external:4711."
          value={customer}
          onChange={(event) => setCustomer(event.currentTarget.value)}
        />
        <Select
          label="Through the provider"
          data={[...providers]}
          value={provider}
          placeholder="The first of the message"
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the provider' }}
          onChange={setProvider}
        />
        <Group gap="xs">
          <ReasonedButton
            variant="default"
            reason={missing}
            loading={preview.isPending}
            onClick={() => preview.mutate({ path: { message }, body: { ...asked, definition } })}
          >
            Preview message
          </ReasonedButton>
          <ReasonedButton
            variant="default"
            reason={notAllowed ?? missing ?? (isLive ? null : 'It is not live yet.')}
            onClick={testing.open}
          >
            Send test
          </ReasonedButton>
        </Group>
        {preview.error === null ? null : (
          <Alert color="red" variant="light" role="alert">
            {sentenceOf(preview.error)}
          </Alert>
        )}
        {preview.data === undefined ? null : <SentBody request={preview.data.request} />}
        <TestDialog message={message} asked={asked} isOpen={isTesting} onClose={testing.close} />
      </Stack>
    </Paper>
  );
}

type TestProps = {
  readonly message: string;
  readonly asked: { readonly customer: string; readonly provider?: string };
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

function TestDialog({ message, asked, isOpen, onClose }: TestProps) {
  const [to, setTo] = useState('');
  const test = useChange('testMessage', { refreshes: ['listMessages'] });
  const send = () =>
    test.mutate({ path: { message }, body: { ...asked, ...(to.trim() === '' ? {} : { to: to.trim() }) } });
  return (
    <FormDialog
      title="Send the live version once"
      verb="Send test"
      isOpen={isOpen}
      isBusy={test.isPending}
      error={test.error}
      onClose={onClose}
      onSubmit={send}
    >
      <Text size="sm">It is sent at once, whatever consent, quiet hours and pauses say, and never tried again.</Text>
      <TextInput
        label="To"
        description="An e-mail address or telephone number; empty: the customer's own."
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      {test.data === undefined ? null : (
        <Text size="sm" role="status">
          <Status {...ATTEMPTS[test.data.result]} /> {test.data.response.slice(0, 200)}
        </Text>
      )}
    </FormDialog>
  );
}
