// The functions of expressions: a closed list, each pure and independent of clock, time zone and locale.
// Comprehensions are not among them: they bind a variable and are built beside the compiler.

import { dateParts, dayNumber } from './calendar-date.ts';
import { codePointCount } from './code-point-order.ts';
import { whole } from './expression-operators.ts';
import { aType, literalOf, type Part, type PartType, refuse, type ScalarType } from './expression-part.ts';
import { nearest } from './expression-schema.ts';
import { isList, type Run, ruleError, spend, type Value } from './expression-value.ts';
import { compileRegex } from './regex.ts';

export type Call = {
  readonly name: string;
  readonly isMethod: boolean;
  readonly args: readonly Part[];
  readonly offset: number;
};

type Accepted = ScalarType | 'list';
type Built = Pick<Part, 'type' | 'run' | 'literals'>;
type Definition = {
  readonly form: 'function' | 'method' | 'both';
  /** How it is written, for messages. */
  readonly usage: string;
  readonly parameters: readonly (readonly Accepted[])[];
  /** Called with as many parts as there are parameters, each of an accepted type. */
  readonly build: (args: readonly Part[], offset: number) => Built;
};

const DAY_MS = 86_400_000;
const NOT_WHOLE = ruleError('int() of a number beyond 2^53');

const FUNCTIONS: ReadonlyMap<string, Definition> = new Map<string, Definition>([
  [
    'regex',
    { form: 'function', usage: "regex(text, 'pattern')", parameters: [['string'], ['string']], build: regexPart },
  ],
  ['lower', { form: 'function', usage: 'lower(text)', parameters: [['string']], build: lowerPart }],
  ['size', { form: 'both', usage: 'size(text or list)', parameters: [['string', 'list']], build: sizePart }],
  ['startsWith', textTest('startsWith', (text, part) => text.startsWith(part))],
  ['endsWith', textTest('endsWith', (text, part) => text.endsWith(part))],
  ['contains', textTest('contains', (text, part) => text.includes(part))],
  ['date', { form: 'function', usage: 'date("1990-05-17")', parameters: [['string']], build: datePart }],
  [
    'timestamp',
    { form: 'function', usage: 'timestamp("2026-01-31T09:00:00Z")', parameters: [['string']], build: timestampPart },
  ],
  ['year', dateField('year')],
  ['month', dateField('month')],
  ['day', dateField('day')],
  [
    'days_between',
    {
      form: 'function',
      usage: 'days_between(from, to)',
      parameters: [
        ['date', 'datetime'],
        ['date', 'datetime'],
      ],
      build: daysPart,
    },
  ],
  ['int', { form: 'function', usage: 'int(number)', parameters: [['int', 'double']], build: intPart }],
  ['double', { form: 'function', usage: 'double(number)', parameters: [['int', 'double']], build: doublePart }],
  [
    'string',
    { form: 'function', usage: 'string(value)', parameters: [['string', 'int', 'bool', 'date']], build: stringPart },
  ],
]);

export function call({ name, isMethod, args, offset }: Call): Part {
  const definition = FUNCTIONS.get(name);
  if (definition === undefined) return refuseUnknown(name, offset);
  const { form, usage, parameters } = definition;
  const isWrongForm = form !== 'both' && (form === 'method') !== isMethod;
  if (isWrongForm || args.length !== parameters.length) return refuse(offset, `${name} is not called like this`, usage);
  for (const [index, accepted] of parameters.entries()) {
    const arg = args[index];
    if (arg === undefined || !accepts(accepted, arg.type)) {
      const found = arg === undefined ? 'nothing' : aType(arg.type);
      return refuse(arg?.offset ?? offset, `${name} was given ${found}`, `${usage} of type ${accepted.join(' or ')}`);
    }
  }
  return { ...definition.build(args, offset), offset };
}

function refuseUnknown(name: string, offset: number): never {
  if (name === 'matches')
    return refuse(offset, 'matches() is not available: some patterns would stop the engine', "regex(text, 'pattern')");
  const known = [...FUNCTIONS.keys(), 'has', 'all', 'exists', 'exists_one', 'filter', 'map'];
  const suggestion = nearest(name, known);
  const usage = suggestion === undefined ? undefined : (FUNCTIONS.get(suggestion)?.usage ?? `${suggestion}(…)`);
  return refuse(offset, `there is no function ${name}`, usage ?? `one of: ${known.join(', ')}`);
}

function accepts(accepted: readonly Accepted[], type: PartType): boolean {
  return accepted.includes(typeof type === 'string' ? type : 'list');
}

function regexPart(args: readonly Part[], offset: number): Built {
  const pattern = literalText(args[1], "regex() takes a pattern that is written out: regex(text, 'pattern')", offset);
  const compiled = compileRegex(pattern);
  if (!compiled.ok) return refuse(args[1]?.offset ?? offset, compiled.message, 'a pattern in RE2 syntax');
  const text = runOf(args, 0);
  const run: Run = (scope) => {
    const value = text(scope);
    if (typeof value !== 'string') return value;
    return spend(scope, value.length) ?? compiled.regex.test(value);
  };
  return { type: 'bool', run };
}

/** `toLowerCase` follows Unicode alone; the locale has its own method. */
function lowerPart(args: readonly Part[]): Built {
  return { type: 'string', run: overText(runOf(args, 0), (text) => text.toLowerCase()) };
}

function sizePart(args: readonly Part[]): Built {
  const run = runOf(args, 0);
  return {
    type: 'int',
    run: (scope) => {
      const value = run(scope);
      if (typeof value === 'string') return codePointCount(value);
      return isList(value) ? value.length : value;
    },
  };
}

function textTest(name: string, test: (text: string, part: string) => boolean): Definition {
  const build = (args: readonly Part[]): Built => {
    const [text, part] = [runOf(args, 0), runOf(args, 1)];
    const run: Run = (scope) => {
      const a = text(scope);
      if (typeof a !== 'string') return a;
      const b = part(scope);
      return typeof b === 'string' ? test(a, b) : b;
    };
    return { type: 'bool', run };
  };
  return { form: 'method', usage: `text.${name}("part")`, parameters: [['string'], ['string']], build };
}

function datePart(args: readonly Part[], offset: number): Built {
  const text = literalText(
    args[0],
    'date() takes a date that is written out: declare a field as date to compare it',
    offset,
  );
  if (dateParts(text) === undefined)
    return refuse(offset, `${JSON.stringify(text)} is not a date`, 'date("1990-05-17")');
  return { type: 'date', run: () => text, literals: [text] };
}

/** RFC 3339 with an offset: a timestamp without one would mean another instant in every time zone. */
function timestampPart(args: readonly Part[], offset: number): Built {
  const text = literalText(
    args[0],
    'timestamp() takes a time that is written out: declare a field as datetime to compare it',
    offset,
  );
  const instant = epochMs(text);
  if (instant === undefined) {
    return refuse(offset, `${JSON.stringify(text)} is not a time with an offset`, 'timestamp("2026-01-31T09:00:00Z")');
  }
  return { type: 'datetime', run: () => instant, literals: [instant] };
}

function epochMs(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    // Temporal throws a RangeError for days and hours that do not exist: the caller refuses them.
    return undefined;
  }
}

function dateField(field: 'year' | 'month' | 'day'): Definition {
  const [from, to] = { year: [0, 4], month: [5, 7], day: [8, 10] }[field];
  const build = (args: readonly Part[]): Built => ({
    type: 'int',
    run: overText(runOf(args, 0), (text) => Number(text.slice(from, to))),
  });
  return { form: 'function', usage: `${field}(date)`, parameters: [['date']], build };
}

/** From the first to the second, negative when the second is earlier. Between datetimes: whole periods of 24 hours. */
function daysPart(args: readonly Part[], offset: number): Built {
  if (args[0]?.type !== args[1]?.type) {
    return refuse(
      offset,
      'days_between was given a date and a datetime',
      'two dates or two datetimes: a datetime has no day without a time zone',
    );
  }
  const [from, to] = [runOf(args, 0), runOf(args, 1)];
  const run: Run = (scope) => {
    const a = from(scope);
    if (typeof a === 'object') return a;
    const b = to(scope);
    if (typeof b === 'object') return b;
    if (typeof a === 'number' && typeof b === 'number') return whole(Math.trunc((b - a) / DAY_MS));
    return dayOf(b) - dayOf(a);
  };
  return { type: 'int', run };
}

function dayOf(value: boolean | number | string): number {
  const parts = dateParts(String(value));
  // Dates were checked when they were read or compiled.
  return parts === undefined ? Number.NaN : dayNumber(parts);
}

/** Cuts towards zero, as CEL has it. */
function intPart(args: readonly Part[]): Built {
  const run = runOf(args, 0);
  return {
    type: 'int',
    run: (scope) => {
      const value = run(scope);
      if (typeof value !== 'number') return value;
      const cut = Math.trunc(value);
      return Number.isSafeInteger(cut) ? cut + 0 : NOT_WHOLE;
    },
  };
}

function doublePart(args: readonly Part[]): Built {
  return { type: 'double', run: runOf(args, 0) };
}

function stringPart(args: readonly Part[]): Built {
  const run = runOf(args, 0);
  return {
    type: 'string',
    run: (scope) => {
      const value = run(scope);
      return typeof value === 'object' ? value : String(value);
    },
  };
}

function overText(run: Run, operate: (text: string) => Value): Run {
  return (scope) => {
    const value = run(scope);
    return typeof value === 'string' ? operate(value) : value;
  };
}

function literalText(part: Part | undefined, message: string, offset: number): string {
  const literal = part === undefined || part.type !== 'string' ? undefined : literalOf(part);
  if (typeof literal !== 'string') return refuse(part?.offset ?? offset, message, 'a text in quotes');
  return literal;
}

/** `call` has counted the arguments before anything is built. */
function runOf(args: readonly Part[], index: number): Run {
  const part = args[index];
  if (part === undefined) throw new Error(`argument ${index} was not counted`);
  return part.run;
}
