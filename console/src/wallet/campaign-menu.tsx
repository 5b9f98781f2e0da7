// What an agent does with a campaign for one customer: opts them in, or moves it to completed.
import { useState } from 'react';
import { useReason } from '../api/session.ts';
import { ConfirmDialog } from '../parts/dialog.tsx';
import { useAct } from './act.ts';
import type { Standing } from './campaigns-tab.tsx';
import { useCustomer } from './customer.ts';
import { type RowAction, RowMenu } from './row-menu.tsx';

export function CampaignMenu({ standing }: { standing: Standing }) {
  const customer = useCustomer();
  const reason = useReason('customers:write');
  const [isClosing, setIsClosing] = useState(false);
  const optIn = useAct('optInToCampaign', { said: `The customer is opted in to ${standing.title}.` });
  if (standing.state === 'completed') return null;
  const path = { customer, campaign: standing.campaign };
  const move: RowAction = { label: 'Move to Completed', onChoose: () => setIsClosing(true), reason };
  const optedIn = standing.opted_in === true ? 'Opted in already.' : null;
  const opt: RowAction = { label: 'Opt in', onChoose: () => optIn.mutate({ path }), reason: reason ?? optedIn };
  return (
    <>
      <RowMenu of={standing.title} actions={standing.opted_in === null ? [move] : [opt, move]} />
      {isClosing ? <MoveToCompleted standing={standing} onClose={() => setIsClosing(false)} /> : null}
    </>
  );
}

function MoveToCompleted({ standing, onClose }: { standing: Standing; onClose: () => void }) {
  const customer = useCustomer();
  const act = useAct('completeCampaign', { said: `${standing.title} is completed.`, onDone: onClose });
  const path = { customer, campaign: standing.campaign };
  return (
    <ConfirmDialog
      isOpen
      title={`Move ${standing.title} to Completed`}
      verb="Move to completed"
      asksReason
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) => act.mutate({ path, body: { reason } })}
    >
      The campaign gives this customer nothing any more, and nothing now.
    </ConfirmDialog>
  );
}
