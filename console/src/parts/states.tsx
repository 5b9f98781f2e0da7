// What a page shows when it has nothing, not yet, or not at all: each says what to do next.
import { Alert, Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { sentenceOf } from '../api/laurel.ts';

/** Nothing is shown before: most answers are there by then, and a flicker is worse than a moment of nothing. */
const PATIENCE_MS = 300;

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Center py="xl">
      <Stack gap="xs" align="center" maw={480}>
        <Title order={2}>{title}</Title>
        {children === undefined ? null : (
          <Text c="dimmed" ta="center" size="sm">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}

/** Rows of a skeleton in the place of what comes, after a moment. */
export function Waiting({ rows = 6, height = 24 }: { rows?: number; height?: number }) {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return <div style={{ minHeight: rows * (height + 16) }} />;
  return (
    <Stack gap={16} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have nothing else
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  );
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <Alert color="red" variant="light" title="This could not be shown" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{sentenceOf(error)}</Text>
        {retry === undefined ? null : (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

type Asked<Data> = {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
};

/** A query's three states in one place: `children` gets the data once it is there. */
export function Shown<Data>({ query, rows, children }: ShownProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) return <Failure error={query.error} retry={() => query.refetch()} />;
  return <Waiting {...(rows === undefined ? {} : { rows })} />;
}

type ShownProps<Data> = {
  readonly query: Asked<Data>;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
};
