// Changes how the account stands, whether the customer takes part, and what they agreed to be written to about.
import { Checkbox, Fieldset, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors, useChange } from '../api/laurel.ts';
import { channelWord } from '../messages/words.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { tell } from '../parts/outcome.tsx';
import type { Customer, Patch } from './profile-fields.ts';

const CHANNELS = ['email', 'sms', 'push', 'whatsapp', 'flow'];
const STATUSES = [
  { value: 'good', label: 'Good' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'closed', label: 'Closed' },
];

export function EditStanding({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const [status, setStatus] = useState<Customer['status']>(customer.status);
  const [isIn, setIn] = useState(customer.opted_in);
  const [source, setSource] = useState('');
  const given = Object.fromEntries(Object.entries(customer.consents).map(([channel, one]) => [channel, one.given]));
  const [consents, setConsents] = useState<Readonly<Record<string, boolean>>>(given);
  const channels = [...new Set([...CHANNELS, ...Object.keys(given)])];
  const edited = Object.entries(consents).filter(([channel, is]) => (given[channel] ?? false) !== is);
  const update = useChange('updateCustomer', {
    onDone: (result) => {
      tell(result, 'Status and consents changed.');
      onClose();
    },
  });
  const errors = fieldErrors(update.error);
  const body: Patch = {
    ...(status === customer.status ? {} : { status }),
    ...(isIn === customer.opted_in ? {} : { opted_in: isIn }),
    ...(isIn && !customer.opted_in && source.trim() !== '' ? { opt_in_source: source.trim() } : {}),
    ...(edited.length === 0 ? {} : { consents: Object.fromEntries(edited) }),
  };
  return (
    <FormDialog
      isOpen
      title="Change status and consents"
      verb="Change status and consents"
      reason={Object.keys(body).length === 0 ? 'Nothing is changed yet.' : null}
      error={update.error}
      isBusy={update.isPending}
      onClose={onClose}
      onSubmit={() => update.mutate({ path: { customer: customer.id }, body })}
    >
      <NativeSelect
        label="Account status"
        data={STATUSES}
        value={status}
        onChange={(event) => setStatus(statusOf(event.currentTarget.value))}
        error={errors.status}
      />
      <Checkbox
        label="Takes part in the programme (opted in)"
        checked={isIn}
        onChange={(event) => setIn(event.currentTarget.checked)}
      />
      {isIn && !customer.opted_in ? (
        <TextInput
          label="Source of the opt-in"
          placeholder="such as phone"
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
      ) : null}
      <Fieldset legend="Agreed to marketing by" variant="unstyled">
        <Group gap="lg" mt={4}>
          {channels.map((channel) => (
            <Checkbox
              key={channel}
              label={channelWord(channel)}
              checked={consents[channel] ?? false}
              onChange={(event) => setConsents({ ...consents, [channel]: event.currentTarget.checked })}
            />
          ))}
        </Group>
      </Fieldset>
    </FormDialog>
  );
}

function statusOf(value: string): Customer['status'] {
  return value === 'suspended' || value === 'closed' ? value : 'good';
}
