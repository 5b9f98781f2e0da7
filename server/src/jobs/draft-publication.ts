// What becomes of the draft: planned, handed in, approved by a second person where the programme asks for one, published as a
// version like any other. A plan, an approval and a publication are of exactly the draft that was shown, by its hash.
import type { Actor } from '../domain/facts.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import { EngineError } from '../pipeline/submission.ts';
import { addAccessEntry } from '../storage/access-audit.ts';
import { lockDraft, type Person, type Step, type StoredDraft, writeDraft } from '../storage/programme-drafts.ts';
import { inTransaction } from '../storage/transaction.ts';
import { type Draft, type DraftDeps, personOf, readDraft } from './programme-draft.ts';
import { type Planned, type Published, planPublication, publishProgramme, type Refused } from './publish.ts';

export type DraftPlan = { readonly draft: Draft; readonly plan: Planned | Refused };

export async function planDraft({ pool, clock }: DraftDeps): Promise<DraftPlan> {
  const draft = await readDraft(pool);
  return { draft, plan: await planPublication(pool, draft.files, clock) };
}

export type Handing = {
  readonly hash: string;
  readonly note: string | null;
  readonly by: Actor;
};

export async function submitDraft(deps: DraftDeps, { hash, note, by }: Handing): Promise<Draft | Refused> {
  const { draft, plan } = await planDraft(deps);
  checkIsThis(draft, hash);
  if (plan.kind === 'refused') return plan;
  await step(deps, { hash, by, action: 'programme.submitted', note }, (row, taken) => ({
    ...row,
    submitted: taken,
    approved: null,
  }));
  return readDraft(deps.pool);
}

export async function approveDraft(deps: DraftDeps, { hash, note, by }: Handing): Promise<Draft> {
  await step(deps, { hash, by, action: 'programme.approved', note }, (row, taken) => {
    if (row.submitted?.hash !== hash) throw new EngineError('not_submitted');
    if (isSamePerson(row.submitted.by, taken.by)) throw new EngineError('own_submission');
    return { ...row, approved: taken };
  });
  return readDraft(deps.pool);
}

/** Back to be edited: by whoever handed it in, or whoever does not agree. */
export async function sendBackDraft(deps: DraftDeps, { hash, note, by }: Handing): Promise<Draft> {
  await step(deps, { hash, by, action: 'programme.sent_back', note }, (row) => {
    if (row.submitted?.hash !== hash) throw new EngineError('not_submitted');
    return { ...row, submitted: null, approved: null };
  });
  return readDraft(deps.pool);
}

export async function publishDraft(
  deps: DraftDeps & { readonly programmes: Pick<ProgrammeSource, 'refresh'> },
  { hash, note, by }: Handing,
): Promise<Published | Refused> {
  const { pool, clock } = deps;
  const draft = await readDraft(pool);
  checkIsThis(draft, hash);
  const approved = draft.approved?.hash === hash ? draft.approved : null;
  if (draft.isApprovalNeeded && approved === null) throw new EngineError('approval_needed');
  const published = await publishProgramme(
    pool,
    {
      files: draft.files,
      actor: by,
      note: note ?? draft.submitted?.note ?? null,
      expectedVersion: draft.baseVersion,
      ...(approved === null ? {} : { approvedBy: approved.by.name }),
    },
    clock,
  );
  if (published.kind === 'refused') return published;
  await deps.programmes.refresh();
  await clear(deps, draft.revision, by);
  return published;
}

function checkIsThis(draft: Draft, hash: string): void {
  if (!draft.exists) throw new EngineError('draft_missing');
  if (draft.hash !== hash)
    throw new EngineError('draft_changed', { by: draft.updatedBy ?? 'Somebody', what: 'a part' });
  if (draft.isBehind) throw new EngineError('draft_behind', { live: draft.live.version, base: draft.baseVersion });
}

type Taking = { readonly hash: string; readonly by: Actor; readonly action: string; readonly note: string | null };

async function step(
  { pool, clock }: DraftDeps,
  { hash, by, action, note }: Taking,
  take: (row: StoredDraft, taken: Step) => StoredDraft,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const at = clock.now();
    const row = await lockDraft(client, at, by.name);
    checkIsThis(await readDraft(client), hash);
    await writeDraft(client, take(row, { by: personOf(by), at, hash, note }));
    const target = { kind: 'programme', id: hash, name: 'draft' };
    await addAccessEntry(client, { at, actor: by, action, target, detail: { note } });
  });
}

/** What somebody changed while it was published stays, as a draft that is behind. */
async function clear({ pool, clock }: DraftDeps, revision: number, by: Actor): Promise<void> {
  await inTransaction(pool, async (client) => {
    const row = await lockDraft(client, clock.now(), by.name);
    if (row.revision !== revision) return;
    const updated = { updatedAt: clock.now(), updatedBy: by.name };
    await writeDraft(client, {
      ...row,
      ...updated,
      revision: revision + 1,
      content: null,
      edits: {},
      submitted: null,
      approved: null,
    });
  });
}

/** Users and keys by their ids, which nobody shares. */
function isSamePerson(a: Person, b: Person): boolean {
  return a.kind === b.kind && a.id === b.id && (a.id !== null || a.name === b.name);
}
