// Versions of the programme, and how many customers have what a new version would change or drop.
// A version is never changed once it is there; compiling and comparing are done elsewhere.
import type pg from 'pg';
import type { CampaignMarks } from '../domain/campaigns/states.ts';
import type { JsonObject } from '../domain/facts.ts';
import type { ProgrammeFiles } from '../domain/programme/read.ts';
import type { Instant } from '../domain/time.ts';

type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

export type StoredProgramme = {
  readonly version: number;
  readonly liveFrom: Instant;
  /** The exact texts that were published; the document is read from them. */
  readonly files: ProgrammeFiles;
  readonly hash: string;
  /** What people did to campaigns; a step is a version of its own. */
  readonly campaigns: CampaignMarks;
  /** The version that brought these files: this one, or the one before its steps. */
  readonly published: number;
};

export type ProgrammeVersion = {
  readonly version: number;
  readonly live_from: Instant;
  readonly applied_by: string;
  readonly note: string | null;
  readonly approved_by: string | null;
};

/** First number of the two-number form of advisory locks; partitions have one of their own. */
const PUBLISH_LOCK = 7_202;
/** Versions read at once; a programme changes some times a day at most. */
const VERSIONS_MAX = 10_000;

/** One publication at a time, until the transaction ends. */
export async function lockPublishing(client: pg.PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1, 0)', [PUBLISH_LOCK]);
}

/** The versions after one, oldest first. */
export async function readVersionsAfter(db: Queryable, version: number): Promise<readonly StoredProgramme[]> {
  const { rows } = await db.query<StoredRow>(
    `select version, live_from, files, hash, campaigns, published
     from   laurel.programme_version
     where  version > $1
     order  by version
     limit  ${VERSIONS_MAX}`,
    [version],
  );
  return rows.map(stored);
}

/** One version, or the live one. */
export async function readVersion(db: Queryable, version: number | null): Promise<StoredProgramme | null> {
  const { rows } = await db.query<StoredRow>(
    `select version, live_from, files, hash, campaigns, published
     from   laurel.programme_version
     where  $1::integer is null or version = $1
     order  by version desc
     limit  1`,
    [version],
  );
  const [row] = rows;
  return row === undefined ? null : stored(row);
}

type StoredRow = {
  readonly version: number;
  readonly live_from: Instant;
  readonly files: ProgrammeFiles;
  readonly hash: string;
  readonly campaigns: CampaignMarks;
  readonly published: number;
};

function stored(row: StoredRow): StoredProgramme {
  const { version, live_from: liveFrom, files, hash, campaigns, published } = row;
  return { version, liveFrom, files, hash, campaigns, published };
}

/** What people did to the campaigns of the live version. */
export async function readMarks(db: Queryable): Promise<CampaignMarks> {
  const { rows } = await db.query<{ campaigns: CampaignMarks }>(
    `select campaigns
     from   laurel.programme_version
     order  by version desc
     limit  1`,
  );
  return rows[0]?.campaigns ?? {};
}

/** Where the live programme lives; null before the first one. */
export async function readProgrammeZone(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ zone: string }>(
    `select coalesce(document->>'time_zone', 'UTC') as zone
     from   laurel.programme_version
     order  by version desc
     limit  1`,
  );
  return rows[0]?.zone ?? null;
}

/** Who published what and when, newest first. */
export async function listVersions(db: Queryable, before: number, limit: number): Promise<readonly ProgrammeVersion[]> {
  const { rows } = await db.query<ProgrammeVersion>(
    `select version, live_from, applied_by, note, approved_by
     from   laurel.programme_version
     where  version < $1
     order  by version desc
     limit  $2`,
    [before, limit],
  );
  return rows;
}

export type NewVersion = StoredProgramme & {
  /** As written, without defaults. */
  readonly document: JsonObject;
  readonly appliedBy: string;
  readonly note: string | null;
  readonly approvedBy: string | null;
};

export async function insertVersion(client: Queryable, version: NewVersion): Promise<void> {
  await client.query(
    `insert into laurel.programme_version (version, live_from, document, files, hash, applied_by, note, campaigns, published,
                                           approved_by)
     values ($1, to_timestamp($2::double precision / 1000), $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      version.version,
      version.liveFrom,
      JSON.stringify(version.document),
      JSON.stringify(version.files),
      version.hash,
      version.appliedBy,
      version.note,
      JSON.stringify(version.campaigns),
      version.published,
      version.approvedBy,
    ],
  );
}

export type NewStep = Pick<ProgrammeVersion, 'applied_by' | 'note'> & {
  readonly version: number;
  readonly liveFrom: Instant;
  readonly campaigns: CampaignMarks;
};

/** The live version once more, with other marks. Publishing must be locked. */
export async function insertStep(client: Queryable, step: NewStep): Promise<void> {
  await client.query(
    `insert into laurel.programme_version (version, live_from, document, files, hash, applied_by, note, campaigns, published)
     select $1, to_timestamp($2::double precision / 1000), document, files, hash, $3, $4, $5, published
     from   laurel.programme_version
     order  by version desc
     limit  1`,
    [step.version, step.liveFrom, step.applied_by, step.note, JSON.stringify(step.campaigns)],
  );
}

/** Something of a programme that customers can have. */
export type Subject =
  | { readonly kind: 'level'; readonly system: string; readonly level: string }
  | { readonly kind: 'system'; readonly system: string }
  | { readonly kind: 'account' | 'attribute' | 'source' | 'card_type'; readonly name: string };

/** How many customers are in a level or system, hold points in an account or from a source, or have a value. */
export async function countCustomers(db: Queryable, subject: Subject): Promise<number> {
  const { rows } = await db.query<{ customers: number }>(...countQuery(subject));
  return rows[0]?.customers ?? 0;
}

function countQuery(subject: Subject): [text: string, values: string[]] {
  switch (subject.kind) {
    case 'level':
      return [
        'select count(*) as customers from laurel.tier where system = $1 and level = $2',
        [subject.system, subject.level],
      ];
    case 'system':
      return ['select count(*) as customers from laurel.tier where system = $1', [subject.system]];
    case 'account':
      return [
        `select count(*) as customers
         from   laurel.balance
         where  account = $1
                and (deposited + transferred_in - spent - expired - reversed - transferred_out <> 0
                     or held <> 0 or debt <> 0)`,
        [subject.name],
      ];
    case 'card_type':
      return [
        `select count(distinct customer_id) as customers from laurel.card where type = $1 and status <> 'removed'`,
        [subject.name],
      ];
    case 'attribute':
      return ['select count(*) as customers from laurel.customer where custom ? $1', [subject.name]];
    case 'source':
      return [
        'select count(distinct customer_id) as customers from laurel.lot where source = $1 and is_open',
        [subject.name],
      ];
  }
}
