// The form of a reward store: when it is open, for whom, which points it takes, and what it sells.

import { Button, Group, Radio, Select, Stack, Text } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  ChoiceField,
  InstantField,
  ListField,
  LongTextField,
  NumberField,
  SuggestedField,
  SwitchField,
  TextField,
} from '../parts/entry-fields.tsx';
import { type EntryForm as Form, textIn, useEntryForm } from '../parts/entry-form.ts';
import { FormSection } from '../parts/form-section.tsx';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { choicesOf } from '../programme/choices.ts';
import { Drafted, EntryForm, freeName, useEntryEditor } from '../programme/entry-page.tsx';
import { type Definition, type Draft, entriesOf, isDefinition } from '../programme/save-entry.ts';

export function NewStore() {
  return (
    <Page title="Add reward store" back={{ to: '/rewards', label: 'Reward stores' }}>
      <Drafted>{(data) => <StoreForm draft={data} name={null} initial={{}} />}</Drafted>
    </Page>
  );
}

export function EditStore() {
  const { store } = useParams({ from: '/frame/rewards/$store/edit' });
  return (
    <Page title="Edit reward store" back={{ to: `/rewards/${store}`, label: store }}>
      <Drafted>
        {(data) => {
          const initial = entriesOf(data, 'stores').get(store);
          if (initial === undefined) return <Empty title={`The draft has no store ${store}`} />;
          return <StoreForm draft={data} name={store} initial={initial} />;
        }}
      </Drafted>
    </Page>
  );
}

type FormProps = { readonly draft: Draft; readonly name: string | null; readonly initial: Definition };

function StoreForm({ draft, name, initial }: FormProps) {
  const navigate = useNavigate();
  const editor = useEntryEditor('stores', draft.revision, (saved) => navigate({ to: `/rewards/${saved}` }));
  const form = useEntryForm(initial, editor.errors);
  const title = textIn(form.value, 'title');
  const submit = () => editor.save(name ?? editor.lastName ?? freeName(title, entriesOf(draft, 'stores')), form.value);
  return (
    <EntryForm
      editor={editor}
      verb="Save store"
      reason={title === '' ? 'Give it a name first.' : null}
      entry={name === null ? null : { name, title: textIn(initial, 'title') || name }}
      onSubmit={submit}
    >
      <FormSection title="The store">
        <TextField form={form} name="title" label="Name" required />
        <ListField
          form={form}
          name="accounts"
          label="Accounts"
          description="Whose points it takes; without any, the default accounts."
          choices={[...entriesOf(draft, 'accounts').keys()]}
        />
        <LongTextField form={form} name="description" label="Description" />
      </FormSection>
      <FormSection title="Active period">
        <InstantField form={form} name="starts_at" label="Opens" description="In your time zone; empty: at once." />
        <InstantField form={form} name="ends_at" label="Closes" description="In your time zone; empty: no end date." />
      </FormSection>
      <AccessFields form={form} draft={draft} />
      <FormSection title="What it sells" columns={1}>
        <ItemsField form={form} draft={draft} />
      </FormSection>
    </EntryForm>
  );
}

type PartProps = { readonly form: Form; readonly draft: Draft };

function AccessFields({ form, draft }: PartProps) {
  const [isLimited, setIsLimited] = useState('audience' in form.value || 'tiers' in form.value);
  const tiers = form.at('tiers');
  const change = (value: string): void => {
    setIsLimited(value === 'limited');
    if (value === 'limited') return;
    form.set('audience', undefined);
    form.set('tiers', undefined);
  };
  return (
    <FormSection title="Access">
      <Radio.Group label="Who may buy here" value={isLimited ? 'limited' : 'all'} onChange={change}>
        <Group gap="lg" mt={4}>
          <Radio value="all" label="All members" />
          <Radio value="limited" label="Limited" />
        </Group>
      </Radio.Group>
      {isLimited ? (
        <>
          <ChoiceField form={tiers} name="system" label="Tier system" choices={choicesOf(draft, 'tier_systems')} />
          <ListField
            form={tiers}
            name="levels"
            label="Tier levels"
            description="Those of invitation, too."
            choices={levelsOf(draft, textIn(tiers.value, 'system'))}
          />
          <SuggestedField
            form={form}
            name="audience"
            label="Audience"
            description="A named one or an expression."
            choices={[...entriesOf(draft, 'audiences').keys()]}
          />
        </>
      ) : null}
    </FormSection>
  );
}

function levelsOf(draft: Draft, system: string): readonly string[] {
  const levels = entriesOf(draft, 'tier_systems').get(system)?.levels;
  return isDefinition(levels) ? Object.keys(levels) : [];
}

function ItemsField({ form, draft }: PartProps) {
  const items = form.at('items');
  const offers = choicesOf(draft, 'offers');
  const add = (offer: string | null): void => {
    if (offer === null) return;
    const taken = new Map(Object.keys(items.value).map((name) => [name, {}]));
    items.set(freeName(offer, taken), { offer, price: 0 });
  };
  return (
    <Stack gap="md">
      {Object.keys(items.value).length === 0 ? <Text size="sm">Nothing yet.</Text> : null}
      {Object.keys(items.value).map((name) => (
        <ItemFields
          key={name}
          name={name}
          form={items.at(name)}
          offers={offers}
          onRemove={() => items.set(name, undefined)}
        />
      ))}
      <Select
        label="Add an offer"
        placeholder="Choose one"
        data={[...offers]}
        value={null}
        searchable
        onChange={add}
        maw={360}
      />
    </Stack>
  );
}

type ItemProps = {
  readonly name: string;
  readonly form: Form;
  readonly offers: readonly { readonly value: string; readonly label: string }[];
  readonly onRemove: () => void;
};

function ItemFields({ name, form, offers, onRemove }: ItemProps) {
  return (
    <Group align="flex-end" gap="sm" role="group" aria-label={`Item ${name}`}>
      <ChoiceField form={form} name="offer" label="Offer" choices={offers} required />
      <NumberField form={form} name="price" label="Price in points" required />
      <NumberField form={form} name="quantity" label="How many in all" min={1} placeholder="No limit" />
      <NumberField form={form} name="per_customer" label="Per customer" min={1} placeholder="No limit" />
      <SwitchField form={form} name="shipped" label="Is sent" />
      <Button variant="subtle" color="red" onClick={onRemove}>
        Remove {name}
      </Button>
    </Group>
  );
}
