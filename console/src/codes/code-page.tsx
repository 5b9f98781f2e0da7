// One code, however it was typed: whose it is, whether it is claimed, and cancelling it.

import type { Schemas } from '@laurel/sdk';
import { Paper } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { isCode, read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { Instant } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failure, Waiting } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { CODE_STATUSES } from './words.ts';

type Code = Schemas['PromoCode'];
const BACK = { to: '/codes', label: 'Promo codes' };

export function CodePage() {
  const { code } = useParams({ from: '/frame/codes/find/$code' });
  const query = useQuery(read('getPromoCode', { path: { code } }));
  if (query.data !== undefined) return <CodeDetail code={query.data} />;
  return (
    <Page title={code} back={BACK}>
      {query.error === null ? (
        <Waiting />
      ) : isCode(query.error, 'promo_code_unknown', 'not_found') ? (
        <Empty title="No list has this code">The one code of a list for everybody stands with the list.</Empty>
      ) : (
        <Failure error={query.error} retry={() => query.refetch()} />
      )}
    </Page>
  );
}

function CodeDetail({ code }: { code: Code }) {
  const [isOpen, dialog] = useDisclosure(false);
  const notAllowed = useReason('codes:write');
  const cancel = useChange('cancelPromoCode', { refreshes: ['getPromoCode', 'listPromoCodes'], onDone: dialog.close });
  const isOver = code.status === 'claimed' || code.status === 'cancelled' ? `It is ${code.status}.` : null;
  const action = (
    <ReasonedButton variant="default" reason={notAllowed ?? isOver} onClick={dialog.open}>
      Cancel code
    </ReasonedButton>
  );
  return (
    <Page title={code.code} back={BACK} action={action}>
      <Paper withBorder p="md">
        <Facts facts={factsOf(code)} />
      </Paper>
      <ConfirmDialog
        title={`Cancel ${code.code}`}
        verb="Cancel code"
        isOpen={isOpen}
        isDanger
        asksReason
        isBusy={cancel.isPending}
        error={cancel.error}
        onClose={dialog.close}
        onConfirm={(reason) => cancel.mutate({ path: { code: code.code }, body: { reason } })}
      >
        Nobody can claim it any more. This cannot be undone.
      </ConfirmDialog>
    </Page>
  );
}

function factsOf({ status, list, customer_id: customer, changed_at, changed_by, reason }: Code) {
  return [
    { name: 'Status', value: <Status {...CODE_STATUSES[status]} /> },
    { name: 'List', value: <TextLink to={`/codes/lists/${list}`}>{list}</TextLink> },
    {
      name: 'Customer',
      value: customer === null ? 'nobody' : <TextLink to={`/customers/${customer}`}>{customer}</TextLink>,
    },
    { name: 'Changed', value: <Instant at={changed_at} /> },
    ...(changed_by === null ? [] : [{ name: 'Cancelled by', value: changed_by }]),
    ...(reason === null ? [] : [{ name: 'Reason', value: reason }]),
  ];
}
