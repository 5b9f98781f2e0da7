// Promo codes of a customer: claimed, assigned, tried in vain; the lockout, and resetting it.

import type { Schemas } from '@laurel/sdk';
import { Group, Select, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { Allowed } from './allowed.tsx';
import { AssignCode, ClaimCode } from './code-forms.tsx';
import { useCustomer } from './customer.ts';
import { Lockout } from './lockout.tsx';
import { CODE_STATUSES, type CodeStatus, codeStatusOf } from './search.ts';
import { CODE_STATUS, plain } from './words.ts';

type Claim = Schemas['PromoClaim'];

const empty = <Empty title="No promo codes">Codes claimed by this customer or assigned to them are listed here.</Empty>;

export function CodesTab() {
  return (
    <Allowed scope="codes:read">
      <Codes />
    </Allowed>
  );
}

function Codes() {
  const customer = useCustomer();
  const { status } = useSearch({ from: '/frame/customers/$customer/activity/codes' });
  const query = status === undefined ? {} : { status };
  const codes = useInfiniteQuery(pages('listPromoCodesOfCustomer', { path: { customer }, query }));
  return (
    <Stack>
      <Lockout />
      <Group justify="space-between" align="end">
        <StatusFilter status={status} />
        <CodeButtons />
      </Group>
      <PagedRows label="Promo codes" query={codes} columns={COLUMNS} rowKey={(claim) => claim.id} empty={empty} />
    </Stack>
  );
}

function StatusFilter({ status }: { status: CodeStatus | undefined }) {
  const navigate = useNavigate({ from: '/customers/$customer/activity/codes' });
  return (
    <Select
      label="Status"
      clearable
      placeholder="All"
      data={CODE_STATUSES.map((value) => ({ value, label: CODE_STATUS[value].word }))}
      value={status ?? null}
      onChange={(value) => {
        const chosen = codeStatusOf(value);
        return navigate({ search: chosen === undefined ? {} : { status: chosen }, replace: true });
      }}
    />
  );
}

function CodeButtons() {
  const noClaim = useReason('codes:claim');
  const noAssign = useReason('codes:write');
  const [asked, setAsked] = useState<'claim' | 'assign' | null>(null);
  return (
    <Group gap="xs">
      <ReasonedButton variant="default" reason={noAssign} onClick={() => setAsked('assign')}>
        Assign promo code
      </ReasonedButton>
      <ReasonedButton variant="default" reason={noClaim} onClick={() => setAsked('claim')}>
        Claim promo code
      </ReasonedButton>
      {asked === 'claim' ? <ClaimCode onClose={() => setAsked(null)} /> : null}
      {asked === 'assign' ? <AssignCode onClose={() => setAsked(null)} /> : null}
    </Group>
  );
}

const COLUMNS: readonly Column<Claim>[] = [
  { header: 'Status', cell: (claim) => <Status {...CODE_STATUS[claim.status]} /> },
  {
    header: 'Code',
    cell: (claim) => (
      <Text ff="monospace" size="sm">
        {claim.code}
      </Text>
    ),
  },
  { header: 'List', cell: (claim) => claim.list ?? '–' },
  { header: 'Date', cell: (claim) => <Instant at={claim.claimed_at ?? claim.at} /> },
  { header: 'By', cell: (claim) => claim.by },
  { header: 'Claim error', cell: (claim) => claimWords(claim) },
];

function claimWords({ error, reason }: Claim): string {
  return error === null ? (reason ?? '–') : plain(error.replace(/^promo_/, ''));
}
