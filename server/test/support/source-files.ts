// The source files of the server as the parser sees them: what each imports, and which names it uses.
// For the tests that hold the rules of the repository; it judges nothing itself.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

type Import = {
  /** Inside the repository: a path relative to its root; else the package or `node:` module. */
  readonly target: string;
  readonly isLocal: boolean;
  /** Types only: gone when the program runs. */
  readonly isType: boolean;
};

export type SourceFile = {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Every `a.b`, `new a()`, `new a(…)` and `a()` in the file, written so. */
  readonly uses: ReadonlySet<string>;
};

export const root = path.resolve(import.meta.dirname, '../../..');

/** Files that match the patterns, relative to the root, dependencies left out. */
export function findFiles(patterns: string[]): string[] {
  return globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' }).sort();
}

export function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) throw new Error(`${file} does not parse: ${parsed.errors[0]?.message}`);
  const uses = new Set<string>();
  collectUses(parsed.program, uses);
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  const found = [
    ...staticImports.map((item) => toImport(file, item.moduleRequest.value, item.entries)),
    ...staticExports.flatMap((item) =>
      item.entries.flatMap((entry) =>
        entry.moduleRequest ? [toImport(file, entry.moduleRequest.value, [entry])] : [],
      ),
    ),
    ...dynamicImports.map((item) => {
      const specifier = text.slice(item.moduleRequest.start, item.moduleRequest.end);
      return toImport(file, specifier.replaceAll(/['"`]/g, ''), []);
    }),
  ];
  return { path: file, lines: text.split('\n').length, imports: found, uses };
}

function toImport(file: string, specifier: string, entries: readonly { readonly isType: boolean }[]): Import {
  const isLocal = specifier.startsWith('.');
  return {
    target: isLocal ? path.join(path.dirname(file), specifier) : specifier,
    isLocal,
    isType: entries.length > 0 && entries.every((entry) => entry.isType),
  };
}

type Node = { readonly type: string; readonly [key: string]: unknown };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function collectUses(value: unknown, uses: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectUses(item, uses);
  if (!isNode(value)) return;
  const name = nameOf(value);
  if (name !== null) uses.add(name);
  for (const child of Object.values(value)) if (typeof child === 'object') collectUses(child, uses);
}

function nameOf(node: Node): string | null {
  if (node.type === 'MemberExpression') {
    const object = identifier(node.object);
    const property = identifier(node.property) ?? literal(node.property);
    return object !== null && property !== null ? `${object}.${property}` : null;
  }
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return null;
  const callee = identifier(node.callee);
  if (callee === null) return null;
  const hasArguments = Array.isArray(node.arguments) && node.arguments.length > 0;
  return node.type === 'CallExpression' ? `${callee}()` : `new ${callee}(${hasArguments ? '…' : ''})`;
}

function identifier(value: unknown): string | null {
  return isNode(value) && value.type === 'Identifier' && typeof value.name === 'string' ? value.name : null;
}

function literal(value: unknown): string | null {
  return isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : null;
}
