// A test send: one message of the live programme for one customer, now, to an address of one's choice; and how it went.
import type { Schemas } from '@laurel/sdk';
import { Alert, Anchor, Autocomplete, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, sentenceOf, useChange } from '../api/laurel.ts';
import { may, useMe, useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { CustomerSelect } from './own-customers.tsx';
import { Section } from './section.tsx';

export function TestSend({ provider }: { provider: string }) {
  const [message, setMessage] = useState('');
  const [customer, setCustomer] = useState<string | null>(null);
  const [to, setTo] = useState('');
  const messages = useMessageNames();
  const test = useChange('testMessage', { refreshes: ['getProvider'] });
  const refused = useReason('messages:write');
  const missing = message === '' ? 'Choose a message first.' : customer === null ? 'Choose a customer first.' : null;
  const send = (): void => {
    if (customer === null) return;
    const address = to.trim() === '' ? {} : { to: to.trim() };
    test.mutate({ path: { message }, body: { customer, provider, ...address } });
  };
  return (
    <Section
      title="Test send"
      intro="Sends one message once, now, to the address given or else to the customer. Consent, quiet hours and pauses are not asked."
    >
      <Group gap="sm" align="flex-end">
        <Autocomplete label="Message" data={[...messages]} value={message} onChange={setMessage} />
        <CustomerSelect chosen={customer} onChoose={setCustomer} label="As for the customer" />
        <TextInput
          label="Send to"
          placeholder="the customer’s own address"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <ReasonedButton variant="default" reason={refused ?? missing} loading={test.isPending} onClick={send}>
          Send test
        </ReasonedButton>
      </Group>
      {test.error === null ? null : (
        <Alert color="red" variant="light" role="alert">
          {sentenceOf(test.error)}
        </Alert>
      )}
      {test.data === undefined ? null : <Outcome sent={test.data} />}
    </Section>
  );
}

const OUTCOMES = {
  delivered: 'Delivered: the provider took it.',
  tray: 'Kept in the tray: the provider has no address yet.',
  dead: 'Not delivered.',
} as const;

function Outcome({ sent }: { sent: Schemas['MessageTest'] }) {
  const { status, receiver_status, reason, response } = sent;
  return (
    <Alert color={status === 'dead' ? 'red' : 'laurel'} variant="light" role="status" title={OUTCOMES[status]}>
      <Stack gap="xs">
        {status === 'tray' ? (
          <Anchor href="/tray" size="sm">
            See it in the tray
          </Anchor>
        ) : null}
        {reason === null ? null : <Text size="sm">{reason}</Text>}
        {receiver_status === null ? null : <Text size="sm">The provider answered {receiver_status}.</Text>}
        {response === '' ? null : (
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {response}
          </Code>
        )}
      </Stack>
    </Alert>
  );
}

/** Of the live programme; whoever may not read it types the name. */
function useMessageNames(): readonly string[] {
  const me = useMe();
  const programme = useQuery({ ...read('getProgramme', {}), enabled: may(me, 'programme:read') });
  const messages = programme.data?.document.messages;
  return typeof messages === 'object' && messages !== null ? Object.keys(messages) : [];
}
