// A line of the last days, without axes: which way it goes. The figures themselves stand beside it or in a table.
const WIDTH = 160;
const HEIGHT = 36;
const MARGIN = 2;

export type Line = { readonly values: readonly number[]; readonly tone: 'main' | 'second' };

const COLORS = { main: 'var(--mantine-color-laurel-6)', second: 'var(--laurel-used)' } as const;

export function Sparkline({ label, lines }: { label: string; lines: readonly Line[] }) {
  const all = lines.flatMap(({ values }) => values);
  const top = Math.max(...all, 1);
  const bottom = Math.min(...all, 0);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {lines.map(({ values, tone }) => (
        <polyline
          key={tone}
          points={pointsOf(values, top, bottom)}
          fill="none"
          stroke={COLORS[tone]}
          strokeWidth={1.5}
          strokeDasharray={tone === 'second' ? '3 2' : undefined}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

function pointsOf(values: readonly number[], top: number, bottom: number): string {
  const step = WIDTH / Math.max(1, values.length - 1);
  const scale = (HEIGHT - 2 * MARGIN) / (top - bottom);
  return values.map((value, index) => `${index * step},${HEIGHT - MARGIN - (value - bottom) * scale}`).join(' ');
}
