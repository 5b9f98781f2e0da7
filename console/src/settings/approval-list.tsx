// What somebody wanted to give above their limit: a second person agrees or refuses.

import type { Schemas } from '@laurel/sdk';
import { Alert, Anchor, Group, SegmentedControl, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages, read, useChange } from '../api/laurel.ts';
import { useMe, useReason } from '../api/session.ts';
import { nameOf } from '../parts/customer-name.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { missingReason } from '../parts/reason.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { askedInWords, excessInWords, reasonGiven } from './asked.ts';
import { APPROVAL_STATUSES, type ApprovalStatus } from './search.ts';
import { SettingsPage } from './settings-page.tsx';

type Approval = Schemas['Approval'];
type Verdict = { readonly approval: Approval; readonly isApproved: boolean };

const TONES = { open: 'warn', approved: 'good', rejected: 'quiet', expired: 'quiet', failed: 'bad' } as const;
const NAMES: Readonly<Record<ApprovalStatus, string>> = {
  open: 'Waiting',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  failed: 'Failed',
};

export function ApprovalListPage() {
  const { status = 'open' } = useSearch({ from: '/frame/settings/approvals' });
  const navigate = useNavigate();
  const approvals = useInfiniteQuery(pages('listApprovals', { query: { status } }));
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  return (
    <SettingsPage
      title="Approvals"
      part="decisions"
      intro="What is above a goodwill limit waits here for a second person, for seven days."
    >
      <SegmentedControl
        aria-label="Status"
        style={{ alignSelf: 'flex-start' }}
        data={APPROVAL_STATUSES.map((value) => ({ value, label: NAMES[value] }))}
        value={status}
        onChange={(value) =>
          navigate({
            to: '/settings/approvals',
            search: { status: APPROVAL_STATUSES.find((one) => one === value) ?? 'open' },
          })
        }
      />
      <PagedRows
        label="Approvals"
        query={approvals}
        columns={status === 'open' ? [...COLUMNS, actionsOf(setVerdict)] : [...COLUMNS, RESULT]}
        rowKey={({ id }) => id}
        empty={
          <Empty
            title={status === 'open' ? 'Nothing waits for a decision' : `Nothing ${NAMES[status].toLowerCase()}`}
          />
        }
      />
      {verdict === null ? null : <Decide {...verdict} onClose={() => setVerdict(null)} />}
    </SettingsPage>
  );
}

const COLUMNS: readonly Column<Approval>[] = [
  { header: 'Asked', cell: ({ requested_at }) => <Instant at={requested_at} /> },
  { header: 'By', cell: ({ requested_by }) => requested_by.name },
  { header: 'What for', cell: (one) => askedInWords(one) },
  {
    header: 'Customer',
    cell: ({ customer_id }) => (
      <Group gap="xs" wrap="nowrap">
        <Anchor component={Link} inherit to={`/customers/${customer_id}`}>
          Open
        </Anchor>
        <ShortId id={customer_id} label="customer" />
      </Group>
    ),
  },
  { header: 'Above', cell: ({ reason }) => excessInWords(reason) },
  { header: 'Status', cell: ({ status }) => <Status word={NAMES[status].toLowerCase()} tone={TONES[status]} /> },
];

const RESULT: Column<Approval> = {
  header: 'Result',
  cell: ({ decided_by, note, refusal }) =>
    [decided_by === null ? null : `by ${decided_by.name}`, note, refusal].filter((one) => one !== null).join(' · ') ||
    '–',
};

function actionsOf(onDecide: (verdict: Verdict) => void): Column<Approval> {
  return {
    header: 'Actions',
    isHeaderHidden: true,
    align: 'right',
    cell: (approval) => <Actions approval={approval} onDecide={onDecide} />,
  };
}

function Actions({ approval, onDecide }: { approval: Approval; onDecide: (verdict: Verdict) => void }) {
  const refused = useReason('approvals:write');
  const own = useMe().id === approval.requested_by.id ? 'Nobody decides their own request.' : null;
  const reason = refused ?? own;
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <ReasonedButton
        size="compact-sm"
        variant="default"
        reason={reason}
        onClick={() => onDecide({ approval, isApproved: false })}
      >
        Reject
      </ReasonedButton>
      <ReasonedButton
        size="compact-sm"
        variant="default"
        reason={reason}
        onClick={() => onDecide({ approval, isApproved: true })}
      >
        Approve
      </ReasonedButton>
    </Group>
  );
}

function Decide({ approval, isApproved, onClose }: Verdict & { onClose: () => void }) {
  const [note, setNote] = useState('');
  const header = useQuery(read('getCustomerHeader', { path: { customer: approval.customer_id } }));
  const onDone = (): void => {
    notifications.show({ message: isApproved ? 'Approved, and given.' : 'Rejected. Nothing was given.' });
    onClose();
  };
  const approve = useChange('approveRequest', { onDone });
  const reject = useChange('rejectRequest', { onDone });
  const { mutate, isPending, error } = isApproved ? approve : reject;
  const why = reasonGiven(approval);
  const missing = isApproved ? null : missingReason(note);
  return (
    <FormDialog
      title={isApproved ? 'Approve request' : 'Reject request'}
      verb={isApproved ? 'Approve request' : 'Reject request'}
      isOpen
      isDanger={!isApproved}
      isBusy={isPending}
      error={error}
      reason={missing}
      onClose={onClose}
      onSubmit={() =>
        mutate({ path: { approval: approval.id }, body: { note: note.trim() === '' ? null : note.trim() } })
      }
    >
      <Text size="sm">
        {approval.requested_by.name} asks for: <b>{askedInWords(approval)}</b>
        {header.data === undefined ? '' : ` · ${nameOf(header.data) ?? header.data.email ?? header.data.id}`}
      </Text>
      {why === null ? null : <Alert variant="light" color="gray">{`Reason given: ${why}`}</Alert>}
      <Textarea
        label={isApproved ? 'Note' : 'Reason'}
        required={!isApproved}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
