// Why something was given or not, beside what it is about: the sentence first, then each rule that was looked at. All words
// come from the server, which reads them off what was recorded when it was decided.

import type { Schemas } from '@laurel/sdk';
import { Anchor, Divider, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';

type Explanation = Schemas['Explanation'];

type WhySheetProps = {
  readonly customer: string;
  /** Null while nothing is asked. */
  readonly decision: string | null;
  readonly onClose: () => void;
};

export function WhySheet({ customer, decision, onClose }: WhySheetProps) {
  return (
    <Drawer
      opened={decision !== null}
      onClose={onClose}
      title="Why?"
      size="md"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {decision === null ? null : <Asked customer={customer} decision={decision} />}
    </Drawer>
  );
}

function Asked({ customer, decision }: { customer: string; decision: string }) {
  const query = useQuery(read('explainDecision', { path: { customer, decision } }));
  return <Shown query={query}>{(explanation) => <Explained explanation={explanation} />}</Shown>;
}

function Explained({ explanation }: { explanation: Explanation }) {
  const { summary, lines, programme_version: version, decision_id: decision } = explanation;
  return (
    <Stack gap="md">
      <Text fw={600}>{summary}</Text>
      {lines.length === 0 ? <Text c="dimmed">No rule had a say in it.</Text> : null}
      <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Rules looked at">
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule may have several lines, and their order never changes
          <RuleLine key={place} line={line} />
        ))}
      </Stack>
      <Divider />
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          Decided by version {version} of the programme
        </Text>
        {decision === null ? null : <ShortId id={decision} label="decision" />}
      </Group>
    </Stack>
  );
}

function RuleLine({ line }: { line: Explanation['lines'][number] }) {
  const { title, met, sentence, needed, actual, rule, verdict } = line;
  const target = ruleAddress(rule);
  return (
    <Stack gap={2} component="li">
      <Group justify="space-between" wrap="nowrap">
        {target === null ? (
          <Text fw={500}>{title}</Text>
        ) : (
          <Anchor component={Link} to={target} fw={500}>
            {title}
          </Anchor>
        )}
        <Text size="sm">
          <Status word={met ? 'Met' : 'Not met'} tone={met ? 'good' : 'quiet'} />
        </Text>
      </Group>
      <Text size="sm">{sentence}</Text>
      {needed === undefined || actual === undefined ? null : (
        <Text size="sm" c="dimmed">
          {verdict === 'limit' ? 'limit' : 'needed'} {count(needed)} · {verdict === 'limit' ? 'used' : 'actual'}{' '}
          {count(actual)}
        </Text>
      )}
    </Stack>
  );
}

/** `campaign/welcome` is a campaign's rule, `club/green/sign-in` one of a level; the others have no page of their own. */
function ruleAddress(rule: string): string | null {
  const [first = '', second = '', third] = rule.split('/');
  if (first === 'campaign') return `/campaigns/${second}`;
  if (third === undefined || ['source', 'promo', 'approval', 'item'].includes(first)) return null;
  return '/programme';
}
