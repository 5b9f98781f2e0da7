// Adds a profile, or a test persona, which counts in no figure. All faults are told beside their fields at once.

import type { Schemas } from '@laurel/sdk';
import { Alert, Button, Checkbox, Group, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { fieldErrors, read, sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { type Attribute, AttributeField, attributeValue } from '../parts/attribute-field.tsx';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Page } from '../parts/page.tsx';

type Texts = { readonly [name: string]: string };

const FIELDS = [
  { name: 'first_name', label: 'First name', path: 'first_name' },
  { name: 'last_name', label: 'Last name', path: 'last_name' },
  { name: 'email', label: 'E-mail', path: 'email', type: 'email' },
  { name: 'phone', label: 'Phone', path: 'phones.0.number', type: 'tel' },
  { name: 'birth_on', label: 'Date of birth', path: 'birth_on', type: 'date' },
  { name: 'external_id', label: 'External id', path: 'identifiers.0.value' },
  { name: 'language', label: 'Language', path: 'language' },
  { name: 'country', label: 'Country', path: 'country' },
] as const;

export function AddCustomer() {
  const navigate = useNavigate();
  const words = useQuery(read('getProgrammeWords', {}));
  const [texts, setTexts] = useState<Texts>({});
  const [custom, setCustom] = useState<Texts>({});
  const [isOptedIn, setIsOptedIn] = useState(false);
  const [isPersona, setIsPersona] = useState(false);
  const create = useChange('createCustomer', {
    refreshes: ['searchCustomers', 'countCustomers', 'getOverview'],
    onDone: ({ customer }) => navigate({ to: '/customers/$customer', params: { customer: customer.id } }),
  });
  const reason = useReason('customers:write');
  const attributes = words.data?.attributes ?? [];
  const faults = fieldErrors(create.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = bodyOf(texts, { attributes, custom });
    create.mutate({ body: { ...body, opted_in: isOptedIn, test_persona: isPersona } });
  };
  const verb = isPersona ? 'Add test persona' : 'Add profile';
  return (
    <Page title={verb} back={{ to: '/customers', label: 'Customers' }}>
      <form onSubmit={submit} aria-label={verb} noValidate>
        <Stack maw={720}>
          <SimpleGrid cols={2}>
            {FIELDS.map((field) => (
              <TextInput
                key={field.name}
                label={field.label}
                type={'type' in field ? field.type : 'text'}
                value={texts[field.name] ?? ''}
                error={faults[field.path]}
                onChange={(event) => setTexts({ ...texts, [field.name]: event.currentTarget.value })}
              />
            ))}
          </SimpleGrid>
          {attributes.length === 0 ? null : <Title order={2}>Attributes of the programme</Title>}
          <SimpleGrid cols={2}>
            {attributes.map((attribute) => (
              <AttributeField
                key={attribute.name}
                attribute={attribute}
                value={custom[attribute.name] ?? ''}
                error={faults[`custom.${attribute.name}`]}
                onChange={(value) => setCustom({ ...custom, [attribute.name]: value })}
              />
            ))}
          </SimpleGrid>
          <Checkbox
            label="Takes part in the programme (opted in)"
            checked={isOptedIn}
            onChange={(event) => setIsOptedIn(event.currentTarget.checked)}
          />
          <Checkbox
            label="Test persona"
            description="For trying things out: counts in no figure, and no message leaves the house."
            checked={isPersona}
            onChange={(event) => setIsPersona(event.currentTarget.checked)}
          />
          {create.error === null ? null : (
            <Alert color="red" variant="light" role="alert">
              {sentenceOf(create.error)}
            </Alert>
          )}
          <Group gap="xs">
            <ReasonedButton type="submit" loading={create.isPending} reason={reason}>
              {verb}
            </ReasonedButton>
            <Button component={Link} to="/customers" variant="default">
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

/** What was left empty is left out. */
function bodyOf(
  texts: Texts,
  { attributes, custom }: { readonly attributes: readonly Attribute[]; readonly custom: Texts },
): Schemas['NewCustomer'] {
  const filled = (name: string): string | undefined => texts[name]?.trim() || undefined;
  const plain = ['first_name', 'last_name', 'email', 'birth_on', 'language', 'country'].flatMap((name) => {
    const value = filled(name);
    return value === undefined ? [] : [[name, value]];
  });
  const [phone, externalId] = [filled('phone'), filled('external_id')];
  const values = attributes.flatMap((one) => {
    const text = custom[one.name]?.trim() ?? '';
    return text === '' ? [] : [[one.name, attributeValue(one, text)]];
  });
  return {
    ...Object.fromEntries(plain),
    ...(phone === undefined ? {} : { phones: [{ number: phone }] }),
    identifiers: externalId === undefined ? [] : [{ type: 'external', value: externalId }],
    ...(values.length === 0 ? {} : { custom: Object.fromEntries(values) }),
  };
}
