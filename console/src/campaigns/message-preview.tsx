// The variant of a message for one provider: its templates, edited into the draft, beside what a real member would get.
import { Button, Code, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { type Definition, type Draft, entriesOf, isDefinition, useSaveEntry } from '../programme/save-entry.ts';
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
          <Text size="sm" c="red" role="alert">
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
  const [typed, setTyped] = useState('');
  const [customer, setCustomer] = useState('');
  const [asked] = useDebouncedValue(definition, TYPING_MS);
  const body = asked === null ? { customer, provider } : { customer, provider, definition: { ...asked } };
  const preview = useQuery({ ...read('previewMessage', { path: { message }, body }), enabled: customer !== '' });
  return (
    <Stack gap="xs" role="region" aria-label="For a real member">
      <Group align="end" gap="xs">
        <TextInput
          label="For a real member"
          placeholder="Customer id or external:4711"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => setCustomer(addressOf(typed))}>
          Show
        </Button>
      </Group>
      {preview.error === null ? null : (
        <Text size="sm" c="red" role="alert">
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

/** `4711` is taken for an external id. */
export function addressOf(typed: string): string {
  const text = typed.trim();
  return text === '' || text.includes(':') || /^[0-9a-f-]{36}$/i.test(text) ? text : `external:${text}`;
}

function bodyText(body: unknown): string {
  if (typeof body !== 'string') return JSON.stringify(body, null, 2);
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
