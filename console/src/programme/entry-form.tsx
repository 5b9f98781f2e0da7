// A form for one entry of the programme, or for a part of one, that is kept in the draft. Its fields are bound to paths of the
// definition, so that what the form does not show stays as it was written. What the server finds wrong stands beside the field.
import { Alert, TextInput } from '@mantine/core';
import { createContext, type ReactNode, use, useState } from 'react';
import { FormDialog } from '../parts/dialog.tsx';
import { at, type Definition, group, isGroup, type Json, type Path, withValue } from './definition.ts';
import { useWriteReason } from './draft.ts';
import { type Draft, problemsOf, type Section, useSaveEntry } from './save-entry.ts';

export type EntryForm = {
  readonly get: (path: Path) => Json;
  /** Undefined takes the key out. */
  readonly set: (path: Path, value: Json) => void;
  readonly errorOf: (path: Path) => string | undefined;
};

const Form = createContext<EntryForm | null>(null);

export function useEntryForm(): EntryForm {
  const form = use(Form);
  if (form === null) throw new Error('fields of an entry stand in its form');
  return form;
}

/** The same form, seen from a part of the definition. */
export function Part({ path: below, children }: { path: Path; children: ReactNode }) {
  const { get, set, errorOf } = useEntryForm();
  const part: EntryForm = {
    get: (path) => get([...below, ...path]),
    set: (path, value) => set([...below, ...path], value),
    errorOf: (path) => errorOf([...below, ...path]),
  };
  return <Form value={part}>{children}</Form>;
}

type EntryDialogProps = {
  readonly draft: Draft;
  readonly section: Section;
  /** Null for a new entry, whose name is asked for. */
  readonly name: string | null;
  /** What a new one begins with. */
  readonly initial?: Definition;
  /** What the form adds before it is shown, such as an empty part to fill in. */
  readonly begin?: (definition: Json) => Json;
  readonly title: string;
  readonly verb: string;
  readonly size?: string;
  readonly nameHint?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** To be shown only while it is open: it begins with what the draft says then. */
export function EntryDialog(props: EntryDialogProps) {
  const { draft, section, name, initial, begin = same, title, verb, size = 'lg', onClose, children } = props;
  const [newName, setNewName] = useState('');
  // As it was then: what is saved from here is there afterwards.
  const [others] = useState(() => group(draft.document, section));
  const [definition, setDefinition] = useState<Json>(
    begin(name === null ? (initial ?? {}) : at(draft.document, [section, name])),
  );
  const own = name ?? newName.trim();
  const save = useSaveEntry(section, draft.revision, (saved) => {
    if (saved.problems.length === 0) onClose();
  });
  const problems = problemsOf(save.data, section, own);
  const form: EntryForm = {
    get: (path) => at(definition, path),
    set: (path, value) => setDefinition((before: Json) => withValue(before, path, value) ?? {}),
    errorOf: (path) => problems[written(path)],
  };
  const isTaken = name === null && Object.hasOwn(others, own);
  const missing = own === '' ? 'Give it a name first.' : isTaken ? `There is a ${own} already.` : null;
  const reason = useWriteReason();
  return (
    <FormDialog
      title={title}
      verb={verb}
      size={size}
      isOpen
      onClose={onClose}
      isBusy={save.isPending}
      error={save.error}
      reason={reason ?? missing}
      onSubmit={() => save.mutate({ name: own, definition: isGroup(definition) ? definition : {} })}
    >
      {name === null ? (
        <TextInput
          label="Name"
          description={props.nameHint ?? 'Lower-case letters, digits, _ and -; it cannot be changed later'}
          required
          data-autofocus
          value={newName}
          error={isTaken ? missing : problems['']}
          onChange={(event) => setNewName(event.currentTarget.value)}
        />
      ) : null}
      <Form value={form}>{children}</Form>
      <Problems problems={Object.entries(problems)} />
    </FormDialog>
  );
}

function same(definition: Json): Json {
  return definition;
}

function Problems({ problems }: { problems: readonly (readonly [string, string])[] }) {
  if (problems.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" title="Kept in the draft, but it cannot be published like this" role="alert">
      {problems.map(([path, problem]) => (
        <div key={path}>{path === '' ? problem : `${path}: ${problem}`}</div>
      ))}
    </Alert>
  );
}

/** As the server writes paths: `conditions[0].at_least`. */
function written(path: Path): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`)).join('');
}
