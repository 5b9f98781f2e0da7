// What is known of one thing, as pairs of a name and a value.
import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type FactPair = { readonly name: string; readonly value: ReactNode };

export function Facts({ facts, columns = 3 }: { facts: readonly FactPair[]; columns?: number }) {
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: columns }} spacing="lg" verticalSpacing="sm">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {value === null || value === undefined || value === '' ? '–' : value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
