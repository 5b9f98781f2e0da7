// What the pages that edit one entry of the programme have in common: the draft is read first, the form stands in sections,
// saving writes into the draft, and what is wrong is told beside the fields and above the button.

import { Alert, Box, Group, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { nameFrom } from '../parts/name-from.ts';
import { Empty, Shown } from '../parts/states.tsx';
import {
  type Definition,
  type Draft,
  problemsOf,
  type Saved,
  type Section,
  useDraft,
  useSaveEntry,
} from './save-entry.ts';

export type EntryEditor = {
  readonly save: (name: string, definition: unknown) => void;
  readonly errors: Readonly<Record<string, string>>;
  /** The name that a new entry was saved under, when it has to be saved again. */
  readonly lastName: string | null;
  readonly saving: UseMutationResult<Saved, Error, { readonly name: string; readonly definition: unknown }>;
};

/** `onSaved` is called when nothing is wrong with the entry; else its problems stay beside the fields. */
export function useEntryEditor(section: Section, revision: number, onSaved: (name: string) => void): EntryEditor {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const saving = useSaveEntry(section, revision, (saved, name) => {
    const problems = problemsOf(saved, section, name);
    setErrors(problems);
    if (Object.keys(problems).length > 0) return;
    notifications.show({ message: 'Saved in the draft. It takes effect once the draft is published.' });
    onSaved(name);
  });
  const lastName = saving.isSuccess ? saving.variables.name : null;
  return { save: (name, definition) => saving.mutate({ name, definition }), errors, lastName, saving };
}

/** The draft, once it is there; whoever may not read the programme is told so. */
export function Drafted({ children }: { children: (draft: Draft) => ReactNode }) {
  const draft = useDraft();
  const notAllowed = useReason('programme:read');
  if (notAllowed !== null)
    return <Empty title="Definitions are for those who may read the programme">{notAllowed}</Empty>;
  return <Shown query={draft}>{children}</Shown>;
}

type EntryFormProps = {
  readonly editor: EntryEditor;
  readonly verb: string;
  /** Why it cannot be saved yet. */
  readonly reason?: string | null;
  readonly onSubmit: () => void;
  /** The entry as it is, which can be taken out; null for a new one. */
  readonly entry: { readonly name: string; readonly title: string } | null;
  readonly children: ReactNode;
};

export function EntryForm({ editor, verb, reason = null, onSubmit, entry, children }: EntryFormProps) {
  const notAllowed = useReason('programme:write');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Box component="form" onSubmit={submit} noValidate maw={960}>
      <Stack gap="md">
        {children}
        <EntryProblems errors={editor.errors} error={editor.saving.error} />
        <Group gap="sm">
          <ReasonedButton type="submit" reason={notAllowed ?? reason} loading={editor.saving.isPending}>
            {verb}
          </ReasonedButton>
          <Text size="sm" c="dimmed">
            Goes into the draft; customers notice nothing before it is published.
          </Text>
          {entry === null ? null : <TakeOut editor={editor} entry={entry} notAllowed={notAllowed} />}
        </Group>
      </Stack>
    </Box>
  );
}

type TakeOutProps = {
  readonly editor: EntryEditor;
  readonly entry: { readonly name: string; readonly title: string };
  readonly notAllowed: string | null;
};

function TakeOut({ editor, entry, notAllowed }: TakeOutProps) {
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <ReasonedButton variant="subtle" color="red" reason={notAllowed} onClick={dialog.open}>
        Take out of the programme
      </ReasonedButton>
      <ConfirmDialog
        title={`Take ${entry.title} out of the programme`}
        verb="Take out with the draft"
        isOpen={isOpen}
        isDanger
        isBusy={editor.saving.isPending}
        error={editor.saving.error}
        onClose={dialog.close}
        onConfirm={() => editor.save(entry.name, null)}
      >
        It is gone once the draft is published. What members hold of it stays with them.
      </ConfirmDialog>
    </>
  );
}

function EntryProblems({ errors, error }: { errors: Readonly<Record<string, string>>; error: Error | null }) {
  const problems = Object.entries(errors);
  if (error !== null) {
    return (
      <Alert color="red" variant="light" role="alert">
        {sentenceOf(error)}
      </Alert>
    );
  }
  if (problems.length === 0) return null;
  return (
    <Alert color="red" variant="light" role="alert" title="Saved in the draft, which cannot be published like this">
      <List size="sm">
        {problems.map(([path, sentence]) => (
          <List.Item key={path}>{path === '' ? sentence : `${path}: ${sentence}`}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** A name for a new entry out of its title, which no other entry has. */
export function freeName(title: string, taken: ReadonlyMap<string, Definition>): string {
  const base = nameFrom(title, '-').slice(0, 40) || 'entry';
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
