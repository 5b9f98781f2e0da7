// The variant of a message for one provider: its templates, edited into the draft, beside what a real member would get.
import { Code, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { type Definition, type Draft, entriesOf, isDefinition, useSaveEntry } from '../programme/save-entry.ts';
import { CustomerPicker } from './customer-picker.tsx';
import { partAt, withPart } from './definition.ts';

const TYPING_MS = 500;
const TEMPLATES = ['template_id', 'subject', 'text', 'html', 'body'] as const;
const LABELS = {
  template_id: 'Template of the provider',
  subject: 'Subject',
  text: 'Text',
  html: 'HTML',
  body: 'Body (JSON)',
};

type MessagePreviewProps = { readonly message: string; readonly provider: string; readonly draft: Draft };

export function MessagePreview({ message, provider, draft }: MessagePreviewProps) {
  const definition = entriesOf(draft, 'messages').get(message) ?? {};
  const variants = partAt(definition, 'variants') ?? {};
  const own = variants[provider];
  const [texts, setTexts] = useState(() => textsOf(isDefinition(own) ? own : {}));
  const [isSaved, setSaved] = useState(true);
  const mayEdit = useReason('programme:write');
  const save = useSaveEntry('messages', draft.revision, () => setSaved(true));
  const variant = variantOf(texts);
  const next = variant === null ? null : withPart(definition, { variants: { ...variants, [provider]: variant } });
  const set = (key: string, text: string): void => {
    setTexts({ ...texts, [key]: text });
    setSaved(false);
  };
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <Stack gap="xs">
        {TEMPLATES.filter((key) => texts[key] !== undefined).map((key) =>
          key === 'template_id' || key === 'subject' ? (
            <TextInput
              key={key}
              label={LABELS[key]}
              value={texts[key] ?? ''}
              onChange={(event) => set(key, event.currentTarget.value)}
            />
          ) : (
            <Textarea
              key={key}
              label={LABELS[key]}
              autosize
              minRows={4}
              maxRows={16}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
              value={texts[key] ?? ''}
              error={key === 'body' && variant === null ? 'This is no JSON yet.' : undefined}
              onChange={(event) => set(key, event.currentTarget.value)}
            />
          ),
        )}
        <Group>
          <ReasonedButton
            variant="default"
            loading={save.isPending}
            reason={mayEdit ?? (isSaved ? 'Nothing was changed.' : null)}
            onClick={() => next !== null && save.mutate({ name: message, definition: next })}
          >
            Save message
          </ReasonedButton>
        </Group>
        {save.error === null ? null : (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {sentenceOf(save.error)}
          </Text>
        )}
      </Stack>
      <Shown message={message} provider={provider} definition={next} />
    </SimpleGrid>
  );
}

function textsOf(variant: Definition): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variant).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value, null, 2),
    ]),
  );
}

/** Null while the body is no JSON. */
function variantOf(texts: Readonly<Record<string, string>>): Definition | null {
  try {
    return Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [key, key === 'body' ? JSON.parse(text) : text]),
    );
  } catch {
    return null;
  }
}

type ShownProps = { readonly message: string; readonly provider: string; readonly definition: Definition | null };

function Shown({ message, provider, definition }: ShownProps) {
  const [customer, setCustomer] = useState<string | null>(null);
  const [asked] = useDebouncedValue(definition, TYPING_MS);
  const body = { customer: customer ?? '', provider, ...(asked === null ? {} : { definition: { ...asked } }) };
  const preview = useQuery({ ...read('previewMessage', { path: { message }, body }), enabled: customer !== null });
  return (
    <Stack gap="xs" role="region" aria-label="For a real member">
      <CustomerPicker label="For a real member" onPick={setCustomer} />
      {preview.error === null ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {sentenceOf(preview.error)}
        </Text>
      )}
      {preview.data === undefined ? null : (
        <Code block mah={420} style={{ overflow: 'auto' }} tabIndex={0}>
          {bodyText(preview.data.request.body)}
        </Code>
      )}
    </Stack>
  );
}

function bodyText(body: unknown): string {
  if (typeof body !== 'string') return JSON.stringify(body, null, 2);
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
