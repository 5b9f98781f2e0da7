// One audience: who is in it, as conditions or code, with the count as one edits. It is saved into the draft.

import { Alert, Box, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors, read, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { nameFrom } from '../parts/name-from.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Shown, Waiting } from '../parts/states.tsx';
import { type Draft, entriesOf, problemsOf, useDraft, useSaveEntry } from '../programme/save-entry.ts';
import { RuleEditor } from '../rules/rule-editor.tsx';
import type { RuleField } from '../rules/rule-words.ts';
import { usersOf } from './audience-list.tsx';
import { Members } from './members.tsx';

const TYPING_MS = 400;

export function AudiencePage() {
  const { audience = 'new' } = useParams({ strict: false });
  const draft = useDraft();
  const fields = useQuery(read('getRuleFields', {}));
  const mayRead = useReason('programme:read');
  if (mayRead !== null)
    return (
      <Page title="Audience" back={BACK}>
        <Empty title="Audiences are edited in the draft of the programme">{mayRead}</Empty>
      </Page>
    );
  if (draft.data === undefined || fields.data === undefined)
    return (
      <Page title="Audience" back={BACK}>
        <Shown query={draft.data === undefined ? draft : fields}>{() => <Waiting />}</Shown>
      </Page>
    );
  return <Editor key={audience} name={audience} draft={draft.data} fields={fields.data.fields} />;
}

const BACK = { to: '/audiences', label: 'Audiences' };

type EditorProps = { readonly name: string; readonly draft: Draft; readonly fields: readonly RuleField[] };

function Editor({ name, draft, fields }: EditorProps) {
  const isNew = name === 'new';
  const found = entriesOf(draft, 'audiences').get(name);
  const navigate = useNavigate();
  const [title, setTitle] = useState(textOf(found?.title, isNew ? '' : name));
  const [when, setWhen] = useState(textOf(found?.when, ''));
  const own = isNew ? nameFrom(title, '_') : name;
  const mayEdit = useReason('programme:write');
  const save = useSaveEntry('audiences', draft.revision, (saved) => {
    if (saved.problems.length > 0) return;
    notifications.show({ message: `Saved ${title} into the draft.` });
    navigate({ to: `/audiences/${own}` });
  });
  const problems = problemsOf(save.data, 'audiences', own);
  const missing = title.trim() === '' ? 'Give it a name first.' : when === '' ? 'Say who is in it first.' : null;
  const isTaken = isNew && entriesOf(draft, 'audiences').has(own) ? 'There is an audience of this name.' : null;
  const submit = (): void => save.mutate({ name: own, definition: { ...found, title: title.trim(), when } });
  const action = (
    <ReasonedButton reason={mayEdit ?? missing ?? isTaken} loading={save.isPending} onClick={submit}>
      Save audience
    </ReasonedButton>
  );
  return (
    <Page title={isNew ? 'New audience' : title} back={BACK} action={action}>
      {save.error === null ? null : (
        <Alert color="red" variant="light" role="alert">
          {sentenceOf(save.error)}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="md">
          <TextInput
            label="Name"
            required
            value={title}
            error={isTaken}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <RuleEditor
            label="Who is in it"
            value={when}
            onChange={setWhen}
            fields={fields}
            error={problems.when ?? problems[''] ?? null}
          />
        </Stack>
        <Box>
          <Preview when={when} />
          {isNew ? null : <UsedBy users={usersOf(draft, name)} />}
        </Box>
      </SimpleGrid>
    </Page>
  );
}

function Preview({ when }: { when: string }) {
  const [asked] = useDebouncedValue(when, TYPING_MS);
  const preview = useQuery({ ...read('previewAudience', { body: { when: asked } }), enabled: asked !== '' });
  const wrong = fieldErrors(preview.error).when;
  return (
    <Stack gap={4} role="region" aria-label="Who that is now" aria-live="polite">
      <Text fw={600} size="sm">
        Who that is now
      </Text>
      {asked === '' ? (
        <Text size="sm" c="dimmed">
          Add a condition to see how many customers it describes.
        </Text>
      ) : wrong !== undefined ? (
        <Text size="sm" c="dimmed">
          Not a rule yet: {wrong}.
        </Text>
      ) : (
        <Shown query={preview} rows={2}>
          {(audience) => <Members audience={audience} />}
        </Shown>
      )}
    </Stack>
  );
}

function UsedBy({ users }: { users: readonly string[] }) {
  return (
    <Group gap="xs" mt="md">
      <Text size="sm" c="dimmed">
        {users.length === 0 ? 'Nothing uses it yet.' : `Used by ${users.join(', ')}.`}
      </Text>
    </Group>
  );
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
