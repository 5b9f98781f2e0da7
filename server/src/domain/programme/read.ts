// Reads a programme from its folder of YAML files: parsed, merged into one document, held against the schema.
// References and expressions are checked by compile.ts; files are handed in as texts, nothing is read from a disk here.

import { isJsonObject, type Json, type JsonObject } from '../facts.ts';
import { ISSUES_MAX, type Locate, located, NOWHERE, type Path, type ProgrammeIssue, writePath } from './issue.ts';
import { type ProgrammeDocument, programmeSchema } from './schema.ts';
import { findingsOf } from './schema-words.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/** Texts by path below the programme's folder: `{ 'tiers/club.yaml': '…' }`. */
export type ProgrammeFiles = { readonly [path: string]: string };

export type ProgrammeReading =
  | {
      readonly ok: true;
      readonly document: ProgrammeDocument;
      /** The document as written, without defaults. */
      readonly input: JsonObject;
      readonly locate: Locate;
    }
  | { readonly ok: false; readonly issues: readonly ProgrammeIssue[] };

const FILES_MAX = 200;
const FILE_LENGTH_MAX = 256 * 1024;
const TOTAL_LENGTH_MAX = 2 * 1024 * 1024;
const PATH_LENGTH_MAX = 200;

export function readProgramme(files: ProgrammeFiles): ProgrammeReading {
  const { input, issues: found, locate } = mergeFiles(files);
  const issues = [...found];
  const parsed = programmeSchema.safeParse(input);
  if (!parsed.success) {
    const findings = findingsOf(programmeSchema, parsed.error.issues, input);
    // A file that could not be read may hold what seems to be missing.
    const isWhole = issues.length === 0;
    issues.push(...located(findings, locate).filter((issue) => isWhole || !issue.problem.endsWith(' is missing')));
  }
  if (issues.length > 0 || !parsed.success) return { ok: false, issues: inOrder(issues).slice(0, ISSUES_MAX) };
  return { ok: true, document: parsed.data, input, locate };
}

/** The files as one document, whatever it says: of a draft that may be wrong still, too. */
export function mergeFiles(files: ProgrammeFiles): {
  readonly input: JsonObject;
  /** What cannot be read, or is given twice. */
  readonly issues: readonly ProgrammeIssue[];
  readonly locate: Locate;
} {
  // Sorted, so that the order of a document never depends on how the files were listed.
  const paths = Object.keys(files).sort();
  const refused = boundIssues(files, paths);
  if (refused.length > 0) return { input: {}, issues: refused, locate: NOWHERE };
  const issues: ProgrammeIssue[] = [];
  const yamlFiles: YamlFile[] = [];
  for (const file of paths) {
    const reading = readYaml(file, files[file] ?? '');
    if (reading.ok) yamlFiles.push(reading.yaml);
    else issues.push(...reading.issues.map((issue) => ({ ...issue, file, path: writePath(issue.path) })));
  }
  const { input, clashes } = merge(yamlFiles);
  return { input, issues: [...issues, ...clashes], locate: locator(yamlFiles) };
}

function boundIssues(files: ProgrammeFiles, paths: readonly string[]): readonly ProgrammeIssue[] {
  const issue = (file: string, problem: string, expected: string) => ({
    file,
    path: '',
    line: null,
    problem,
    expected,
  });
  if (paths.length === 0) return [issue('', 'the programme has no files', 'at least one .yaml file')];
  if (paths.length > FILES_MAX)
    return [issue('', `the programme has ${paths.length} files`, `at most ${FILES_MAX} files`)];
  const issues = paths.flatMap((path) => {
    const length = files[path]?.length ?? 0;
    if (!isFilePath(path)) {
      const expected = 'a relative path of letters, digits, _ - and . that ends in .yaml';
      return [issue(path.slice(0, PATH_LENGTH_MAX), 'this is no path of a programme file', expected)];
    }
    if (length <= FILE_LENGTH_MAX) return [];
    return [issue(path, `the file has ${length} characters`, `at most ${FILE_LENGTH_MAX}; split it up`)];
  });
  const total = paths.reduce((sum, path) => sum + (files[path]?.length ?? 0), 0);
  if (total > TOTAL_LENGTH_MAX) {
    issues.push(issue('', `all files together have ${total} characters`, `at most ${TOTAL_LENGTH_MAX}`));
  }
  return issues.slice(0, ISSUES_MAX);
}

/** Exported files are written below a folder: no path may lead out of it. */
export function isFilePath(path: string): boolean {
  return (
    path.length <= PATH_LENGTH_MAX &&
    /^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.ya?ml$/.test(path)
  );
}

type Merged = { readonly input: JsonObject; readonly clashes: readonly ProgrammeIssue[] };

/** Sections that several files share are joined entry by entry; nothing may be given twice. */
function merge(yamlFiles: readonly YamlFile[]): Merged {
  const input: { [key: string]: Json } = {};
  const clashes: ProgrammeIssue[] = [];
  const owners = new Map<string, YamlFile>();
  const claim = (yaml: YamlFile, path: Path): boolean => {
    const key = writePath(path);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, yaml);
    else clashes.push(clash(yaml, owner, path));
    return owner === undefined;
  };
  for (const yaml of yamlFiles) {
    if (yaml.value === null) continue;
    if (!isJsonObject(yaml.value)) {
      clashes.push({
        file: yaml.file,
        path: '',
        line: 1,
        problem: 'the file is not a group of keys',
        expected: 'sections such as accounts: or events:',
      });
      continue;
    }
    for (const [section, value] of Object.entries(yaml.value)) {
      const before = Object.hasOwn(input, section) ? input[section] : undefined;
      if (isJsonObject(value) && (before === undefined || isJsonObject(before))) {
        const added = Object.entries(value).filter(([name]) => claim(yaml, [section, name]));
        define(input, section, { ...before, ...Object.fromEntries(added) });
        if (before === undefined) owners.set(section, yaml);
      } else if (claim(yaml, [section])) define(input, section, value);
    }
  }
  return { input, clashes };
}

/** Plain assignment to a key called `__proto__` would change the object instead of adding to it. */
function define(target: { [key: string]: Json }, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

function clash(yaml: YamlFile, owner: YamlFile, path: Path): ProgrammeIssue {
  const first = `${owner.file} line ${owner.find(path).line}`;
  return {
    file: yaml.file,
    path: writePath(path),
    line: yaml.find(path).line,
    problem: `${writePath(path)} is given twice, first in ${first}`,
    expected: 'one definition',
  };
}

/** The file that has most of a path is where it belongs. */
function locator(yamlFiles: readonly YamlFile[]): Locate {
  return (path) => {
    let best: { file: string; line: number | null; depth: number } = { file: '', line: null, depth: 0 };
    for (const yaml of yamlFiles) {
      const { depth, line } = yaml.find(path);
      if (depth > best.depth) best = { file: yaml.file, line, depth };
    }
    return { file: best.file, line: best.line };
  };
}

function inOrder(issues: readonly ProgrammeIssue[]): readonly ProgrammeIssue[] {
  return issues.toSorted((a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
