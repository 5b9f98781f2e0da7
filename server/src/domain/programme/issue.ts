// What is wrong with a programme, and where: file, line, path, problem and what was expected instead.
// It finds nothing by itself; reading and compiling report through it.

import { shown } from '../rules/expression-schema.ts';

/** Keys and positions from the root of the document: `['tier_systems', 'club', 'levels', 'roast', 'rank']`. */
export type Path = readonly (string | number)[];

export type ProgrammeIssue = {
  /** Relative to the programme's folder; empty when the document did not come from files. */
  readonly file: string;
  /** As written by `writePath`. */
  readonly path: string;
  readonly line: number | null;
  readonly problem: string;
  readonly expected: string;
};

/** An issue before its place in the files is looked up. */
export type Finding = { readonly path: Path; readonly problem: string; readonly expected: string };

/** Where a path stands; for a path that does not exist, its nearest parent. */
export type Locate = (path: Path) => { readonly file: string; readonly line: number | null };

/** More would be read by nobody: the first hundred name the causes of the rest. */
export const ISSUES_MAX = 100;

export const NOWHERE: Locate = () => ({ file: '', line: null });

/** `tier_systems.club.levels.roast.entrance.conditions[0].at_least` */
export function writePath(path: Path): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`)).join('');
}

export function located(findings: readonly Finding[], locate: Locate): readonly ProgrammeIssue[] {
  return findings.slice(0, ISSUES_MAX).map(({ path, problem, expected }) => {
    const { file, line } = locate(path);
    return { file, path: writePath(path), line, problem, expected };
  });
}

/** `accounts.yaml:3 accounts.beans.titel: unknown key titel; expected title` */
export function issueText(issue: ProgrammeIssue): string {
  const place = [issue.file, issue.line].filter((part) => part !== '' && part !== null).join(':');
  const where = [place, issue.path].filter((part) => part !== '').join(' ');
  return `${where}: ${issue.problem}; expected ${issue.expected}`;
}

export function oneOf(names: readonly string[]): string {
  return names.length === 0 ? 'nothing: none is declared' : `one of: ${shown(names)}`;
}
