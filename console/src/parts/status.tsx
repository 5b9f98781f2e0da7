// A status: a dot and its word. The colour never says it alone.
import { Group, Text } from '@mantine/core';

const TONES = {
  good: 'var(--laurel-earned)',
  warn: 'var(--laurel-warn)',
  bad: 'var(--laurel-used)',
  quiet: 'var(--mantine-color-dimmed)',
} as const;

export type Tone = keyof typeof TONES;

/** What a status is called, and how it looks. */
export type StatusWord = { readonly word: string; readonly tone: Tone };

export function Status({ word, tone }: StatusWord) {
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      <span className="dot" style={{ background: TONES[tone] }} aria-hidden="true" />
      <Text span inherit style={{ whiteSpace: 'nowrap' }}>
        {word}
      </Text>
    </Group>
  );
}
