// What stands in the place of a profile that is not there any more: deleted, merged into another, or forgotten.
import { Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { isCode, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failure } from '../parts/states.tsx';
import { useAct } from './act.ts';
import { PrivacyRequests } from './privacy-requests.tsx';

type GoneProps = { readonly customer: string; readonly error: unknown };

const BACK = { to: '/customers', label: 'Customers' };
/** The sentence names the customer that ended and then the one that was kept. */
const IDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export function GoneCustomer(props: GoneProps) {
  return (
    <Page title="Customer" back={BACK}>
      <WhyGone {...props} />
    </Page>
  );
}

function WhyGone({ customer, error }: GoneProps) {
  if (isCode(error, 'customer_deleted')) return <Deleted customer={customer} />;
  if (isCode(error, 'customer_merged')) return <Merged sentence={sentenceOf(error)} />;
  return (
    <>
      <Empty title="This customer was forgotten">
        Personal, collected and calculated data are erased. That it was asked for, and when, stays recorded.
      </Empty>
      <PrivacyRequests customer={customer} />
    </>
  );
}

function Deleted({ customer }: { customer: string }) {
  const reason = useReason('customers:write');
  const act = useAct('restoreCustomer', { said: 'The customer is restored.' });
  return (
    <Stack gap="xs">
      <Empty
        title="This customer was deleted"
        action={
          <ReasonedButton reason={reason} loading={act.isPending} onClick={() => act.mutate({ path: { customer } })}>
            Restore customer
          </ReasonedButton>
        }
      >
        Within 30 days the customer comes back as they were, without the identifiers, which others may have by now.
      </Empty>
      {act.error === null ? null : <Failure error={act.error} />}
    </Stack>
  );
}

function Merged({ sentence }: { sentence: string }) {
  const kept = sentence.match(IDS)?.at(-1);
  const open =
    kept === undefined ? null : (
      <Button component={Link} to={`/customers/${kept}`} variant="default">
        Open the customer that was kept
      </Button>
    );
  return (
    <Empty title="This customer was merged into another" action={open}>
      What they held went to the customer that was kept.
    </Empty>
  );
}
