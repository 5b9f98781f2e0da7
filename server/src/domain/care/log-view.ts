// A row of a log as it is given to others: over /v1, live, and to the support system. Instants are ISO 8601.

import type { JsonObject } from '../facts.ts';
import type { Programme } from '../programme/programme.ts';
import { isoText } from '../time.ts';
import { type LogRow, typeOfRow } from './log-rows.ts';
import type { LogName } from './log-words.ts';

export type LogRowView = {
  readonly id: string;
  readonly decision_id: string;
  readonly at: string;
  readonly recorded_at: string;
  readonly type: string;
  readonly title: string;
  readonly category: string;
  readonly details: JsonObject;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly reference: { readonly kind: string; readonly id: string } | null;
};

export function rowView(row: LogRow, log: LogName, programme: Programme): LogRowView {
  const { fact, position, details, reference } = row;
  const type = typeOfRow(row, log);
  return {
    id: `${fact.factId}.${position}`,
    decision_id: fact.factId,
    at: isoText(fact.occurredAt),
    recorded_at: isoText(fact.recordedAt),
    type: type?.slug ?? row.kind,
    title: type?.title ?? row.kind,
    category: type?.category ?? 'account',
    details: { ...details, ...titlesOf(details, programme) },
    actor: { kind: fact.actor.kind, name: fact.actor.name },
    reference,
  };
}

/** The titles of what the details name, as the programme has them now. */
function titlesOf(details: JsonObject, { document }: Programme): JsonObject {
  const titles: { [name: string]: string } = {};
  const add = (field: string, title: string | undefined): void => {
    if (title !== undefined) titles[`${field}_title`] = title;
  };
  const { account, source, offer, campaign, message } = details;
  if (typeof account === 'string') add('account', document.accounts[account]?.title);
  if (typeof source === 'string') add('source', document.sources[source]?.title);
  if (typeof offer === 'string') add('offer', document.offers[offer]?.title);
  if (typeof campaign === 'string') add('campaign', document.campaigns[campaign]?.title);
  if (typeof message === 'string') add('message', document.messages[message]?.title);
  return titles;
}
