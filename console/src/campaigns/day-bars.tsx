// A figure for each day as small bars; the same as a table for whoever does not see them.
import { Box } from '@mantine/core';
import { count } from '../parts/figures.tsx';

type DayBarsProps = {
  readonly label: string;
  /** The oldest first. */
  readonly days: readonly { readonly day: string; readonly value: number }[];
};

const HEIGHT = 40;
/** A few days do not fill the width. */
const DAYS_MIN = 30;

export function DayBars({ label, days }: DayBarsProps) {
  const most = Math.max(1, ...days.map(({ value }) => value));
  const width = 100 / Math.max(DAYS_MIN, days.length);
  return (
    <Box>
      <svg viewBox={`0 0 100 ${HEIGHT}`} width="100%" height={HEIGHT} preserveAspectRatio="none" aria-hidden="true">
        {days.map(({ day, value }, index) => {
          const height = value === 0 ? 0.5 : Math.max(2, (value / most) * HEIGHT);
          return (
            <rect
              key={day}
              x={index * width}
              y={HEIGHT - height}
              width={width * 0.8}
              height={height}
              fill={value === 0 ? 'var(--laurel-line)' : 'var(--mantine-color-laurel-6)'}
            >
              <title>{`${day}: ${count(value)}`}</title>
            </rect>
          );
        })}
      </svg>
      <table className="sr-only">
        <caption>{label}</caption>
        <tbody>
          {days
            .filter(({ value }) => value > 0)
            .map(({ day, value }) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                <td>{count(value)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Box>
  );
}
