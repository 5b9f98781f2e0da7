// At the foot of every page, while there are changes of the programme that nobody has published yet.
import { Button, Group, Paper, Text } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { sizeOf } from '../programme/draft.ts';
import { useDraft } from '../programme/save-entry.ts';

export function DraftBar() {
  const { data: draft } = useDraft();
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (draft === undefined || !draft.exists || path === '/programme/review') return null;
  const { submitted, approved, needed } = draft.approval;
  const state = approved !== null ? 'approved' : submitted !== null ? 'waits for approval' : null;
  return (
    <Paper component="aside" aria-label="Draft changes" className="draft-bar" withBorder shadow="sm">
      <Group justify="space-between">
        <Text size="sm">
          Draft changes: {sizeOf(draft)}
          {draft.updated_by === null ? '' : ` · last by ${draft.updated_by}`}
          {draft.behind ? ' · another version went live' : ''}
          {needed && state !== null ? ` · ${state}` : ''}
        </Text>
        <Button component={Link} to="/programme/review" size="xs" variant="default">
          Review and publish
        </Button>
      </Group>
    </Paper>
  );
}
