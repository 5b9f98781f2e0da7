// The fields of an offer in four parts: what it gives, how it is shown, who is given it and when, and how many there are.

import {
  ChoiceField,
  InstantField,
  ListField,
  LongTextField,
  MoneyField,
  NumberField,
  SpanField,
  SuggestedField,
  TextField,
} from '../parts/entry-fields.tsx';
import { type EntryForm, textIn } from '../parts/entry-form.ts';
import { FormSection } from '../parts/form-section.tsx';
import { choicesOf } from '../programme/choices.ts';
import { type Draft, entriesOf } from '../programme/save-entry.ts';
import { OFFER_TYPES, type OfferType, typeOf } from './offer-types.ts';

type PartProps = { readonly form: EntryForm; readonly draft: Draft };

export function OfferFields({ form, draft }: PartProps) {
  const type = typeOf(textIn(form.value, 'type'));
  const currency = textIn(draft.document, 'currency') || 'USD';
  return (
    <>
      <FormSection title="What it gives">
        <TextField form={form} name="title" label="Name" required />
        <ChoiceField form={form} name="type" label="Type" choices={OFFER_TYPES} required />
        {type === undefined ? null : <AmountField form={form} type={type} currency={currency} />}
        {type?.amount === 'points' ? <PointsFields form={form} draft={draft} /> : null}
        {type?.takesOff === 'items' || type?.takesOff === 'rounds' ? <ItemFields form={form} type={type} /> : null}
      </FormSection>
      {type === undefined || type.takesOff === 'nothing' ? null : <BasketFields form={form} currency={currency} />}
      <CreativeFields form={form} />
      <RuleFields form={form} draft={draft} />
      <StockFields form={form} currency={currency} />
    </>
  );
}

function AmountField({ form, type, currency }: { form: EntryForm; type: OfferType; currency: string }) {
  if (type.amount === 'percent') {
    return <NumberField form={form} name="amount" label="Per cent off" max={100} suffix=" %" required />;
  }
  if (type.amount === 'money')
    return <MoneyField form={form} name="amount" label="Amount off" currency={currency} required />;
  if (type.amount === 'price')
    return <MoneyField form={form} name="amount" label="Set price" currency={currency} required />;
  return type.amount === 'points' ? <NumberField form={form} name="amount" label="Points" min={1} required /> : null;
}

function PointsFields({ form, draft }: PartProps) {
  return (
    <>
      <ChoiceField form={form} name="source" label="Source" choices={choicesOf(draft, 'sources')} required />
      <ChoiceField
        form={form}
        name="account"
        label="Account"
        description="Without one, the first default account."
        choices={choicesOf(draft, 'accounts')}
      />
    </>
  );
}

function ItemFields({ form, type }: { form: EntryForm; type: OfferType }) {
  const appliesTo = form.at('applies_to');
  const buys = form.at('buys');
  const isRounds = type.takesOff === 'rounds';
  return (
    <>
      <ListField form={appliesTo} name="items" label="Items that get cheaper" description="Ids; without any, all." />
      <ListField
        form={appliesTo}
        name="categories"
        label="Categories that get cheaper"
        description="Of the catalogue."
      />
      {isRounds ? (
        <>
          <ListField
            form={buys}
            name="items"
            label="Items that have to be bought"
            description="Ids; without any, the same."
          />
          <ListField form={buys} name="categories" label="Categories to be bought" description="Of the catalogue." />
          <NumberField form={form} name="buy_count" label="How many have to be bought" min={1} placeholder="1" />
          <NumberField form={form} name="get_count" label="How many get cheaper" min={1} placeholder="1" />
        </>
      ) : null}
      <NumberField form={form} name="recurrence" label="Times in one purchase" min={1} placeholder="1" />
    </>
  );
}

function BasketFields({ form, currency }: { form: EntryForm; currency: string }) {
  return (
    <FormSection title="Which purchases qualify">
      <MoneyField form={form} name="minimum_spend" label="Minimum spend" currency={currency} />
      <MoneyField form={form} name="max_discount" label="At most off" currency={currency} />
      <ListField form={form} name="stores" label="Stores" description="Ids; without any, everywhere." />
      <TextField
        form={form}
        name="pos_discount_id"
        label="Code at the tills"
        description="By which the tills know it."
      />
    </FormSection>
  );
}

function CreativeFields({ form }: { form: EntryForm }) {
  return (
    <FormSection title="How members see it">
      <LongTextField form={form} name="description" label="Description" />
      <LongTextField form={form} name="terms" label="Terms" />
      <TextField form={form} name="image" label="Address of the image" placeholder="https://" />
    </FormSection>
  );
}

function RuleFields({ form, draft }: PartProps) {
  return (
    <FormSection title="Who is given it, and when">
      <SuggestedField
        form={form}
        name="audience"
        label="Audience"
        description="A named one or an expression; without any, everybody."
        choices={[...entriesOf(draft, 'audiences').keys()]}
      />
      <NumberField form={form} name="per_customer" label="Times per customer" min={1} placeholder="No limit" />
      <InstantField form={form} name="starts_at" label="Starts" description="In your time zone; empty: at once." />
      <InstantField form={form} name="ends_at" label="Ends" description="In your time zone; empty: no end." />
      <SpanField form={form} name="valid_for" label="Can be redeemed for" description="From when it is issued." />
    </FormSection>
  );
}

function StockFields({ form, currency }: { form: EntryForm; currency: string }) {
  return (
    <FormSection title="How many there are">
      <NumberField form={form} name="inventory" label="In all" min={1} placeholder="No limit" />
      <MoneyField
        form={form}
        name="cost"
        label="Cost of giving one"
        description="Counts against the budgets of campaigns."
        currency={currency}
      />
    </FormSection>
  );
}

/** The entries of a section as choices, by their titles. */
