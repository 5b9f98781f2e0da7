// Charts of a line's height: a share of a whole, and a figure beside the median of all customers. The figures stand in words as
// well; the drawing adds nothing that a screen reader would miss.
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

const WIDTH = 100;
const HEIGHT = 6;

type BarProps = { readonly share: number; readonly mark?: number | null; readonly label: string };

/** `mark`: where the median stands. */
function Bar({ share, mark = null, label }: BarProps) {
  const width = WIDTH * Math.min(1, Math.max(0, share));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      width="100%"
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      <rect width={WIDTH} height={HEIGHT} fill="var(--laurel-line)" />
      <rect width={width} height={HEIGHT} fill="var(--mantine-color-laurel-6)" />
      {mark === null ? null : (
        <rect x={Math.min(WIDTH - 1, WIDTH * mark)} width={1} height={HEIGHT} fill="var(--mantine-color-text)" />
      )}
    </svg>
  );
}

export function Share({ label, share, children }: { label: string; share: number; children: ReactNode }) {
  return (
    <div>
      <Text size="sm" component="div">
        {children}
      </Text>
      <Bar share={share} label={`${label}: ${Math.round(share * 100)} %`} />
    </div>
  );
}

type Figure = { readonly value: number | null; readonly median: number | null };
type BesideMedianProps = {
  readonly title: string;
  readonly figure: Figure;
  readonly format: (value: number) => string;
};

export function BesideMedian({ title, figure, format }: BesideMedianProps) {
  const { value, median } = figure;
  const told = value === null ? 'none' : format(value);
  const beside = median === null ? 'median unknown' : `median ${format(median)}`;
  const most = Math.max(value ?? 0, median ?? 0) * 1.1;
  const shareOf = (one: number | null): number => (one === null || most === 0 ? 0 : one / most);
  return (
    <div>
      <Text size="sm" component="div">
        {title}: <strong>{told}</strong>{' '}
        <Text span size="sm" c="dimmed">
          {beside}
        </Text>
      </Text>
      <Bar
        share={shareOf(value)}
        mark={median === null ? null : shareOf(median)}
        label={`${title}: ${told}, ${beside}`}
      />
    </div>
  );
}
