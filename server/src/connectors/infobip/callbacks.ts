// What Infobip reports: deliveries and what was seen, opens and clicks, and what became of the entry into a flow.

import type { Json } from '../../domain/facts.ts';
import { engagements, instantOfText, itemsOf, type Kinds, messageIdOf, readPlain } from '../callback.ts';
import type { Engagement } from '../connector.ts';
import { listAt, parseJson, present, textAt, valueAt } from '../json-reader.ts';

export function readReports(body: string): readonly Engagement[] {
  const plain = readPlain(body);
  if (plain.length > 0) return plain;
  const json = parseJson(body);
  if (listAt(json, 'participants').length > 0) return readFlowReport(json);
  return engagements(itemsOf(body, 'results'), (item) => {
    const messageId = messageIdOf(textAt(item, 'messageId')) ?? messageIdOf(textAt(item, 'callbackData'));
    const reference = messageId === null ? textAt(item, 'messageId') : null;
    if (messageId === null && reference === null) return null;
    const told = trackingOf(item) ?? seenOf(item) ?? deliveryOf(item);
    return told === null ? null : { messageId, reference, ...told };
  });
}

type Told = Pick<Engagement, 'kind' | 'at' | 'detail'>;

/** `sendDateTime` is when the e-mail was sent, not when it was opened: when that was is not said. */
function trackingOf(item: Json): Told | null {
  const kind = TRACKED.get(textAt(item, 'notificationType') ?? '');
  return kind === undefined ? null : { kind, at: null, detail: present({ url: textAt(item, 'url') }) };
}

const TRACKED: Kinds = new Map([
  ['OPENED', 'opened'],
  ['CLICKED', 'clicked'],
  ['UNSUBSCRIBED', 'unsubscribed'],
  ['COMPLAINED', 'spam'],
  ['LATE_BOUNCE', 'bounced'],
]);

function seenOf(item: Json): Told | null {
  const seenAt = textAt(item, 'seenAt');
  return seenAt === null ? null : { kind: 'opened', at: instantOfText(seenAt), detail: {} };
}

function deliveryOf(item: Json): Told | null {
  const kind = GROUPS.get(textAt(item, 'status', 'groupName') ?? '');
  if (kind === undefined) return null;
  const error = textAt(item, 'error', 'name');
  const reason = error === null || error === 'NO_ERROR' ? textAt(item, 'status', 'name') : error;
  const detail = kind === 'delivered' ? {} : present({ reason });
  return { kind, at: instantOfText(textAt(item, 'doneAt')), detail };
}

/** `PENDING` and `ACCEPTED` are on the way. */
const GROUPS: Kinds = new Map([
  ['DELIVERED', 'delivered'],
  ['UNDELIVERABLE', 'bounced'],
  ['EXPIRED', 'failed'],
  ['REJECTED', 'failed'],
]);

/** One operation is one message of ours, with one participant. `PENDING` says nothing yet. */
export function readFlowReport(report: Json): readonly Engagement[] {
  const messageId = messageIdOf(textAt(report, 'callbackData'));
  const reference = textAt(report, 'operationId');
  if (messageId === null && reference === null) return [];
  const [participant] = listAt(report, 'participants');
  const kind = FLOW_STATUSES.get(textAt(participant, 'status') ?? '');
  if (kind === undefined) return [];
  const detail = present({ reason: kind === 'failed' ? reasonOf(valueAt(participant, 'errorReason')) : null });
  return [{ messageId, reference, kind, at: null, detail }];
}

const FLOW_STATUSES: Kinds = new Map([
  ['ACCEPTED', 'delivered'],
  ['REJECTED', 'failed'],
]);

/** Infobip spells one reason in two ways. */
function reasonOf(reason: Json): string {
  const text = textAt({ reason }, 'reason') ?? 'REJECTED';
  return text === 'REJECTED_PERSON_ALREADY_IN_FLOW' ? 'REJECTED_PERSON_IN_FLOW' : text;
}
