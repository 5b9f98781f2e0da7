// A text in an editor for code. To be loaded when somebody opens one: the editor weighs more than the rest of the page.
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { type BasicSetupOptions, EditorView } from '@uiw/react-codemirror';

type CodeEditorProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A file fills the page and numbers its lines; an expression takes as many lines as it has. */
  readonly of: 'file' | 'expression';
};

const SETUPS: { readonly [of in CodeEditorProps['of']]: BasicSetupOptions } = {
  file: { tabSize: 2, foldGutter: false, autocompletion: false },
  expression: { lineNumbers: false, foldGutter: false, highlightActiveLine: false, autocompletion: false },
};

export default function CodeEditor({ label, value, onChange, of }: CodeEditorProps) {
  const scheme = useComputedColorScheme('light');
  return (
    <CodeMirror
      value={value}
      theme={scheme}
      {...(of === 'file' ? { height: '60vh' } : { minHeight: '88px', maxHeight: '320px' })}
      basicSetup={SETUPS[of]}
      extensions={[EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label })]}
      onChange={onChange}
    />
  );
}
