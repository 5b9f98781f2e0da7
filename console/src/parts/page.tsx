// A page: its title in the tab and at the top, its one main action beside it, the way back above.
import { Anchor, Box, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';

type PageProps = {
  readonly title: string;
  /** In a sentence, what the page is for. */
  readonly intro?: ReactNode;
  /** The main action, and others before it. */
  readonly action?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  readonly children: ReactNode;
};

export function Page({ title, intro, action, back, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Laurel`;
  }, [title]);
  return (
    <Stack gap="md" component="section" aria-label={title}>
      <Box>
        {back === undefined ? null : (
          <Anchor component={Link} to={back.to} size="sm">
            ‹ {back.label}
          </Anchor>
        )}
        <Group justify="space-between" align="center">
          <Title order={1}>{title}</Title>
          <Group gap="xs">{action}</Group>
        </Group>
        {intro === undefined ? null : (
          <Text c="dimmed" size="sm" maw={720}>
            {intro}
          </Text>
        )}
      </Box>
      {children}
    </Stack>
  );
}
