// Reads one YAML file of a programme into plain JSON, with the lines on which its parts stand.
// It knows nothing of what a programme may say; it only refuses what is not plain, bounded data.

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Json } from '../facts.ts';
import type { Finding, Path } from './issue.ts';

export type YamlFile = {
  readonly file: string;
  readonly value: Json;
  /** How many keys of a path this file has, and the line of the last of them. */
  readonly find: (path: Path) => { readonly depth: number; readonly line: number };
};

type YamlIssue = Finding & { readonly line: number | null };
export type YamlReading =
  | { readonly ok: true; readonly yaml: YamlFile }
  | { readonly ok: false; readonly issues: readonly YamlIssue[] };

/** Anchors used more often are a text meant to explode, not to be read. */
const ALIASES_MAX = 100;
/** The deepest part of the schema stands 12 levels down. */
const DEPTH_MAX = 32;
/** Values after anchors are expanded; the largest programmes have some ten thousand. */
const VALUES_MAX = 200_000;

export function readYaml(file: string, text: string): YamlReading {
  const lines = new LineCounter();
  const document = parsed(text, lines);
  if (document === null) return refused([], 'the text is nested too deeply to be read', `at most ${DEPTH_MAX} levels`);
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) return { ok: false, issues: errors.map((error) => syntaxIssue(error, lines)) };
  const dangling = danglingAliases(document, lines);
  if (dangling.length > 0) return { ok: false, issues: dangling };
  const plain = expanded(document);
  if (plain === undefined) {
    return refused([], 'its anchors are used more often than is allowed', `at most ${ALIASES_MAX} uses of anchors`);
  }
  const walk: Walk = { issues: [], valuesLeft: VALUES_MAX };
  const value = toJson(plain, [], walk);
  const find = (path: Path) => findNode(document, lines, path);
  if (walk.issues.length > 0) {
    return { ok: false, issues: walk.issues.map((issue) => ({ ...issue, line: find(issue.path).line })) };
  }
  return { ok: true, yaml: { file, value, find } };
}

function refused(path: Path, problem: string, expected: string): YamlReading {
  return { ok: false, issues: [{ path, problem, expected, line: null }] };
}

type Parsed = Document.Parsed;

function parsed(text: string, lines: LineCounter): Parsed | null {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: true });
  } catch {
    // The parser reports everything that is wrong with a text as errors; it only throws when nesting exhausts the stack.
    return null;
  }
}

function danglingAliases(document: Parsed, lines: LineCounter): readonly YamlIssue[] {
  const issues: YamlIssue[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const { line } = lines.linePos(alias.range?.[0] ?? 0);
      const problem = `no anchor &${alias.source} stands before *${alias.source}`;
      issues.push({ path: [], line, problem, expected: 'an anchor of this name, or a text in quotes' });
    },
  });
  return issues;
}

function expanded(document: Parsed): unknown {
  try {
    const plain: unknown = document.toJS({ maxAliasCount: ALIASES_MAX });
    return plain ?? null;
  } catch {
    // The parser found no error, so the only thing left to throw for is the bound on aliases.
    return undefined;
  }
}

type SyntaxError = { readonly code: string; readonly message: string; readonly pos: readonly [number, number] };

function syntaxIssue(error: SyntaxError, lines: LineCounter): YamlIssue {
  const place = lines.linePos(error.pos[0]);
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return {
    path: [],
    line: place.line,
    problem: `${message} (column ${place.col})`,
    expected: expectedInstead(error.code),
  };
}

function expectedInstead(code: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'each key once';
    case 'MULTIPLE_DOCS':
      return 'one document per file';
    case 'TAB_AS_INDENT':
      return 'spaces for indentation';
    case 'NON_STRING_KEY':
      return 'plain names as keys';
    case 'TAG_RESOLVE_FAILED':
      return 'plain values without tags';
    default:
      return 'valid YAML';
  }
}

type Walk = { readonly issues: Finding[]; valuesLeft: number };

/** Texts that PostgreSQL cannot keep, and numbers that JSON cannot, are refused here, where their line is known. */
function toJson(value: unknown, path: Path, walk: Walk): Json {
  walk.valuesLeft -= 1;
  if (walk.valuesLeft === 0) {
    walk.issues.push({ path: [], problem: 'the file holds too many values', expected: `at most ${VALUES_MAX} values` });
  }
  if (walk.valuesLeft <= 0) return null;
  if (path.length > DEPTH_MAX) {
    walk.issues.push({ path, problem: 'this is nested too deeply', expected: `at most ${DEPTH_MAX} levels` });
    return null;
  }
  if (typeof value === 'string') return checkedText(value, path, walk);
  if (typeof value === 'boolean' || value === null || value === undefined) return value ?? null;
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      walk.issues.push({ path, problem: `${value} is no number`, expected: 'a finite number' });
    return value;
  }
  if (Array.isArray(value)) return value.map((item: unknown, index) => toJson(item, [...path, index], walk));
  if (typeof value !== 'object') {
    walk.issues.push({
      path,
      problem: `a ${typeof value} is not plain data`,
      expected: 'a text, number, list or group of keys',
    });
    return null;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [checkedText(key, path, walk), toJson(item, [...path, key], walk)]),
  );
}

function checkedText(text: string, path: Path, walk: Walk): string {
  if (!text.isWellFormed() || text.includes('\u0000')) {
    walk.issues.push({ path, problem: 'the text holds U+0000 or half a character', expected: 'valid Unicode text' });
  }
  return text;
}

function findNode(document: Parsed, lines: LineCounter, path: Path): { depth: number; line: number } {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const step = childOf(node, key);
    if (step === null) return { depth, line: lines.linePos(offset).line };
    node = step.value;
    offset = step.offset ?? offset;
  }
  return { depth: path.length, line: lines.linePos(offset).line };
}

type Step = { readonly value: Node | null; readonly offset: number | undefined };

function childOf(node: Node | null, key: string | number): Step | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (pair === undefined) return null;
    return {
      value: isNode(pair.value) ? pair.value : null,
      offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined,
    };
  }
  if (isSeq(node) && typeof key === 'number') {
    const item = node.items[key];
    return isNode(item) ? { value: item, offset: item.range?.[0] } : null;
  }
  return null;
}
