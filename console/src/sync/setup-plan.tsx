// What a platform has of what is needed, and what would be made: the difference before anything is done.
import type { Schemas } from '@laurel/sdk';
import { Text } from '@mantine/core';
import { count } from '../parts/figures.tsx';
import { type Column, Rows } from '../parts/rows.tsx';

type Plan = Schemas['SyncSetup'];
type Step = Plan['steps'][number];

const KINDS = {
  attribute: 'Attribute',
  tag: 'Tag',
  definition: 'Event',
  definition_fields: 'Properties of an event',
} as const;

const COLUMNS: readonly Column<Step>[] = [
  { header: 'To be made', cell: ({ kind }) => KINDS[kind], width: 180 },
  { header: 'Name', cell: nameOf },
  { header: 'What it is', cell: detailOf },
];

export function SetupPlan({ plan: { needed, present, steps, conflicts }, title }: { plan: Plan; title: string }) {
  if (!needed) return <Text size="sm">Nothing has to be made: {title} takes attributes and events as they come.</Text>;
  return (
    <>
      <Text size="sm" role="status">
        {`${count(present)} there as they should be, ${count(steps.length)} to be made, ${count(conflicts.length)} in conflict.`}
      </Text>
      {steps.length === 0 ? null : (
        <Rows label="To be made" columns={COLUMNS} rows={steps} rowKey={(step) => `${step.kind} ${nameOf(step)}`} />
      )}
    </>
  );
}

function nameOf(step: Step): string {
  return 'name' in step ? step.name : step.id;
}

function detailOf(step: Step): string {
  if (step.kind === 'attribute') return step.type;
  if (step.kind === 'tag') return 'marks loyalty members';
  const fields = step.fields.map(({ name }) => name).join(', ');
  return step.kind === 'definition' ? `${step.title}: ${fields}` : fields;
}
