// Where the draft stands: behind a version that went live meanwhile, waiting for a second person, approved.
import { Alert, Group, List, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf, useChange } from '../api/laurel.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { DRAFT_READS, useWriteReason } from './draft.ts';
import { entryWords, keyText } from './draft-words.ts';
import type { Draft } from './save-entry.ts';

type Step = NonNullable<Draft['approval']['submitted']>;

export function ReviewState({ draft }: { draft: Draft }) {
  if (draft.behind) return <Behind draft={draft} />;
  const { needed, submitted, approved } = draft.approval;
  if (!needed) return null;
  if (submitted === null)
    return (
      <Alert variant="light" color="gray" title="A second person has to agree">
        This programme asks somebody else to approve what is published. Any change takes an approval back.
      </Alert>
    );
  return (
    <Alert
      variant="light"
      color={approved === null ? 'yellow' : 'green'}
      title={approved === null ? 'Waits for approval' : 'Approved'}
    >
      <StepLine verb="Submitted" step={submitted} />
      {approved === null ? null : <StepLine verb="Approved" step={approved} />}
    </Alert>
  );
}

function StepLine({ verb, step }: { verb: string; step: Step }) {
  return (
    <Text size="sm">
      {verb} by {step.by.name} <Instant at={step.at} />
      {step.note === null ? '' : `: ${step.note}`}
    </Text>
  );
}

type Side = 'draft' | 'live';

function Behind({ draft }: { draft: Draft }) {
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const rebase = useChange('rebaseProgrammeDraft', { refreshes: DRAFT_READS });
  const reason = useWriteReason();
  const open = draft.conflicts.filter((conflict) => sides[keyText(conflict)] === undefined);
  const keep = draft.conflicts.flatMap(({ section, name }) => {
    const side = sides[keyText({ section, name })];
    return side === undefined ? [] : [{ section, name, side }];
  });
  const missing = open.length === 0 ? null : 'Say of each whose version is kept.';
  return (
    <Alert
      variant="light"
      color="yellow"
      title={`Version ${draft.live_version} went live after this draft was begun`}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">What only one of the two changed is joined. What both changed:</Text>
        {draft.conflicts.length === 0 ? (
          <Text size="sm">nothing.</Text>
        ) : (
          <List size="sm" spacing="xs">
            {draft.conflicts.map((conflict) => (
              <List.Item key={keyText(conflict)}>
                <Group gap="sm">
                  {entryWords(draft.document, conflict)}
                  <SegmentedControl
                    size="xs"
                    aria-label={`Whose ${entryWords(draft.document, conflict)} is kept`}
                    value={sides[keyText(conflict)] ?? ''}
                    onChange={(side) =>
                      setSides({ ...sides, [keyText(conflict)]: side === 'draft' ? 'draft' : 'live' })
                    }
                    data={[
                      { value: 'draft', label: 'Keep this draft’s' },
                      { value: 'live', label: 'Keep the live one’s' },
                    ]}
                  />
                </Group>
              </List.Item>
            ))}
          </List>
        )}
        {rebase.error === null ? null : <Text c="red">{sentenceOf(rebase.error)}</Text>}
        <ReasonedButton
          size="xs"
          reason={reason ?? missing}
          loading={rebase.isPending}
          onClick={() => rebase.mutate({ body: { keep } })}
        >
          Bring the draft up to date
        </ReasonedButton>
      </Stack>
    </Alert>
  );
}
