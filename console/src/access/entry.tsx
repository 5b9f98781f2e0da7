// The plain page on which one signs in or sets up: one form in the middle.
import { Container, Group, Paper, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

export function Entry({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Laurel`;
  }, [title]);
  return (
    <Container size={420} py="10vh" component="main">
      <Group justify="center" mb="lg" gap="xs">
        <img src="/laurel.svg" alt="" width={32} height={32} />
        <Title order={1}>{title}</Title>
      </Group>
      <Paper withBorder p="lg">
        {children}
      </Paper>
    </Container>
  );
}
