// The whole programme as its files, for what has no form: read, changed, added, taken out, downloaded and uploaded. What is saved
// becomes the draft.

import { LaurelError } from '@laurel/sdk';
import { Alert, Anchor, Button, FileButton, Group, NavLink, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { read, sentenceOf, useChange } from '../api/laurel.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Shown, Waiting } from '../parts/states.tsx';
import { DRAFT_READS, useWriteReason } from './draft.ts';

const CodeEditor = lazy(() => import('../parts/code-editor.tsx'));

type Files = Readonly<Record<string, string>>;
const UPLOAD_FILES_MAX = 200;
const TEXT_MAX = 262_144;

export function FilesTab() {
  const query = useQuery({ ...read('getProgrammeDraftFiles', {}), staleTime: 0, refetchOnWindowFocus: false });
  return (
    <Shown query={query}>
      {({ files, revision }) => <FilesEditor key={revision} files={files} revision={revision} />}
    </Shown>
  );
}

function FilesEditor({ files, revision }: { files: Files; revision: number }) {
  const [texts, setTexts] = useState<Files>(files);
  const [path, setPath] = useState(Object.keys(files)[0] ?? '');
  const save = useChange('putProgrammeDraftFiles', { refreshes: DRAFT_READS });
  const reason = useWriteReason();
  const isChanged = JSON.stringify(texts) !== JSON.stringify(files);
  const takeOut = (): void => {
    const { [path]: _, ...others } = texts;
    setTexts(others);
    setPath(Object.keys(others)[0] ?? '');
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          Comments and order stay as they are written. Nothing goes live before it is reviewed and published.
        </Text>
        <Group gap="xs">
          <Upload onFiles={(added) => setTexts({ ...texts, ...added })} />
          <ReasonedButton
            reason={reason ?? (isChanged ? null : 'Nothing is changed here.')}
            loading={save.isPending}
            onClick={() => save.mutate({ body: { files: texts, revision } })}
          >
            Save to the draft
          </ReasonedButton>
        </Group>
      </Group>
      <Refusal error={save.error} />
      <Group align="flex-start" wrap="nowrap" gap="md">
        <FileList
          texts={texts}
          files={files}
          path={path}
          onChoose={setPath}
          onAdd={(added) => {
            setTexts({ ...texts, [added]: '' });
            setPath(added);
          }}
        />
        <Stack flex={1} gap="xs" miw={0}>
          <Suspense fallback={<Waiting />}>
            <CodeEditor
              key={path}
              label={`Text of ${path}`}
              of="file"
              value={texts[path] ?? ''}
              onChange={(text) => setTexts((before) => ({ ...before, [path]: text }))}
            />
          </Suspense>
          <Group gap="sm">
            <Download path={path} text={texts[path] ?? ''} />
            <Button variant="subtle" size="compact-xs" onClick={takeOut}>
              Take {path} out
            </Button>
          </Group>
        </Stack>
      </Group>
    </Stack>
  );
}

function Refusal({ error }: { error: Error | null }) {
  if (error === null) return null;
  const faults = error instanceof LaurelError ? (error.problem?.errors ?? []) : [];
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      title={faults.length > 0 ? 'These files cannot be read' : sentenceOf(error)}
    >
      {faults.map((fault) =>
        'file' in fault ? (
          <div key={`${fault.file}${fault.line}${fault.problem}`}>
            {fault.file}
            {fault.line === null ? '' : ` line ${fault.line}`}: {fault.problem}; expected {fault.expected}
          </div>
        ) : null,
      )}
    </Alert>
  );
}

type FileListProps = {
  readonly texts: Files;
  readonly files: Files;
  readonly path: string;
  readonly onChoose: (path: string) => void;
  readonly onAdd: (path: string) => void;
};

function FileList({ texts, files, path, onChoose, onAdd }: FileListProps) {
  const [added, setAdded] = useState('');
  const isPath = /^[\w-][\w./-]*\.ya?ml$/.test(added) && texts[added] === undefined;
  return (
    <Stack gap={4} w={240} style={{ flex: 'none' }}>
      <nav aria-label="Files of the programme" className="file-list">
        {Object.keys(texts)
          .toSorted()
          .map((one) => (
            <NavLink
              key={one}
              component="button"
              label={one}
              description={texts[one] === files[one] ? undefined : 'changed here'}
              active={one === path}
              aria-current={one === path ? 'true' : undefined}
              onClick={() => onChoose(one)}
            />
          ))}
      </nav>
      <TextInput
        size="xs"
        label="New file"
        placeholder="rules/summer.yaml"
        value={added}
        onChange={(event) => setAdded(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        disabled={!isPath}
        onClick={() => {
          onAdd(added);
          setAdded('');
        }}
      >
        Add file
      </Button>
    </Stack>
  );
}

function Upload({ onFiles }: { onFiles: (files: Files) => void }) {
  const take = async (chosen: readonly File[]): Promise<void> => {
    const readable = chosen.slice(0, UPLOAD_FILES_MAX).filter(({ size }) => size <= TEXT_MAX);
    const texts = await Promise.all(readable.map(async (file) => [file.name, await file.text()] as const));
    onFiles(Object.fromEntries(texts));
  };
  return (
    <FileButton accept=".yaml,.yml" multiple onChange={take}>
      {(props) => (
        <Button variant="default" {...props}>
          Upload files
        </Button>
      )}
    </FileButton>
  );
}

function Download({ path, text }: { path: string; text: string }) {
  return (
    <Anchor
      size="xs"
      href={`data:text/yaml;charset=utf-8,${encodeURIComponent(text)}`}
      download={path.split('/').at(-1)}
    >
      Download {path}
    </Anchor>
  );
}
