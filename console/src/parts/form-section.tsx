// A part of a long form: its heading, a sentence, its fields below each other or in two columns.
import { Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type SectionProps = {
  readonly title: string;
  readonly intro?: string;
  readonly columns?: 1 | 2;
  readonly children: ReactNode;
};

export function FormSection({ title, intro, columns = 2, children }: SectionProps) {
  return (
    <Fieldset legend={title}>
      <Stack gap="sm">
        {intro === undefined ? null : (
          <Text size="sm" c="dimmed">
            {intro}
          </Text>
        )}
        <SimpleGrid cols={{ base: 1, sm: columns }} spacing="sm" verticalSpacing="sm">
          {children}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}
