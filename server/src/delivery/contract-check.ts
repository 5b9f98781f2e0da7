// Holds messages against the contract of their provider: every variant is rendered for made-up decisions and customers, as
// it would be for real ones, and what the receiver would get is validated. It runs in a thread of its own: see `contracts.ts`.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Access, RenderedMessage } from '../connectors/connector.ts';
import { connectorOf } from '../connectors/registry.ts';
import type { Json, JsonObject } from '../domain/facts.ts';
import type { SampleCustomer } from '../domain/messages/sample-customers.ts';
import { sampleCustomers } from '../domain/messages/sample-customers.ts';
import { SAMPLE_ID, type SampleDecision, sampleDecisions } from '../domain/messages/samples.ts';
import type { Finding, Path } from '../domain/programme/issue.ts';
import type { Programme } from '../domain/programme/programme.ts';
import type { ProviderDefinition } from '../domain/programme/schema-messages.ts';
import { type Instant, isDateText } from '../domain/time.ts';
import { renderParts } from './render.ts';

/** More breaches of one variant have the same cause, or are for the next time. */
const BREACHES_MAX = 10;
/** Decisions that a variant is rendered for: beyond these, rules repeat each other. */
const DECISIONS_MAX = 40;

/** `tell` hears what is looked at next, so that whoever gives up waiting can say where. */
export function checkContracts(programme: Programme, now: Instant, tell: (path: Path) => void): readonly Finding[] {
  const customers = sampleCustomers(programme, now);
  const { messages, providers } = programme.document;
  return Object.entries(providers).flatMap(([provider, definition]): readonly Finding[] => {
    if (definition.contract === undefined) return [];
    const path = ['providers', provider, 'contract'];
    tell(path);
    const contract = readContract(definition.contract);
    if (!contract.ok) return [{ ...contract.finding, path: [...path, ...contract.finding.path] }];
    return Object.entries(messages).flatMap(([message, { variants }]) => {
      const variant = Object.hasOwn(variants, provider) ? variants[provider] : undefined;
      if (variant === undefined || !isSentWhole(definition, variant)) return [];
      tell(['messages', message, 'variants', provider]);
      const decisions = sampleDecisions(programme, message, now).slice(0, DECISIONS_MAX);
      const names = { message, provider, definition };
      return breachesOf({ programme, now, names, validate: contract.validate, samples: pairs(decisions, customers) });
    });
  });
}

/** What a webhook receives is its body, whoever wrote it; others fill their template with the variant's, where it has one. */
function isSentWhole({ connector }: ProviderDefinition, variant: { readonly body?: Json | undefined }): boolean {
  return connector === 'webhook' || variant.body !== undefined;
}

type Contract =
  | { readonly ok: true; readonly validate: ValidateFunction }
  | { readonly ok: false; readonly finding: Finding };

function readContract(schema: JsonObject): Contract {
  // Not strict: contracts carry annotations of their own, such as `example`. Formats that are not listed are annotations too.
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, formats: FORMATS });
  const expected = 'JSON Schema, draft 2020-12';
  try {
    if (ajv.validateSchema(schema) !== true) {
      const [first] = ajv.errors ?? [];
      const path = first === undefined ? [] : pathOf(first.instancePath);
      return { ok: false, finding: { path, problem: `the contract is no JSON Schema: ${wordsOf(first)}`, expected } };
    }
    return { ok: true, validate: ajv.compile(schema) };
  } catch (error) {
    // References that lead nowhere or elsewhere, patterns that cannot be read, other drafts: the library throws for them.
    const reason = error instanceof Error ? error.message : 'unknown error';
    const problem = `the contract cannot be used: ${reason}`.slice(0, 300);
    return {
      ok: false,
      finding: { path: [], problem, expected: `${expected}, without references to other documents` },
    };
  }
}

/** The formats that contracts of loyalty messages speak of. */
const FORMATS: { readonly [format: string]: RegExp | ((text: string) => boolean) } = {
  date: isDateText,
  'date-time': (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text)),
  email: /^[^\s@]+@[^\s@]+$/,
  uri: (text) => URL.canParse(text),
  uuid: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
};

type Sample = { readonly decision: SampleDecision; readonly customer: SampleCustomer };

/** All customers meet the first decision; the others are met by who has nothing and who has everything. */
function pairs(decisions: readonly SampleDecision[], customers: readonly SampleCustomer[]): readonly Sample[] {
  const [first, ...others] = decisions;
  const extremes = [...customers.slice(0, 1), ...customers.slice(-1)];
  return [
    ...(first === undefined ? [] : customers.map((customer) => ({ decision: first, customer }))),
    ...others.flatMap((decision) => extremes.map((customer) => ({ decision, customer }))),
  ];
}

type Check = {
  readonly programme: Programme;
  readonly now: Instant;
  readonly names: { readonly message: string; readonly provider: string; readonly definition: ProviderDefinition };
  readonly validate: ValidateFunction;
  readonly samples: readonly Sample[];
};

/** Each breach once, for the first sample that shows it. */
function breachesOf({ programme, now, names, validate, samples }: Check): readonly Finding[] {
  const { message, provider, definition } = names;
  const path = ['messages', message, 'variants', provider];
  const found = new Map<string, Finding>();
  for (const { decision, customer } of samples) {
    const facts = { id: SAMPLE_ID, createdAt: now, variables: decision.variables, message, provider };
    const rendering = renderParts({ message: facts, state: customer.state, programme, now });
    const sample = `for ${customer.words}, ${decision.words}`;
    if (!rendering.ok) {
      const expected = 'a variant that can be rendered for everybody';
      found.getOrInsert(rendering.reason, { path, problem: `${rendering.reason} (${sample})`, expected });
      continue;
    }
    const body = bodyOf(rendering.rendered, definition);
    if (body === null || validate(body.json)) continue;
    for (const error of validate.errors ?? []) {
      const at = error.instancePath === '' ? '' : ` at ${error.instancePath}`;
      const problem = `the body breaks the contract${at}: ${wordsOf(error)}`;
      const place = body.isOwn ? [...path, 'body', ...pathOf(error.instancePath)] : path;
      const expected = `what providers.${provider}.contract says at ${error.schemaPath}`;
      found.getOrInsert(problem, { path: place, problem: `${problem} (${sample})`, expected });
    }
    if (found.size >= BREACHES_MAX) break;
  }
  return [...found.values()].slice(0, BREACHES_MAX);
}

/** Null where nothing would be sent, such as an e-mail to somebody who has no address. `isOwn`: the variant wrote it. */
function bodyOf(
  rendered: RenderedMessage,
  { connector, settings }: ProviderDefinition,
): { readonly json: Json; readonly isOwn: boolean } | null {
  const prepared = connectorOf(connector).prepare(rendered, { access: SAMPLE_ACCESS, settings });
  if (!prepared.ok) return null;
  const isOwn = rendered.body !== null;
  return { json: connector === 'webhook' && !isOwn ? JSON.parse(prepared.request.body) : rendered.body, isOwn };
}

const SAMPLE_ACCESS: Access = { url: 'https://provider.invalid', key: 'sample', secrets: [] };

/** `/offers/0/code` as a path; whether a part is a position or a name is told by its look. */
function pathOf(pointer: string): Path {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^\d{1,6}$/.test(name) ? Number(name) : name;
  });
}

/** `must be one of: "gold", "silver"` */
function wordsOf(error: ErrorObject | undefined): string {
  if (error === undefined) return 'it breaks the draft';
  const { keyword, message = `breaks ${keyword}`, params } = error;
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    const values: readonly unknown[] = params.allowedValues;
    return `${message}: ${values.map((value) => JSON.stringify(value)).join(', ')}`.slice(0, 300);
  }
  if (keyword === 'additionalProperties') return `${message}: ${String(params.additionalProperty)}`;
  if (keyword === 'const') return `${message}: ${JSON.stringify(params.allowedValue)}`.slice(0, 300);
  return message;
}
