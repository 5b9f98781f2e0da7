// Edits a rule: put together from conditions, or as code beside it. The visual side opens only for what it can say exactly;
// otherwise it says why, and the code stands.
import { Alert, Input, SegmentedControl, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useId, useState } from 'react';
import { Waiting } from '../parts/states.tsx';
import { readRule, writeRule } from './rule-codec.ts';
import { type Group, NO_CONDITIONS } from './rule-tree.ts';
import { type RuleField, whyNotShown } from './rule-words.ts';
import './rules.css';

const VisualRules = lazy(() => import('./visual-rules.tsx'));
const CodeEditor = lazy(() => import('../parts/code-editor.tsx'));

type RuleEditorProps = {
  /** What the rule is for, such as `Who it is for`. */
  readonly label: string;
  readonly value: string;
  /** Told the text of every rule that is whole; never of one with a gap. */
  readonly onChange: (value: string) => void;
  readonly fields: readonly RuleField[];
  /** What the server says is wrong with it. */
  readonly error?: string | null;
};

type Seen = { readonly tree: Group; readonly why: string | null };

export function RuleEditor({ label, value, onChange, fields, error = null }: RuleEditorProps) {
  const id = useId();
  const [told, setTold] = useState(value);
  const [seen, setSeen] = useState(() => seenIn(value, fields));
  const [mode, setMode] = useState<'visual' | 'code'>(seen.why === null ? 'visual' : 'code');
  // Somebody else set the value, or the fields came later: what is shown follows it.
  const [known, setKnown] = useState(fields);
  if (told !== value || known !== fields) {
    setTold(value);
    setKnown(fields);
    if (told !== value || seen.why !== null) setSeen(seenIn(value, fields));
  }
  const tell = (text: string): void => {
    setTold(text);
    onChange(text);
  };
  const change = (tree: Group): void => {
    setSeen({ tree, why: null });
    const text = writeRule(tree);
    if (text !== null && text !== value) tell(text);
  };
  const write = (text: string): void => {
    setSeen(seenIn(text, fields));
    tell(text);
  };
  return (
    <Stack gap={6} role="group" aria-labelledby={id}>
      <Input.Label id={id} component="div">
        {label}
      </Input.Label>
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={`${label}: how it is edited`}
        value={mode}
        data={[
          { value: 'visual', label: 'Conditions' },
          { value: 'code', label: 'Code' },
        ]}
        onChange={(chosen) => setMode(chosen === 'code' ? 'code' : 'visual')}
      />
      <Suspense fallback={<Waiting rows={3} />}>
        {mode === 'code' ? (
          <CodeEditor of="expression" label={label} value={value} onChange={write} />
        ) : (
          <Visual seen={seen} fields={fields} onChange={change} />
        )}
      </Suspense>
      {error === null ? null : <Input.Error role="alert">{error}</Input.Error>}
    </Stack>
  );
}

type VisualProps = {
  readonly seen: Seen;
  readonly fields: readonly RuleField[];
  readonly onChange: (tree: Group) => void;
};

function Visual({ seen, fields, onChange }: VisualProps) {
  if (seen.why !== null)
    return (
      <Alert variant="light" color="gray" title="This rule is edited as code">
        {seen.why}.
      </Alert>
    );
  const isWhole = writeRule(seen.tree) !== null;
  return (
    <>
      <VisualRules tree={seen.tree} fields={fields} onChange={onChange} />
      {isWhole ? null : (
        <Text size="sm" c="dimmed" role="status">
          A condition lacks its value; until it has one, the rule stays as it was.
        </Text>
      )}
    </>
  );
}

function seenIn(source: string, fields: readonly RuleField[]): Seen {
  const read = readRule(source);
  if (!read.ok) return { tree: NO_CONDITIONS, why: read.reason };
  return { tree: read.tree, why: whyNotShown(read.tree, new Map(fields.map((field) => [field.field, field]))) };
}
