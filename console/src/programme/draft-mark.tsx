// A mark beside something live that the draft changes or takes out.
import { Badge } from '@mantine/core';

const WORDS = { add: 'new in the draft', change: 'changed in the draft', remove: 'taken out in the draft' } as const;

export function DraftMark({ change }: { change: keyof typeof WORDS | null }) {
  if (change === null) return null;
  return (
    <Badge variant="default" size="sm" tt="none" fw={500}>
      {WORDS[change]}
    </Badge>
  );
}
