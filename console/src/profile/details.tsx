// The additional details of a log row: what matters of it first, in words, then the rest field by field.

import type { Schemas } from '@laurel/sdk';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { channelWord } from '../messages/words.ts';
import { Movement } from '../parts/figures.tsx';
import { Day } from '../parts/instant.tsx';
import { lineOf, numberOf, type Open, textOf, words } from './unknown.ts';

type Row = Schemas['LogRow'];
type Told = { readonly main: ReactNode; readonly told: readonly string[] };

/** Names of things are told by their titles, and what is only of use to machines is not told here. */
const NEVER = ['rule', 'entry', 'message', 'available_at', 'net_returned', 'other', 'by'];

export function Details({ row, money }: { row: Row; money: (amount: number) => string }) {
  const { details } = row;
  const { main, told } = mainOf(details, money);
  const hidden = [...NEVER, ...told];
  const rest = Object.entries(details).filter(
    ([name, value]) => !hidden.includes(name) && !name.endsWith('_title') && lineOf(value) !== '',
  );
  const line = rest.map(([name, value]) => `${words(name)}: ${shownAs(name, value, details)}`).join(' · ');
  return (
    <>
      {main}
      {line === '' ? null : (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {line}
        </Text>
      )}
    </>
  );
}

function shownAs(name: string, value: unknown, details: Open): string {
  const title = textOf(details[`${name}_title`]);
  if (title !== null) return title;
  if (name === 'channel') return channelWord(lineOf(value));
  // Instants are told by their day here; the whole is a row of its own where it matters.
  const text = lineOf(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? text.slice(0, 10) : text;
}

function mainOf(details: Open, money: (amount: number) => string): Told {
  const points = numberOf(details.points);
  if (points !== null && 'account' in details) return pointsTold(points, details);
  if ('system' in details && 'to' in details) {
    const { from, to, system } = details;
    return {
      main: `${textOf(from) ?? 'no level'} → ${textOf(to) ?? 'no level'} (${lineOf(system)})`,
      told: ['from', 'to', 'system'],
    };
  }
  if ('tag' in details) return { main: `${lineOf(details.tag)} ×${lineOf(details.count)}`, told: ['tag', 'count'] };
  if ('event' in details) return eventTold(details);
  if ('transaction_id' in details) return purchaseTold(details, money);
  for (const name of ['text', 'subject', 'offer', 'campaign', 'message', 'code', 'attribute'])
    if (textOf(details[name]) !== null)
      return { main: textOf(details[`${name}_title`]) ?? textOf(details[name]), told: [name] };
  return { main: null, told: [] };
}

function pointsTold(points: number, details: Open): Told {
  const account = textOf(details.account_title) ?? textOf(details.account);
  const source = textOf(details.source_title) ?? textOf(details.source);
  const expires = textOf(details.expires_at);
  return {
    main: (
      <>
        <Movement points={points} /> {account}
        {source === null ? null : ` (${source})`}
        {expires === null ? null : (
          <Text span size="sm" c="dimmed">
            {' '}
            expire <Day on={expires.slice(0, 10)} />
          </Text>
        )}
      </>
    ),
    told: ['points', 'account', 'source', 'expires_at'],
  };
}

function eventTold(details: Open): Told {
  const quantity = numberOf(details.quantity);
  const times = quantity === null || quantity === 1 ? '' : ` ×${quantity}`;
  return { main: `${words(lineOf(details.event))}${times}`, told: ['event', 'quantity'] };
}

function purchaseTold(details: Open, money: (amount: number) => string): Told {
  const net = numberOf(details.net);
  const store = textOf(details.store);
  return {
    main: `${net === null ? '' : `${money(net)} `}${store === null ? '' : `at ${store} `}`,
    told: ['net', 'store'],
  };
}
