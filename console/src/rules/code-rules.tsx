// A rule as code. Loaded only when somebody looks at the code.
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';

type CodeRulesProps = {
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
};

export default function CodeRules({ value, label, onChange }: CodeRulesProps) {
  const scheme = useComputedColorScheme('light');
  return (
    <CodeMirror
      value={value}
      theme={scheme}
      minHeight="88px"
      maxHeight="320px"
      basicSetup={{ lineNumbers: false, foldGutter: false, highlightActiveLine: false, autocompletion: false }}
      extensions={[EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label })]}
      onChange={onChange}
    />
  );
}
