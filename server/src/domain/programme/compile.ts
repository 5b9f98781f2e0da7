// Compiles a document into the programme that decisions run on: every reference resolved, every expression type-checked.
// All that is wrong is reported at once. Nothing here knows of files; `checkProgramme` joins reading and compiling.

import type { JsonObject } from '../facts.ts';
import { type Instant, type Span, shift } from '../time.ts';
import { type Compilation, expression, openCompilation, report, requireLength, resolve } from './compilation.ts';
import { checkCards } from './compile-cards.ts';
import { checkCare } from './compile-care.ts';
import { checkMessages } from './compile-messages.ts';
import { type Audiences, compileOffers } from './compile-offers.ts';
import { compilePromoLists } from './compile-promo.ts';
import { compileCampaign } from './compile-rules.ts';
import { type CompiledSystem, compileTierSystem, reportMissingDay } from './compile-tiers.ts';
import { findCycles } from './cycles.ts';
import { type Locate, located, NOWHERE, type ProgrammeIssue } from './issue.ts';
import { isPlatformEvent, PLATFORM_PREFIX } from './platform-events.ts';
import type { Metric, Programme, PromoList, Rule, TierSystem } from './programme.ts';
import { type ProgrammeFiles, readProgramme } from './read.ts';
import type { FieldDefinition, ProgrammeDocument } from './schema.ts';
import { type Warning, warningsOf } from './warnings.ts';

type ProgrammeCompilation =
  | { readonly ok: true; readonly programme: Programme; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly issues: readonly ProgrammeIssue[] };

export function compileProgramme(
  document: ProgrammeDocument,
  version: number,
  liveFrom: Instant,
  locate: Locate = NOWHERE,
): ProgrammeCompilation {
  const compilation = openCompilation(document);
  checkAccounts(compilation);
  checkSources(compilation);
  checkFields(compilation);
  checkCare(compilation);
  compileAudiences(compilation);
  checkMessages(compilation);
  const offerAudiences = compileOffers(compilation);
  checkCards(compilation);
  const systems = Object.entries(document.tier_systems).map(([name, system]) =>
    compileTierSystem(compilation, name, system),
  );
  const primarySystem = findPrimary(compilation, systems);
  const campaigns = Object.entries(document.campaigns)
    .map(([name, campaign]) => compileCampaign(compilation, name, campaign))
    .toSorted((a, b) => (a.campaign?.priority ?? 0) - (b.campaign?.priority ?? 0));
  const promoLists = compilePromoLists(compilation);
  const rules = [...systems.flatMap((compiled) => compiled.rules), ...campaigns];
  const tierSystems = systems.map((compiled) => compiled.system);
  const cycles = compilation.findings.length > 0 ? [] : findCycles(document, rules, tierSystems);
  for (const cycle of cycles) {
    if (!cycle.hasLimit) report(compilation, cycle.path, cycle.sentence, 'a limit on one of these rules');
  }
  if (compilation.findings.length > 0) return { ok: false, issues: located(compilation.findings, locate) };
  const programme = assemble(compilation, {
    version,
    liveFrom,
    rules,
    tierSystems,
    primarySystem,
    offerAudiences,
    promoLists,
  });
  return { ok: true, programme, warnings: warningsOf(programme, cycles) };
}

export type CheckedProgramme =
  | {
      readonly ok: true;
      readonly document: ProgrammeDocument;
      readonly input: JsonObject;
      readonly locate: Locate;
      readonly programme: Programme;
      readonly warnings: readonly Warning[];
    }
  | {
      readonly ok: false;
      readonly issues: readonly ProgrammeIssue[];
      /** Where the files could be read, but do not compile: so that whoever looks for more can tell everything at once. */
      readonly reading: { readonly document: ProgrammeDocument; readonly locate: Locate } | null;
    };

/** Reads and compiles a folder; issues name file and line. */
export function checkProgramme(files: ProgrammeFiles, version: number, liveFrom: Instant): CheckedProgramme {
  const reading = readProgramme(files);
  if (!reading.ok) return { ...reading, reading: null };
  const { document, input, locate } = reading;
  const compiled = compileProgramme(document, version, liveFrom, locate);
  if (!compiled.ok) return { ...compiled, reading: { document, locate } };
  return {
    ok: true,
    document,
    input,
    locate,
    programme: compiled.programme,
    warnings: compiled.warnings,
  };
}

function checkAccounts(compilation: Compilation): void {
  const { accounts } = compilation.document;
  for (const [name, account] of Object.entries(accounts)) {
    const path = ['accounts', name];
    const { expiry, expires_into: target } = account;
    if (expiry.kind === 'rolling' || expiry.kind === 'inactivity')
      requireLength(compilation, [...path, 'expiry', 'after'], expiry.after);
    if (expiry.kind === 'fixed') reportMissingDay(compilation, [...path, 'expiry'], expiry);
    if (target === undefined) continue;
    const at = [...path, 'expires_into'];
    if (resolve(compilation, at, 'account', target, accounts) && leadsTo(compilation.document, target, name)) {
      report(
        compilation,
        at,
        `points of ${name} that expire come back to ${name}`,
        'an account that does not lead back',
      );
    }
  }
}

function leadsTo(document: ProgrammeDocument, from: string, to: string): boolean {
  const seen = new Set<string>();
  let account: string | undefined = from;
  while (account !== undefined && !seen.has(account)) {
    if (account === to) return true;
    seen.add(account);
    account = document.accounts[account]?.expires_into;
  }
  return false;
}

function checkSources(compilation: Compilation): void {
  for (const [name, source] of Object.entries(compilation.document.sources)) {
    for (const [index, account] of (source.accounts ?? []).entries()) {
      resolve(compilation, ['sources', name, 'accounts', index], 'account', account, compilation.document.accounts);
    }
  }
}

function checkFields(compilation: Compilation): void {
  const { attributes, events } = compilation.document;
  for (const [name, field] of Object.entries(attributes)) checkField(compilation, ['attributes', name], field);
  for (const [name, event] of Object.entries(events)) {
    if (isPlatformEvent(name)) {
      report(
        compilation,
        ['events', name],
        `names that begin with ${PLATFORM_PREFIX} belong to the engine`,
        'another name',
      );
    }
    for (const [property, field] of Object.entries(event.properties)) {
      const path = ['events', name, 'properties', property];
      checkField(compilation, path, field);
      if (property === 'name' || property === 'qty') {
        report(compilation, path, `event.${property} is what every event has`, 'another name for the property');
      }
    }
  }
}

function checkField(compilation: Compilation, path: readonly string[], field: FieldDefinition): void {
  if (field.values === undefined || field.type === 'string' || field.type === 'string_list') return;
  report(
    compilation,
    [...path, 'values'],
    `values cannot be listed for the type ${field.type}`,
    'type string or string_list',
  );
}

function compileAudiences(compilation: Compilation): void {
  const { document, audiences, customer } = compilation;
  for (const [name, audience] of Object.entries(document.audiences)) {
    const request = {
      path: ['audiences', name, 'when'],
      source: audience.when,
      variables: customer,
      result: 'bool',
    } as const;
    audiences.set(name, expression(compilation, request));
  }
}

/** The one marked so; a system alone is primary without a mark. */
function findPrimary(compilation: Compilation, systems: readonly CompiledSystem[]): TierSystem | null {
  const marked = systems.filter(({ system }) => system.definition.primary);
  for (const { system } of marked.slice(1)) {
    const problem = `${marked[0]?.system.name} is the primary tier system already`;
    report(compilation, ['tier_systems', system.name, 'primary'], problem, 'one primary tier system');
  }
  const only = systems.length === 1 ? systems[0] : undefined;
  return (marked[0] ?? only)?.system ?? null;
}

type Parts = Pick<Programme, 'version' | 'liveFrom' | 'tierSystems' | 'primarySystem'> & {
  readonly rules: readonly Rule[];
  readonly offerAudiences: Audiences;
  readonly promoLists: readonly PromoList[];
};

function assemble({ audiences, document, metrics, windows }: Compilation, parts: Parts): Programme {
  const { rules, tierSystems, promoLists, ...rest } = parts;
  const accounts = new Map(Object.entries(document.accounts));
  const expiries = [...accounts.values()].map((account) => account.expiry);
  const notices = expiries.flatMap((expiry) =>
    'notice' in expiry && expiry.notice !== undefined ? [expiry.notice] : [],
  );
  return {
    ...rest,
    document,
    tierSystems,
    rulesByEvent: groupRules(rules),
    occasions: rules.filter((rule) => rule.trigger !== null),
    rulesById: new Map(rules.map((rule) => [rule.id, rule])),
    metrics,
    metricsByEvent: groupMetrics([...metrics.values()]),
    tierSystemByName: new Map(tierSystems.map((system) => [system.name, system])),
    windows: [...windows.values()],
    accounts,
    defaultAccounts: [...accounts].filter(([, account]) => account.default).map(([name]) => name),
    taggedAudiences: Object.entries(document.audiences).flatMap(([name, { tag }]) => {
      const when = audiences.get(name) ?? null;
      return tag === undefined || when === null ? [] : [{ name, tag, when }];
    }),
    promoLists: new Map(promoLists.map((list) => [list.name, list])),
    promoListByCode: new Map(promoLists.flatMap((list) => (list.code === null ? [] : [[list.code, list]]))),
    noticeMax: longest(notices),
    hasInactivity: expiries.some((expiry) => expiry.kind === 'inactivity'),
  };
}

function groupRules(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const event of new Set(rule.leaves.map((leaf) => leaf.event))) groups.getOrInsert(event, []).push(rule);
  }
  return groups;
}

function groupMetrics(metrics: readonly Metric[]): ReadonlyMap<string, readonly Metric[]> {
  return Map.groupBy(metrics, (metric) => metric.event);
}

/** Measured from one instant, so that months and days can be compared. */
function longest(spans: readonly Span[]): Span | null {
  return spans.reduce<Span | null>(
    (best, span) => (best === null || shift(0, span, 1) > shift(0, best, 1) ? span : best),
    null,
  );
}
