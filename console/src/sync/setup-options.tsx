// How a connection behaves: whom it calls active, what becomes of those who leave, which events it sends and how fast.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { count } from '../parts/figures.tsx';
import { Section } from '../settings/section.tsx';
import { ON_FORGET, ON_OPT_OUT, OPERATIONS } from './option-words.ts';
import { OptionsDialog } from './options-dialog.tsx';
import type { Connection } from './words.ts';

export function SetupOptions({ connection }: { connection: Connection }) {
  const [isAsked, setAsked] = useState(false);
  const refused = useReason('sync:write');
  const events = useQuery(read('listSyncEvents', {}));
  const { options } = connection;
  const all = events.data?.items ?? [];
  const limits = Object.entries(options.limits).map(([operation, limit]) => `${wordOf(operation)} ${count(limit)}`);
  return (
    <Section
      title="Options"
      intro="They hold within seconds."
      action={
        <ReasonedButton variant="default" reason={refused} onClick={() => setAsked(true)}>
          Change options
        </ReasonedButton>
      }
    >
      <Facts
        facts={[
          { name: 'Active', value: `who did something within ${count(options.active_days)} days` },
          { name: 'After opt-out', value: ON_OPT_OUT[options.on_opt_out] },
          { name: 'When forgotten', value: ON_FORGET[options.on_forget] },
          {
            name: 'Events',
            value: all.length === 0 ? null : `${count(options.events.length)} of ${count(all.length)} are sent`,
          },
          { name: 'A backfill takes', value: `${Math.round(options.backfill_share * 100)} % of the rate at most` },
          { name: 'Compared each night', value: `${count(options.reconcile_sample)} members` },
          { name: 'Requests a second', value: limits.length === 0 ? 'as the platform documents' : limits.join(', ') },
        ]}
      />
      {isAsked ? <OptionsDialog connection={connection} events={all} onClose={() => setAsked(false)} /> : null}
    </Section>
  );
}

function wordOf(operation: string): string {
  return Object.entries(OPERATIONS).find(([name]) => name === operation)?.[1] ?? operation;
}
