// The form of a promo code list. Its codes are made or uploaded once it is live.
import { useNavigate, useParams } from '@tanstack/react-router';
import { ChoiceField, InstantField, NumberField, SwitchField, TextField } from '../parts/entry-fields.tsx';
import { type EntryForm as Form, textIn, useEntryForm } from '../parts/entry-form.ts';
import { FormSection } from '../parts/form-section.tsx';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { Drafted, EntryForm, freeName, useEntryEditor } from '../programme/entry-page.tsx';
import { type Definition, type Draft, entriesOf } from '../programme/save-entry.ts';
import { OutcomesField } from './outcomes-field.tsx';
import { KINDS } from './words.ts';

const PERIODS = ['day', 'week', 'month', 'year', 'ever'].map((value) => ({ value, label: value }));

export function NewPromoList() {
  return (
    <Page title="Create promo code list" back={{ to: '/codes', label: 'Promo codes' }}>
      <Drafted>{(data) => <PromoListForm draft={data} name={null} initial={{ kind: 'single_use' }} />}</Drafted>
    </Page>
  );
}

export function EditPromoList() {
  const { list } = useParams({ from: '/frame/codes/lists/$list/edit' });
  return (
    <Page title="Edit promo code list" back={{ to: `/codes/lists/${list}`, label: list }}>
      <Drafted>
        {(data) => {
          const initial = entriesOf(data, 'promo_lists').get(list);
          if (initial === undefined) return <Empty title={`The draft has no list ${list}`} />;
          return <PromoListForm draft={data} name={list} initial={initial} />;
        }}
      </Drafted>
    </Page>
  );
}

type FormProps = { readonly draft: Draft; readonly name: string | null; readonly initial: Definition };

function PromoListForm({ draft, name, initial }: FormProps) {
  const navigate = useNavigate();
  const editor = useEntryEditor('promo_lists', draft.revision, (saved) => navigate({ to: `/codes/lists/${saved}` }));
  const form = useEntryForm(initial, editor.errors);
  const title = textIn(form.value, 'title');
  const entries = entriesOf(draft, 'promo_lists');
  const submit = () => editor.save(name ?? editor.lastName ?? freeName(title, entries), form.value);
  return (
    <EntryForm
      editor={editor}
      verb="Save list"
      reason={title === '' ? 'Give it a name first.' : null}
      entry={name === null ? null : { name, title: textIn(initial, 'title') || name }}
      onSubmit={submit}
    >
      <ListFields form={form} />
      <FormSection title="What claiming a code gives" columns={1}>
        <OutcomesField form={form} draft={draft} />
      </FormSection>
    </EntryForm>
  );
}

function ListFields({ form }: { form: Form }) {
  const limit = form.at('per_customer');
  const kinds = Object.entries(KINDS).map(([value, label]) => ({ value, label }));
  return (
    <>
      <FormSection title="The list">
        <TextField form={form} name="title" label="Name" required />
        <ChoiceField form={form} name="kind" label="Type" choices={kinds} required />
        {textIn(form.value, 'kind') === 'multi_use' ? (
          <TextField form={form} name="code" label="Code" description="The one that everybody types." required />
        ) : null}
        <SwitchField form={form} name="paused" label="Paused" description="Nobody can claim while it is." />
      </FormSection>
      <FormSection title="When, and how often">
        <InstantField form={form} name="starts_at" label="Starts" description="In your time zone; empty: at once." />
        <InstantField form={form} name="ends_at" label="Ends" description="In your time zone; empty: no end." />
        <NumberField
          form={form}
          name="global_entry_cap"
          label="Entry cap"
          description="Claims of all customers."
          min={1}
        />
        <NumberField form={limit} name="times" label="Claims of one customer" min={1} placeholder="No limit" />
        <ChoiceField form={limit} name="per" label="Each" choices={PERIODS} />
      </FormSection>
    </>
  );
}
