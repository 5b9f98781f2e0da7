// A part of a page with its own heading, in a frame.
import { Box, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type SectionProps = {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
};

export function Section({ title, intro, action, children }: SectionProps) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Box flex="1 1 320px">
            <Title order={2}>{title}</Title>
            {intro === undefined ? null : (
              <Text size="sm" c="dimmed" maw={640}>
                {intro}
              </Text>
            )}
          </Box>
          <Group gap="xs">{action}</Group>
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
