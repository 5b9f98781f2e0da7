// Starts an import: the file, what it holds, which column is which field; first as a dry run, which saves nothing.
import { Alert, Checkbox, FileInput, Group, NativeSelect, Stack, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { laurel, queryClient, read, refresh, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { upload } from '../api/upload.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Page } from '../parts/page.tsx';
import { FIELDS, headerOf, KINDS, type Kind, plain } from './import-words.ts';

/** The header stands within it. */
const LOOKED_AT_BYTES = 65_536;
/** What the file's own header says. */
const AS_IT_IS = '';
const LEFT_OUT = '–';

type Chosen = { readonly file: File; readonly header: readonly string[] };
type Mapping = { readonly [header: string]: string };

export function NewImport() {
  const navigate = useNavigate();
  const reason = useReason('admin');
  const [kind, setKind] = useState<Kind>('customers');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [source, setSource] = useState('');
  const [isWelcome, setIsWelcome] = useState(false);
  const start = useMutation({
    mutationFn: async (isDryRun: boolean) => {
      if (chosen === null) return null;
      const parameters = new URLSearchParams({
        kind,
        dry_run: String(isDryRun),
        welcome: String(isWelcome),
        source: source.trim() || chosen.file.name.slice(0, 60),
        mapping: JSON.stringify({ columns: columnsOf(mapping) }),
      });
      await upload(`/v1/imports?${parameters}`, chosen.file, 'text/csv');
      await refresh(queryClient, ['listImports']);
      const { items } = await laurel.call('listImports', { query: { limit: 1 } });
      return items[0]?.id ?? null;
    },
    onSuccess: (id) => (id === null ? null : navigate({ to: '/customers/imports/$import', params: { import: id } })),
  });
  const choose = async (file: File | null): Promise<void> => {
    setMapping({});
    setChosen(file === null ? null : { file, header: headerOf(await file.slice(0, LOOKED_AT_BYTES).text()) });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    start.mutate(true);
  };
  const missing = reason ?? (chosen === null ? 'Choose a file first.' : null);
  return (
    <Page
      title="New import"
      back={{ to: '/customers/imports', label: 'Imports' }}
      intro="CSV in UTF-8, with the names of the columns in the first line. A dry run checks and decides every row and saves nothing."
    >
      <form onSubmit={submit} aria-label="New import">
        <Stack maw={720}>
          <NativeSelect
            label="What the file holds"
            data={KINDS.map(({ value, label }) => ({ value, label }))}
            value={kind}
            onChange={(event) => setKind(KINDS.find(({ value }) => value === event.currentTarget.value)?.value ?? kind)}
          />
          <FileInput label="File" placeholder="Choose a CSV file" accept=".csv,.txt,text/csv" onChange={choose} />
          <TextInput
            label="Source"
            description="Rows are known again by it when the file comes once more; the name of the file unless given."
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          {kind === 'customers' ? (
            <Checkbox
              label="Welcome new customers"
              description="Rules and messages for sign-ups are set off."
              checked={isWelcome}
              onChange={(event) => setIsWelcome(event.currentTarget.checked)}
            />
          ) : null}
          {chosen === null ? null : (
            <Columns kind={kind} header={chosen.header} mapping={mapping} onChange={setMapping} />
          )}
          {start.error === null ? null : (
            <Alert color="red" variant="light" role="alert">
              {sentenceOf(start.error)}
            </Alert>
          )}
          <Group gap="xs">
            <ReasonedButton type="submit" reason={missing} loading={start.isPending && start.variables}>
              Start dry run
            </ReasonedButton>
            <ReasonedButton
              variant="default"
              reason={missing}
              loading={start.isPending && !start.variables}
              onClick={() => start.mutate(false)}
            >
              Import without a dry run
            </ReasonedButton>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

/** Only what somebody chose: the rest goes by its own name. */
function columnsOf(mapping: Mapping): { readonly [header: string]: string | null } {
  const chosen = Object.entries(mapping).filter(([, field]) => field !== AS_IT_IS);
  return Object.fromEntries(chosen.map(([header, field]) => [header, field === LEFT_OUT ? null : field]));
}

type ColumnsProps = {
  readonly kind: Kind;
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
};

function Columns({ kind, header, mapping, onChange }: ColumnsProps) {
  const words = useQuery(read('getProgrammeWords', {}));
  const attributes = kind === 'customers' ? (words.data?.attributes.map(({ name }) => `custom.${name}`) ?? []) : [];
  const fields = [...FIELDS[kind], ...attributes];
  return (
    <Table className="rows" aria-label="Columns of the file">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Column</Table.Th>
          <Table.Th scope="col">Field</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {header.map((title) => (
          <Table.Tr key={title}>
            <Table.Td>{title}</Table.Td>
            <Table.Td>
              <NativeSelect
                aria-label={`Field of ${title}`}
                size="xs"
                data={[
                  { value: AS_IT_IS, label: `by its name: ${plain(title)}` },
                  ...fields.map((field) => ({ value: field, label: field })),
                  { value: LEFT_OUT, label: 'left out' },
                ]}
                value={mapping[title] ?? AS_IT_IS}
                onChange={(event) => onChange({ ...mapping, [title]: event.currentTarget.value })}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
