// What a customer, or an agent for them, asks about their data: a copy, to be forgotten, processing stopped and resumed; and
// legal holds, which forbid to forget. Erasing itself is done where the rows are (storage/privacy), with the decision.

import { catchUp } from '../campaigns/celebrate.ts';
import { newProfile } from '../customers/save.ts';
import { type Draft, emit, nextId, refuse, requireSlice } from '../draft.ts';
import type { FactBody } from '../facts.ts';
import { recordOf, recordsOf } from '../records.ts';
import { assertNever, type Instant, isoText } from '../time.ts';

/** How it was made sure that it is the customer who asks. */
export const IDENTITY_METHODS = ['signed_in', 'document', 'questions', 'call_back', 'in_person', 'other'] as const;
export type IdentityCheck = {
  readonly method: (typeof IDENTITY_METHODS)[number];
  /** Who checked. */
  readonly by: string;
};

/** A word from a list, since it outlives the customer; what there is to say beside it is erased with them. */
export const FORGET_REASONS = ['requested', 'inactive', 'duplicate', 'legal', 'other'] as const;
type ForgetReason = (typeof FORGET_REASONS)[number];

export const REQUEST_KINDS = ['export', 'forget', 'stop', 'resume', 'legal_hold', 'lift_hold'] as const;
export const REQUEST_STATUSES = ['in_progress', 'completed'] as const;
export const EXPORT_FORMATS = ['zip', 'csv'] as const;

export type PrivacyAction = 'requested' | 'completed' | 'downloaded';

export type PrivacyRequest = {
  readonly id: string;
  readonly kind: (typeof REQUEST_KINDS)[number];
  readonly status: (typeof REQUEST_STATUSES)[number];
  readonly reason: string | null;
  readonly note: string | null;
  readonly identityMethod: IdentityCheck['method'] | null;
  readonly identityBy: string | null;
  readonly requestedAt: Instant;
  readonly requestedBy: string;
  readonly completedAt: Instant | null;
  /** Of an export: what it is made as, and until when it can be had. */
  readonly format: (typeof EXPORT_FORMATS)[number] | null;
  readonly expiresAt: Instant | null;
  readonly downloads: number;
};

export type PrivacyFact =
  | {
      readonly kind: 'customer.forget';
      readonly identity: IdentityCheck;
      readonly reason: ForgetReason;
      readonly note: string | null;
    }
  /** A second look after some time found nothing more to erase. */
  | { readonly kind: 'customer.erased'; readonly requestId: string }
  | { readonly kind: 'processing.stop'; readonly identity: IdentityCheck | null; readonly note: string | null }
  | { readonly kind: 'processing.resume'; readonly identity: IdentityCheck | null; readonly note: string | null }
  | { readonly kind: 'legal_hold.set'; readonly reason: string }
  | { readonly kind: 'legal_hold.lift'; readonly reason: string }
  | {
      readonly kind: 'export.request';
      readonly identity: IdentityCheck;
      readonly format: (typeof EXPORT_FORMATS)[number];
      readonly note: string | null;
    }
  | { readonly kind: 'export.complete'; readonly requestId: string; readonly expiresAt: Instant }
  | { readonly kind: 'export.download'; readonly requestId: string };

const KINDS = {
  'customer.forget': true,
  'customer.erased': true,
  'processing.stop': true,
  'processing.resume': true,
  'legal_hold.set': true,
  'legal_hold.lift': true,
  'export.request': true,
  'export.complete': true,
  'export.download': true,
} as const satisfies { readonly [kind in PrivacyFact['kind']]: true };

export function isPrivacyFact(body: FactBody): body is PrivacyFact {
  return Object.hasOwn(KINDS, body.kind);
}

const FORGOTTEN_EVENT = '__platform.user.forgotten';

export function changePrivacy(draft: Draft, body: PrivacyFact): void {
  switch (body.kind) {
    case 'customer.forget':
      return forget(draft, body);
    case 'customer.erased':
      return eraseAgain(draft, body.requestId);
    case 'processing.stop':
      return stop(draft, body);
    case 'processing.resume':
      return resume(draft, body);
    case 'legal_hold.set':
    case 'legal_hold.lift':
      return changeHold(draft, body);
    case 'export.request':
      return requestExport(draft, body);
    case 'export.complete':
      return complete(draft, requestNamed(draft, body.requestId, 'export'), body.expiresAt);
    case 'export.download':
      return download(draft, body.requestId);
    default:
      return assertNever(body);
  }
}

type BodyOf<Kind extends PrivacyFact['kind']> = Extract<PrivacyFact, { kind: Kind }>;

/** The person goes; what was earned and spent stays in the books under an id that says nothing any more. */
function forget(draft: Draft, { identity, reason }: BodyOf<'customer.forget'>): void {
  const profile = profileOf(draft);
  const customer = draft.fact.customerId;
  const { mergedInto: into } = profile;
  // Who took over is forgotten with all that was merged into them, the others by a run that follows at once.
  if (into !== null && draft.fact.actor.kind !== 'run') refuse('customer_merged', { customer, into });
  if (profile.legalHoldAt !== null) refuse('legal_hold', { customer });
  requireSlice(draft, 'records:privacy_request');
  const { now } = draft;
  emit(draft, {
    kind: 'profile',
    profile: {
      ...newProfile(profile.createdAt),
      status: 'closed',
      testPersona: profile.testPersona,
      optedInAt: profile.optedInAt,
      optedOutAt: profile.optedIn ? now : profile.optedOutAt,
      updatedAt: now,
      deletedAt: profile.deletedAt ?? now,
      mergedInto: into,
      forgottenAt: now,
    },
  });
  emit(draft, { kind: 'forget', isAgain: false });
  for (const request of recordsOf(draft.state, 'privacy_request')) complete(draft, request, now);
  addRequest(draft, { kind: 'forget', status: 'in_progress', reason, identity });
  emit(draft, { kind: 'event', name: FORGOTTEN_EVENT, properties: {} });
  draft.outcomes.push({ kind: 'event', name: FORGOTTEN_EVENT });
}

/** What was under way when the customer was forgotten may have been written after it. */
function eraseAgain(draft: Draft, id: string): void {
  const request = requestNamed(draft, id, 'forget');
  emit(draft, { kind: 'forget', isAgain: true });
  complete(draft, request, null);
}

function stop(draft: Draft, { identity, note }: BodyOf<'processing.stop'>): void {
  const profile = profileOf(draft);
  if (profile.stoppedAt !== null) refuse('processing_stopped', { customer: draft.fact.customerId });
  emit(draft, { kind: 'profile', profile: { ...profile, stoppedAt: draft.now, updatedAt: draft.now } });
  addRequest(draft, { kind: 'stop', status: 'completed', identity, note });
}

/** What campaigns celebrate today is caught up with; what came due is carried out by whatever comes next. */
function resume(draft: Draft, { identity, note }: BodyOf<'processing.resume'>): void {
  const profile = profileOf(draft);
  if (profile.stoppedAt === null) refuse('processing_not_stopped', { customer: draft.fact.customerId });
  emit(draft, { kind: 'profile', profile: { ...profile, stoppedAt: null, updatedAt: draft.now } });
  addRequest(draft, { kind: 'resume', status: 'completed', identity, note });
  if (profile.deletedAt === null) catchUp(draft);
}

function changeHold(draft: Draft, { kind, reason }: BodyOf<'legal_hold.set' | 'legal_hold.lift'>): void {
  const profile = profileOf(draft);
  const customer = draft.fact.customerId;
  const isSet = kind === 'legal_hold.set';
  if (isSet && profile.legalHoldAt !== null) refuse('legal_hold', { customer });
  if (!isSet && profile.legalHoldAt === null) refuse('no_legal_hold', { customer });
  emit(draft, {
    kind: 'profile',
    profile: { ...profile, legalHoldAt: isSet ? draft.now : null, updatedAt: draft.now },
  });
  addRequest(draft, { kind: isSet ? 'legal_hold' : 'lift_hold', status: 'completed', reason });
}

function requestExport(draft: Draft, { identity, format, note }: BodyOf<'export.request'>): void {
  requireSlice(draft, 'records:privacy_request');
  const open = recordsOf(draft.state, 'privacy_request').find(
    ({ kind, status }) => kind === 'export' && status === 'in_progress',
  );
  if (open !== undefined) refuse('export_in_progress', { request: open.id });
  addRequest(draft, { kind: 'export', status: 'in_progress', identity, note, format });
}

function download(draft: Draft, id: string): void {
  const request = requestNamed(draft, id, 'export');
  const { expiresAt } = request;
  if (request.status !== 'completed' || expiresAt === null) refuse('export_not_ready', { request: id });
  if (expiresAt <= draft.now) refuse('export_expired', { request: id, expires_at: isoText(expiresAt) });
  setRequest(draft, { ...request, downloads: request.downloads + 1 }, 'downloaded');
}

/** Done twice, it is done. */
function complete(draft: Draft, request: PrivacyRequest, expiresAt: Instant | null): void {
  if (request.status === 'completed') return;
  setRequest(draft, { ...request, status: 'completed', completedAt: draft.now, expiresAt }, 'completed');
}

type NewRequest = Pick<PrivacyRequest, 'kind' | 'status'> &
  Partial<Pick<PrivacyRequest, 'reason' | 'note' | 'format'>> & { readonly identity?: IdentityCheck | null };

function addRequest(draft: Draft, { kind, status, reason, note, identity, format }: NewRequest): void {
  const request: PrivacyRequest = {
    id: nextId(draft),
    kind,
    status,
    reason: reason ?? null,
    note: note ?? null,
    identityMethod: identity?.method ?? null,
    identityBy: identity?.by ?? null,
    requestedAt: draft.now,
    requestedBy: draft.fact.actor.name,
    completedAt: status === 'completed' ? draft.now : null,
    format: format ?? null,
    expiresAt: null,
    downloads: 0,
  };
  setRequest(draft, request, 'requested');
}

function setRequest(draft: Draft, request: PrivacyRequest, action: PrivacyAction): void {
  const { id, kind, status, downloads } = request;
  emit(draft, { kind: 'record', record: { family: 'privacy_request', row: request } });
  draft.outcomes.push({ kind: 'privacy', request_id: id, request: kind, action, status, downloads });
}

function requestNamed(draft: Draft, id: string, kind: PrivacyRequest['kind']): PrivacyRequest {
  const request = recordOf(draft.state, 'privacy_request', id);
  if (request?.kind !== kind) return refuse('privacy_request_not_found', { request: id });
  return request;
}

function profileOf(draft: Draft) {
  return draft.state.profile ?? refuse('customer_not_found', { customer: draft.fact.customerId });
}
