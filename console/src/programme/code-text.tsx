// A text in an editor for code. Loaded when somebody opens a file: the editor weighs more than the rest of the page.
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';

type CodeTextProps = { readonly label: string; readonly text: string; readonly onChange: (text: string) => void };

export default function CodeText({ label, text, onChange }: CodeTextProps) {
  const scheme = useComputedColorScheme('light');
  return (
    <CodeMirror
      value={text}
      theme={scheme}
      height="60vh"
      basicSetup={{ tabSize: 2, foldGutter: false, autocompletion: false }}
      extensions={[EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label })]}
      onChange={onChange}
    />
  );
}
