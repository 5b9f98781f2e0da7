// The plain page on which one signs in or sets up: one form in the middle.
import { Alert, Button, Container, Group, Paper, Stack, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect } from 'react';
import { sentenceOf } from '../api/laurel.ts';

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

type EntryFormProps = {
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly verb: string;
  readonly isBusy: boolean;
  /** What concerns no single field. */
  readonly error: unknown;
  readonly children: ReactNode;
};

export function EntryForm({ onSubmit, verb, isBusy, error, children }: EntryFormProps) {
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        {children}
        {error === null || error === undefined ? null : (
          <Alert color="red" variant="light" role="alert">
            {sentenceOf(error)}
          </Alert>
        )}
        <Button type="submit" loading={isBusy}>
          {verb}
        </Button>
      </Stack>
    </form>
  );
}
