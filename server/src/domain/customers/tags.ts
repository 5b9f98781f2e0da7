// Tags: counter tags count how often they were given, expiring tags last for a time. A tag is one or the other.

import { type Draft, emit, refuse } from '../draft.ts';
import { declared } from '../programme/programme.ts';
import { type Instant, isoText, shift } from '../time.ts';

/** Of a tag that the programme declares, its own time to live where the giver names none, and no count beyond its cap. */
export function addTag(draft: Draft, tag: string, endsAt: Instant | null): void {
  const definition = declared(draft.programme.document.tags, tag);
  const expiresAt = endsAt ?? (definition?.ttl === undefined ? null : shift(draft.now, definition.ttl, 1));
  const before = draft.state.tags.get(tag);
  const isAlive = before !== undefined && (before.expiresAt === null || before.expiresAt > draft.now);
  const count = expiresAt === null && isAlive ? before.count + 1 : 1;
  const cap = definition?.cap;
  if (cap !== undefined && expiresAt === null && count > cap) refuse('tag_cap_reached', { tag, cap });
  setTag(draft, { tag, count, expiresAt });
}

/** The count goes back to nought, the tag stays. */
export function resetTag(draft: Draft, tag: string): void {
  const before = draft.state.tags.get(tag);
  if (before !== undefined) setTag(draft, { ...before, count: 0 });
}

export function removeTag(draft: Draft, tag: string): void {
  const before = draft.state.tags.get(tag);
  if (before === undefined) return;
  emit(draft, { kind: 'tag', tag: before, isRemoved: true });
  draft.stale.add('customer');
  draft.outcomes.push({ kind: 'tag', tag, count: 0, expires_at: null });
}

export function setTag(draft: Draft, tag: { tag: string; count: number; expiresAt: Instant | null }): void {
  emit(draft, { kind: 'tag', tag, isRemoved: false });
  draft.stale.add('customer');
  const expires_at = tag.expiresAt === null ? null : isoText(tag.expiresAt);
  draft.outcomes.push({ kind: 'tag', tag: tag.tag, count: tag.count, expires_at });
}
