// One message of the programme: its texts for each provider, and beside them what a real member would be sent.
import { Grid } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { ChoiceField, JsonField, LongTextField, SpanField, TextField } from '../parts/entry-fields.tsx';
import { type EntryForm as Form, textIn, useEntryForm } from '../parts/entry-form.ts';
import { FormSection } from '../parts/form-section.tsx';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { Drafted, EntryForm, freeName, useEntryEditor } from '../programme/entry-page.tsx';
import { type Definition, type Draft, entriesOf } from '../programme/save-entry.ts';
import { TemplateTrial } from './template-trial.tsx';
import { CHANNEL_WORDS } from './words.ts';

const BACK = { to: '/messages/templates', label: 'Templates' };
const CHANNELS = Object.entries(CHANNEL_WORDS).map(([value, label]) => ({ value, label }));
const PURPOSES = [
  { value: 'marketing', label: 'marketing: needs consent for its channel' },
  { value: 'programme', label: 'programme: needs the opt-in alone' },
];

export function NewTemplate() {
  return (
    <Page title="Create message" back={BACK}>
      <Drafted>
        {(data) => <TemplateForm draft={data} name={null} initial={{ channel: 'email', purpose: 'marketing' }} />}
      </Drafted>
    </Page>
  );
}

export function EditTemplate() {
  const { message } = useParams({ from: '/frame/messages/templates/$message' });
  return (
    <Drafted>
      {(data) => {
        const initial = entriesOf(data, 'messages').get(message);
        if (initial === undefined) return <Empty title={`The draft has no message ${message}`} />;
        return (
          <Page title={textIn(initial, 'title') || message} back={BACK}>
            <TemplateForm draft={data} name={message} initial={initial} />
          </Page>
        );
      }}
    </Drafted>
  );
}

type FormProps = { readonly draft: Draft; readonly name: string | null; readonly initial: Definition };

function TemplateForm({ draft, name, initial }: FormProps) {
  const navigate = useNavigate();
  const editor = useEntryEditor('messages', draft.revision, (saved) =>
    navigate({ to: `/messages/templates/${saved}` }),
  );
  const form = useEntryForm(initial, editor.errors);
  const title = textIn(form.value, 'title');
  const saved = name ?? editor.lastName ?? freeName(title, entriesOf(draft, 'messages'));
  const providers = [...entriesOf(draft, 'providers')];
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <EntryForm
          editor={editor}
          verb="Save message"
          entry={name === null ? null : { name, title: textIn(initial, 'title') || name }}
          reason={title === '' ? 'Give it a name first.' : null}
          onSubmit={() => editor.save(saved, form.value)}
        >
          <MessageFields form={form} />
          {providers.map(([provider, definition]) => (
            <VariantFields
              key={provider}
              form={form.at('variants').at(provider)}
              title={`Through ${textIn(definition, 'title') || provider}`}
            />
          ))}
        </EntryForm>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <TemplateTrial
          message={saved}
          definition={form.value}
          isLive={name !== null}
          providers={providers.map(([one]) => one)}
        />
      </Grid.Col>
    </Grid>
  );
}

function MessageFields({ form }: { form: Form }) {
  return (
    <FormSection title="The message">
      <TextField form={form} name="title" label="Name" required />
      <ChoiceField form={form} name="channel" label="Channel" choices={CHANNELS} placeholder="E-mail" />
      <ChoiceField form={form} name="purpose" label="Purpose" choices={PURPOSES} placeholder="marketing" />
      <SpanField form={form} name="delay" label="Waits for" description="From the decision; empty: not at all." />
    </FormSection>
  );
}

function VariantFields({ form, title }: { form: Form; title: string }) {
  return (
    <FormSection title={title} columns={1} intro="Texts are Liquid templates, such as {{ customer.first_name }}.">
      <TextField form={form} name="template_id" label="The provider's own template" />
      <TextField form={form} name="subject" label="Subject" />
      <LongTextField form={form} name="text" label="Text" rows={3} />
      <LongTextField form={form} name="html" label="HTML" rows={4} isCode />
      <JsonField form={form} name="body" label="Body as JSON" description="Instead of what the connector makes." />
    </FormSection>
  );
}
