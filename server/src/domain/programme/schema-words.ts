// Turns what Zod says about a document into plain sentences: what is wrong here, and what was expected.
// Names that nobody knows get the nearest known one. It decides nothing about validity.

import { z } from 'zod';
import { isJsonObject, type Json } from '../facts.ts';
import { nearest } from '../rules/expression-schema.ts';
import { type Finding, oneOf, type Path } from './issue.ts';

type ZodIssue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

export function findingsOf(schema: Schema, issues: readonly ZodIssue[], input: Json): readonly Finding[] {
  const unknown = issues.flatMap((issue) => unknownKeys(schema, issue, input));
  // `titel` beside a missing `title` is one slip, not two.
  const explained = new Set(unknown.map(({ path, expected }) => JSON.stringify([...path.slice(0, -1), expected])));
  const others = issues.filter(
    (issue) => issue.code !== 'unrecognized_keys' && !explained.has(JSON.stringify(pathOf(issue))),
  );
  return [...others.flatMap((issue) => findings(issue, input)), ...unknown];
}

function pathOf(issue: ZodIssue): Path {
  return issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
}

function unknownKeys(schema: Schema, issue: ZodIssue, input: Json): readonly Finding[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = pathOf(issue);
  const known = keysAt(schema, path, input);
  return issue.keys.map((key) => ({
    path: [...path, key],
    problem: `unknown key ${key}`,
    expected: nearest(key, known) ?? oneOf(known),
  }));
}

function findings(issue: ZodIssue, input: Json): readonly Finding[] {
  const path = pathOf(issue);
  const found = valueAt(input, path);
  const say = (problem: string, expected: string): readonly Finding[] => [{ path, problem, expected }];
  switch (issue.code) {
    case 'invalid_type':
      return say(
        found === undefined ? `${lastOf(path)} is missing` : `found ${shownValue(found)}`,
        typeWords(issue.expected),
      );
    case 'too_small':
    case 'too_big':
      return say(sizeProblem(issue.origin, found), sizeExpected(issue));
    case 'invalid_format':
      return say(`found ${shownValue(found)}`, issue.format === 'datetime' ? INSTANT_WORDS : issue.message);
    case 'invalid_value':
      return say(`found ${shownValue(found)}`, choiceWords(found, issue.values.map(String)));
    case 'invalid_key':
      return say(`${lastOf(path)} cannot be used as a name`, issue.issues[0]?.message ?? 'a name');
    case 'invalid_union':
      return unionFindings(issue, path, input);
    case 'custom':
      return say(`found ${shownValue(found)}`, issue.message);
    default:
      return say(`found ${shownValue(found)}`, issue.message);
  }
}

const INSTANT_WORDS = 'an instant such as 2026-12-24T00:00:00Z';

type UnionIssue = Extract<ZodIssue, { code: 'invalid_union' }>;

/** Without a branch that nearly fits, each branch says what it wanted. */
function unionFindings(issue: UnionIssue, path: Path, input: Json): readonly Finding[] {
  const found = valueAt(input, path);
  if ('options' in issue && Array.isArray(issue.options)) {
    const options = issue.options.map(String);
    const problem = found === undefined ? `${lastOf(path)} is missing` : `found ${shownValue(found)}`;
    return [{ path, problem, expected: choiceWords(found, options) }];
  }
  const branches = issue.errors.map((errors) =>
    errors.flatMap((inner) => findings({ ...inner, path: [...path, ...inner.path] }, input)),
  );
  const deep = branches.find((branch) => branch.some((finding) => finding.path.length > path.length));
  if (deep !== undefined) return deep;
  const wanted = [...new Set(branches.flatMap((branch) => branch.map((finding) => finding.expected)))];
  return [{ path, problem: `found ${shownValue(found)}`, expected: wanted.join(' or ') || issue.message }];
}

function typeWords(expected: string): string {
  switch (expected) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'a group of keys';
    case 'record':
      return 'entries by name';
    default:
      return expected;
  }
}

function sizeProblem(origin: string, found: Json | undefined): string {
  if (origin === 'string' && typeof found === 'string') return `the text has ${found.length} characters`;
  if (origin === 'array' && Array.isArray(found)) return `the list has ${found.length} items`;
  return `found ${shownValue(found)}`;
}

type SizeIssue = Extract<ZodIssue, { code: 'too_small' | 'too_big' }>;

function sizeExpected(issue: SizeIssue): string {
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  switch (issue.origin) {
    case 'string':
      return `${bound} characters`;
    case 'array':
      return `${bound} items`;
    default:
      return `a whole number of ${bound}`;
  }
}

function choiceWords(found: Json | undefined, choices: readonly string[]): string {
  const suggestion = typeof found === 'string' ? nearest(found, choices) : undefined;
  return suggestion === undefined ? oneOf(choices) : `${suggestion} (${oneOf(choices)})`;
}

const SHOWN_MAX = 60;

function shownValue(value: Json | undefined): string {
  if (value === undefined || value === null) return 'no value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = JSON.stringify(value);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}

function lastOf(path: Path): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `item ${last + 1}` : (last ?? 'the document');
}

function valueAt(input: Json, path: Path): Json | undefined {
  let value: Json | undefined = input;
  for (const key of path) value = childValue(value, key);
  return value;
}

function childValue(value: Json | undefined, key: string | number): Json | undefined {
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return typeof key === 'number' ? items[key] : undefined;
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
  return value[String(key)];
}

/** The keys that the schema knows at a path, found by walking schema and document together. */
function keysAt(schema: Schema, path: Path, input: Json): readonly string[] {
  let schemas = variants(schema, input);
  let value: Json | undefined = input;
  for (const key of path) {
    value = childValue(value, key);
    schemas = schemas.flatMap((candidate) => childSchemas(candidate, key)).flatMap((child) => variants(child, value));
  }
  return [
    ...new Set(schemas.flatMap((candidate) => (candidate instanceof z.ZodObject ? Object.keys(candidate.shape) : []))),
  ];
}

/** The schemas that a value may have been meant for, unwrapped; a `kind` that fits rules out the others. */
function variants(schema: Schema, value: Json | undefined): readonly Schema[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return variants(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodLazy) return variants(schema.unwrap(), value);
  if (schema instanceof z.ZodPipe) return variants(schema.in, value);
  if (!(schema instanceof z.ZodUnion)) return [schema];
  const all = schema.options.flatMap((option) => variants(option, value));
  const sameKind = all.filter((option) => hasKind(option, childValue(value, 'kind')));
  return sameKind.length > 0 ? sameKind : all;
}

function hasKind(schema: Schema, kind: Json | undefined): boolean {
  if (!(schema instanceof z.ZodObject)) return false;
  const literal = schema.shape.kind;
  return literal instanceof z.ZodLiteral && typeof kind === 'string' && literal.values.has(kind);
}

function childSchemas(schema: Schema, key: string | number): readonly Schema[] {
  if (schema instanceof z.ZodObject) {
    const child = schema.shape[String(key)];
    return child === undefined ? [] : [child];
  }
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  return schema instanceof z.ZodArray ? [schema.element] : [];
}
