// The form of an offer: a new one, a copy of another, or one that is there. Which fields there are follows from the type.
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { textIn, useEntryForm } from '../parts/entry-form.ts';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { Drafted, EntryForm, freeName, useEntryEditor } from '../programme/entry-page.tsx';
import { type Definition, type Draft, entriesOf } from '../programme/save-entry.ts';
import { OfferFields } from './offer-fields.tsx';

const BACK = { to: '/offers', label: 'Offers' };

export function NewOffer() {
  return (
    <Page title="Create offer" back={BACK}>
      <Drafted>{(data) => <OfferForm draft={data} name={null} initial={{ type: 'percent_check_discount' }} />}</Drafted>
    </Page>
  );
}

export function DuplicateOffer() {
  const { offer } = useParams({ from: '/frame/offers/$offer/duplicate' });
  return (
    <OfferOf title="Duplicate offer" offer={offer}>
      {(draft, definition) => (
        <OfferForm
          draft={draft}
          name={null}
          initial={{ ...definition, title: `${textIn(definition, 'title')} (copy)` }}
        />
      )}
    </OfferOf>
  );
}

export function EditOffer() {
  const { offer } = useParams({ from: '/frame/offers/$offer/edit' });
  return (
    <OfferOf title="Edit offer" offer={offer}>
      {(draft, definition) => <OfferForm draft={draft} name={offer} initial={definition} />}
    </OfferOf>
  );
}

type OfferOfProps = {
  readonly title: string;
  readonly offer: string;
  readonly children: (draft: Draft, definition: Definition) => ReactNode;
};

function OfferOf({ title, offer, children }: OfferOfProps) {
  return (
    <Page title={title} back={{ to: `/offers/${offer}`, label: offer }}>
      <Drafted>
        {(data) => {
          const definition = entriesOf(data, 'offers').get(offer);
          if (definition === undefined) return <Empty title={`The draft has no offer ${offer}`} />;
          return children(data, definition);
        }}
      </Drafted>
    </Page>
  );
}

type OfferFormProps = { readonly draft: Draft; readonly name: string | null; readonly initial: Definition };

function OfferForm({ draft, name, initial }: OfferFormProps) {
  const navigate = useNavigate();
  const editor = useEntryEditor('offers', draft.revision, (saved) => navigate({ to: `/offers/${saved}` }));
  const form = useEntryForm(initial, editor.errors);
  const title = textIn(form.value, 'title');
  const submit = () => editor.save(name ?? editor.lastName ?? freeName(title, entriesOf(draft, 'offers')), form.value);
  return (
    <EntryForm
      editor={editor}
      verb="Save offer"
      reason={title === '' ? 'Give it a name first.' : null}
      entry={name === null ? null : { name, title: textIn(initial, 'title') || name }}
      onSubmit={submit}
    >
      <OfferFields form={form} draft={draft} />
    </EntryForm>
  );
}
