// The fields of balances, tiers and tags in a file, and the facts that such rows become. Names of accounts, sources, systems
// and levels are checked against the live programme while the row is read, so that the column is known.
import type { FactBody } from '../../domain/facts.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { Instant } from '../../domain/time.ts';
import {
  endOf,
  INSTANT_EXPECTED,
  KEY_EXPECTED,
  keyOf,
  momentOf,
  POINTS_EXPECTED,
  pointsOf,
  TEXT_EXPECTED,
  textOf,
} from './cells.ts';
import { REFERENCE_FIELDS } from './customer-row.ts';
import { type Field, field, type RowDraft } from './row.ts';

type BodyOf<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

/** What is wrong with a row that can be read cell by cell. */
export type RowProblem = { readonly column: string; readonly expected: string };

const ROW_KEY: Field = named('row_key', KEY_EXPECTED, keyOf);
const NEVER = 'never';

function named(name: string, expected: string, read: (cell: string) => string | null): Field {
  return field(name, expected, {
    read,
    put: ({ names }, text) => {
      names[name] = text;
    },
  });
}

function amount(name: string, least: 0 | 1): Field {
  return field(name, least === 0 ? POINTS_EXPECTED.replace(' 1 ', ' 0 ') : POINTS_EXPECTED, {
    read: (cell) => pointsOf(cell, least),
    put: ({ amounts }, points) => {
      amounts[name] = points;
    },
  });
}

function moment(name: string, zone: string, read: (cell: string, zone: string) => Instant | null = momentOf): Field {
  return field(name, INSTANT_EXPECTED, {
    read: (cell) => read(cell, zone),
    put: ({ moments }, at) => {
      moments[name] = at;
    },
  });
}

function oneOf(name: string, what: string, names: readonly string[]): Field {
  const known = new Map(names.map((one) => [one.toLowerCase(), one]));
  return named(name, `${what} of the programme: ${names.join(', ')}`, (cell) => known.get(cell.toLowerCase()) ?? null);
}

function finder(fields: readonly Field[], aliases: Readonly<Record<string, string>>): (name: string) => Field | null {
  const byName = new Map([...REFERENCE_FIELDS, ROW_KEY, ...fields].map((one) => [one.name, one]));
  return (name) => byName.get(aliases[name] ?? name) ?? null;
}

const REFERENCE_ALIASES = { user_id: 'id', external_customer_id: 'external_id' };

export function balanceFields(programme: Programme): (name: string) => Field | null {
  const zone = programme.document.time_zone;
  const expires = moment('expires_at', zone, endOf);
  const fields: readonly Field[] = [
    oneOf('account', 'an account', [...programme.accounts.keys()]),
    oneOf('source', 'a source', Object.keys(programme.document.sources)),
    amount('amount', 1),
    amount('spent', 0),
    moment('earned_at', zone),
    moment('spent_at', zone),
    moment('available_at', zone),
    {
      name: 'expires_at',
      read: (row, cell) => {
        row.neverExpires = cell.toLowerCase() === NEVER;
        return row.neverExpires || expires.read(row, cell) === null ? null : `${INSTANT_EXPECTED}, or ${NEVER}`;
      },
    },
  ];
  return finder(fields, { ...REFERENCE_ALIASES, point_account: 'account', point_source: 'source', points: 'amount' });
}

export function lotOf(programme: Programme, row: RowDraft, reference: string): BodyOf<'import.lot'> | RowProblem {
  const { names, amounts, moments } = row;
  const account = names.account ?? programme.defaultAccounts[0];
  if (account === undefined) return { column: 'account', expected: 'an account: the programme has no default' };
  const source = names.source ?? soleSource(programme, account);
  if (source === null) return { column: 'source', expected: 'a source: the account takes several' };
  if (amounts.amount === undefined) return { column: 'amount', expected: POINTS_EXPECTED };
  if (moments.earned_at === undefined) return { column: 'earned_at', expected: INSTANT_EXPECTED };
  const spent = amounts.spent ?? 0;
  if (spent > amounts.amount) return { column: 'spent', expected: 'at most the amount' };
  return {
    kind: 'import.lot',
    account,
    source,
    amount: amounts.amount,
    spent,
    earnedAt: moments.earned_at,
    spentAt: moments.spent_at ?? null,
    availableAt: moments.available_at ?? null,
    expiresAt: row.neverExpires ? NEVER : (moments.expires_at ?? null),
    reference,
  };
}

function soleSource(programme: Programme, account: string): string | null {
  const linked = Object.entries(programme.document.sources).filter(
    ([, source]) => source.accounts === undefined || source.accounts.includes(account),
  );
  return linked.length === 1 ? (linked[0]?.[0] ?? null) : null;
}

export function tierFields(programme: Programme): (name: string) => Field | null {
  const zone = programme.document.time_zone;
  const systems = programme.tierSystems.map((system) => system.name);
  const levels = programme.tierSystems.flatMap((system) => system.levels.map((level) => level.name));
  const fields: readonly Field[] = [
    oneOf('system', 'a tier system', systems),
    oneOf('level', 'a level', [...new Set(levels)]),
    moment('since', zone),
    moment('maintained_at', zone),
    moment('maintenance_at', zone),
    moment('counts_since', zone),
  ];
  return finder(fields, { ...REFERENCE_ALIASES, tier_system: 'system', tier: 'level', tier_level: 'level' });
}

export function tierOf(programme: Programme, row: RowDraft, reference: string): BodyOf<'import.tier'> | RowProblem {
  const { names, moments } = row;
  const name = names.system ?? programme.primarySystem?.name;
  const system = name === undefined ? undefined : programme.tierSystemByName.get(name);
  if (system === undefined) return { column: 'system', expected: 'a tier system: the programme has no primary one' };
  const ofSystem = system.levels.map((level) => level.name);
  if (names.level === undefined || !system.levelByName.has(names.level)) {
    return { column: 'level', expected: `a level of ${system.name}: ${ofSystem.join(', ')}` };
  }
  const { since, maintained_at: maintainedAt = null, maintenance_at: maintenanceAt = null } = moments;
  if (since === undefined) return { column: 'since', expected: INSTANT_EXPECTED };
  if (maintainedAt !== null && maintainedAt < since)
    return { column: 'maintained_at', expected: 'a date after `since`' };
  if (maintenanceAt !== null && maintenanceAt <= Math.max(since, maintainedAt ?? since)) {
    return { column: 'maintenance_at', expected: 'a date after `since` and `maintained_at`' };
  }
  const countsSince = moments.counts_since ?? null;
  return {
    kind: 'import.tier',
    system: system.name,
    level: names.level,
    since,
    maintainedAt,
    maintenanceAt,
    countsSince,
    reference,
  };
}

export function tagFields(programme: Programme): (name: string) => Field | null {
  const expires = moment('expires_at', programme.document.time_zone, endOf);
  const fields = [named('tag', TEXT_EXPECTED, (cell) => textOf(cell.trim())), amount('count', 0), expires];
  return finder(fields, REFERENCE_ALIASES);
}

export function tagOf(row: RowDraft): BodyOf<'import.tag'> | RowProblem {
  const { tag } = row.names;
  if (tag === undefined || tag === '') return { column: 'tag', expected: TEXT_EXPECTED };
  return { kind: 'import.tag', tag, count: row.amounts.count ?? 1, expiresAt: row.moments.expires_at ?? null };
}
