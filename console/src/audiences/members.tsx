// How many customers a rule describes, and five of them by name, as the rule is typed.

import type { Schemas } from '@laurel/sdk';
import { Anchor, Group, List, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { count } from '../parts/figures.tsx';

export function Members({ audience }: { audience: Schemas['AudienceMembers'] }) {
  const { count: customers, exact, members } = audience;
  return (
    <Stack gap={4}>
      <Group gap="xs" align="baseline">
        <Text fz="xl" fw={600} data-testid="audience-count">
          {exact ? '' : 'at most '}
          {count(customers)}
        </Text>
        <Text size="sm" c="dimmed">
          {customers === 1 ? 'customer' : 'customers'}
        </Text>
      </Group>
      {members.length === 0 ? null : (
        <List size="sm" listStyleType="none" aria-label="Some of them">
          {members.map((member) => (
            <List.Item key={member.customer_id}>
              <Anchor component={Link} to={`/customers/${member.customer_id}`} size="sm">
                {member.name ?? member.email ?? `${member.customer_id.slice(0, 8)}…`}
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
