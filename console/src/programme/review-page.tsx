// The draft before it goes live: what it changes and for how many, what is wrong with it, who agrees, and publishing it.

import type { ResultOf } from '@laurel/sdk';
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { laurel } from '../api/laurel.ts';
import { may, useMe } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Failure, Shown, Waiting } from '../parts/states.tsx';
import { ChangeTable, KindOfChange } from './change-table.tsx';
import { type DraftChange, useDiscardEntry, useWriteReason } from './draft.ts';
import { entryWords, keyText } from './draft-words.ts';
import { ProblemList } from './problem-list.tsx';
import { ReviewActions } from './review-actions.tsx';
import { ReviewState } from './review-state.tsx';
import { type Draft, useDraft } from './save-entry.ts';
import { WarningList } from './warning-list.tsx';

type Plan = ResultOf<'planProgrammeDraft'>;

function NothingToPublish() {
  return (
    <Empty
      title="Nothing to publish"
      action={
        <Anchor component={Link} to="/programme">
          Go to the programme
        </Anchor>
      }
    >
      What you change of the programme is kept as a draft and shown here before it goes live.
    </Empty>
  );
}

/** Asked anew for each draft: its hash is part of the key. */
function usePlan(draft: Draft | undefined) {
  const me = useMe();
  return useQuery({
    queryKey: ['planProgrammeDraft', draft?.hash ?? ''],
    queryFn: ({ signal }): Promise<Plan> => laurel.call('planProgrammeDraft', {}, { signal }),
    enabled: draft?.exists === true && may(me, 'programme:write'),
  });
}

export function ReviewPage() {
  const query = useDraft();
  const plan = usePlan(query.data);
  const draft = query.data;
  return (
    <Page
      title="Review and publish"
      back={{ to: '/programme', label: 'Programme' }}
      action={draft?.exists === true ? <ReviewActions draft={draft} plan={plan.data} /> : null}
    >
      <Shown query={query}>
        {(found) =>
          found.exists ? <Review draft={found} plan={plan.data} error={plan.error} /> : <NothingToPublish />
        }
      </Shown>
    </Page>
  );
}

function Review({ draft, plan, error }: { draft: Draft; plan: Plan | undefined; error: Error | null }) {
  const isAsking = plan === undefined && error === null && draft.changes.length > 0;
  return (
    <Stack gap="lg">
      <ReviewState draft={draft} />
      {error === null ? null : <Failure error={error} />}
      {plan === undefined || plan.problems.length === 0 ? null : (
        <ProblemList title="This draft cannot be published yet" problems={plan.problems} document={draft.document} />
      )}
      <WarningList plan={plan?.plan ?? null} />
      <Changes draft={draft} />
      {isAsking ? <Waiting rows={3} /> : null}
      {plan?.plan === undefined || plan.plan === null ? null : <Effects draft={draft} plan={plan.plan} />}
    </Stack>
  );
}

function Changes({ draft }: { draft: Draft }) {
  const discard = useDiscardEntry();
  const reason = useWriteReason();
  const columns: readonly Column<DraftChange>[] = [
    { header: 'Change', width: 110, cell: ({ kind }) => <KindOfChange kind={kind} /> },
    { header: 'What', cell: (change) => entryWords(draft.document, change) },
    { header: 'By', cell: ({ by }) => by?.name ?? '–' },
    { header: 'When', cell: ({ at }) => (at === null ? '–' : <Instant at={at} />) },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: ({ section, name, ...change }) => (
        <ReasonedButton
          reason={reason}
          size="compact-xs"
          variant="subtle"
          onClick={() => discard.mutate({ path: { section, name } })}
        >
          {`Discard ${change.kind === 'add' ? 'new' : 'change of'} ${entryWords(draft.document, { section, name })}`}
        </ReasonedButton>
      ),
    },
  ];
  return (
    <Stack gap="xs">
      <Title order={2}>Who changed what</Title>
      {discard.error === null ? null : <Failure error={discard.error} />}
      {draft.changes.length > 0 ? (
        <Rows label="Draft changes" columns={columns} rows={draft.changes} rowKey={keyText} />
      ) : (
        <Text size="sm">Only the text of {draft.changed_files.join(', ')} differs: comments or order.</Text>
      )}
    </Stack>
  );
}

function Effects({ draft, plan }: { draft: Draft; plan: NonNullable<Plan['plan']> }) {
  if (plan.changes.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2}>What will be different</Title>
      <Text size="sm" c="dimmed">
        Customers: who hold, have or are in what changes. Points and levels that they have stay as they are.
      </Text>
      <ChangeTable label="What will be different" changes={plan.changes} document={draft.document} />
    </Stack>
  );
}
