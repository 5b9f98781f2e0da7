// Why a campaign did or did not give a customer something: what it asks for, and what was last decided about it, in sentences.
import { Anchor, Button, Drawer, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import type { Standing } from './campaigns-tab.tsx';
import { useCustomer } from './customer.ts';

/** How far back a decision about the campaign is looked for. */
const LOOKED_AT = 50;

export function WhyButton({ of, onClick }: { of: string; onClick: () => void }) {
  return (
    <Button variant="subtle" size="compact-sm" onClick={onClick}>
      Why?<span className="sr-only"> {of}</span>
    </Button>
  );
}

type WhyProps = { readonly standing: Standing; readonly onClose: () => void };

export function CampaignWhy({ standing, onClose }: WhyProps) {
  return (
    <Drawer
      opened
      onClose={onClose}
      title={`Why: ${standing.title}`}
      size="md"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text fw={600}>{standingWords(standing)}</Text>
        <Asks campaign={standing.campaign} />
        <Anchor component={Link} to={`/campaigns/${standing.campaign}`} size="sm">
          Open the campaign
        </Anchor>
        <LastDecision rule={`campaign/${standing.campaign}`} />
      </Stack>
    </Drawer>
  );
}

function standingWords({ state, progress, closed, control, opted_in: optedIn }: Standing): string {
  if (closed) return 'Completed: an agent moved it there.';
  if (control) return 'In the control group: gets nothing, for comparison.';
  if (state === 'completed') return 'Completed: everything that it gives was given.';
  if (optedIn === false) return 'For this customer, who has not opted in to it yet.';
  if (progress !== null && state === 'in_progress') return `In progress: ${progress.has} of ${progress.need} done.`;
  return 'Eligible: it is for this customer, and nothing of it is done yet.';
}

function Asks({ campaign }: { campaign: string }) {
  const asked = useQuery(read('getCampaign', { path: { campaign } }));
  return (
    <section>
      <Title order={3}>What it asks and gives</Title>
      <Shown query={asked} rows={1}>
        {({ sentence }) => <Text size="sm">{sentence.text}</Text>}
      </Shown>
    </section>
  );
}

function LastDecision({ rule }: { rule: string }) {
  const customer = useCustomer();
  const decisions = useQuery(read('listDecisions', { path: { customer }, query: { limit: LOOKED_AT } }));
  return (
    <section>
      <Title order={3}>Last decided about it</Title>
      <Shown query={decisions} rows={2}>
        {({ items }) => {
          const last = items.find(({ trace }) => trace.some((entry) => entry.rule === rule));
          if (last === undefined) return <Text size="sm">Nothing that happened lately had to do with it.</Text>;
          return <Sentences decision={last.decision_id} at={last.occurred_at} rule={rule} />;
        }}
      </Shown>
    </section>
  );
}

function Sentences({ decision, at, rule }: { decision: string; at: string; rule: string }) {
  const customer = useCustomer();
  const explained = useQuery(read('explainDecision', { path: { customer, decision } }));
  return (
    <Shown query={explained} rows={2}>
      {({ lines, programme_version: version }) => (
        <Stack gap="xs">
          {lines
            .filter((line) => line.rule === rule)
            .map((line) => (
              <div key={line.sentence}>
                <Text size="sm">
                  <Status word={line.met ? 'Met' : 'Not met'} tone={line.met ? 'good' : 'quiet'} />
                </Text>
                <Text size="sm">{line.sentence}</Text>
                {line.needed === undefined || line.actual === undefined ? null : (
                  <Text size="sm" c="dimmed">
                    needed {count(line.needed)} · actual {count(line.actual)}
                  </Text>
                )}
              </div>
            ))}
          <Text size="xs" c="dimmed">
            <Instant at={at} /> · version {version} of the programme
          </Text>
        </Stack>
      )}
    </Shown>
  );
}
