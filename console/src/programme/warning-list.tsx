// What a plan warns of, which stops nobody, and what it would be refused for.
import type { ResultOf } from '@laurel/sdk';
import { Alert, List } from '@mantine/core';

type Plan = NonNullable<ResultOf<'planProgrammeDraft'>['plan']>;

export function WarningList({ plan }: { plan: Plan | null }) {
  if (plan === null) return null;
  return (
    <>
      {plan.in_use.length === 0 ? null : (
        <Alert color="red" variant="light" title="Customers still hold what this removes" role="alert">
          {plan.in_use.join(', ')}. Say where they go first.
        </Alert>
      )}
      {plan.warnings.length === 0 ? null : (
        <Alert color="yellow" variant="light" title="Worth a second look">
          <List size="sm" spacing={4}>
            {plan.warnings.map(({ path, sentence }) => (
              <List.Item key={`${path} ${sentence}`}>{sentence}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  );
}
