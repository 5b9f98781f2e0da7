// Changes basic and custom attributes. Only what was changed is sent; what the server refuses stands beside its field.
import { SimpleGrid, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors, useChange } from '../api/laurel.ts';
import { AttributeField } from '../parts/attribute-field.tsx';
import { FormDialog } from '../parts/dialog.tsx';
import { tell } from '../parts/outcome.tsx';
import type { Words } from './care.ts';
import { PhoneFields, phonesPatch, phoneTexts } from './phone-fields.tsx';
import { BASIC, basicPatch, basicTexts, type Customer, customPatch, customText, type Patch } from './profile-fields.ts';

type EditProfileProps = { readonly customer: Customer; readonly words: Words; readonly onClose: () => void };

export function EditProfile({ customer, words, onClose }: EditProfileProps) {
  const [basic, setBasic] = useState(basicTexts(customer));
  const [phones, setPhones] = useState(phoneTexts(customer));
  const [custom, setCustom] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(words.attributes.map((one) => [one.name, customText(customer.custom[one.name], one)])),
  );
  const update = useChange('updateCustomer', {
    onDone: (result) => {
      tell(result, 'Profile changed.');
      onClose();
    },
  });
  const errors = fieldErrors(update.error);
  const changes = customPatch(customer, words.attributes, custom);
  const body: Patch = {
    ...basicPatch(customer, basic),
    ...phonesPatch(customer, phones),
    ...(Object.keys(changes).length === 0 ? {} : { custom: changes }),
  };
  return (
    <FormDialog
      isOpen
      size="xl"
      title="Change the profile"
      verb="Change profile"
      reason={Object.keys(body).length === 0 ? 'Nothing is changed yet.' : null}
      error={update.error}
      isBusy={update.isPending}
      onClose={onClose}
      onSubmit={() => update.mutate({ path: { customer: customer.id }, body })}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        {BASIC.map(([name, label]) => (
          <TextInput
            key={name}
            label={label}
            type={name === 'birth_on' ? 'date' : 'text'}
            value={basic[name]}
            onChange={(event) => setBasic({ ...basic, [name]: event.currentTarget.value })}
            error={errors[name]}
          />
        ))}
        {words.attributes.map((attribute) => (
          <AttributeField
            key={attribute.name}
            attribute={attribute}
            value={custom[attribute.name] ?? ''}
            error={errors[`custom.${attribute.name}`]}
            onChange={(text) => setCustom({ ...custom, [attribute.name]: text })}
          />
        ))}
      </SimpleGrid>
      <PhoneFields phones={phones} errors={errors} onChange={setPhones} />
    </FormDialog>
  );
}
