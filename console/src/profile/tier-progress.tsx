// Tier progress: in each tier system the level, its status and since when; opened, what the next level asks for and each entry
// that counts towards it; and how the customer came to where they are.

import type { Schemas } from '@laurel/sdk';
import { Accordion, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { pages, read } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status, type Tone } from '../parts/status.tsx';
import { changed } from './search.ts';
import { TierMoves } from './tier-moves.tsx';
import { TowardsLevel } from './towards-level.tsx';
import { WhySheet } from './why-sheet.tsx';

type Progress = Schemas['TierProgress'];

const FROM = '/frame/customers/$customer/activity/tiers';
const STATUS: { readonly [status in Progress['status']]: readonly [word: string, tone: Tone] } = {
  none: ['No level', 'quiet'],
  permanent: ['Permanent', 'good'],
  secured: ['Secured until maintenance', 'good'],
  open: ['Not secured yet', 'warn'],
};

export function TierProgress() {
  const { customer } = useParams({ from: FROM });
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/customers/$customer/activity/tiers' });
  const go = (part: Parameters<typeof changed<typeof search>>[1]): void => {
    navigate({ search: changed(search, part), replace: true, resetScroll: false });
  };
  const tiers = useQuery(read('getTiers', { path: { customer } }));
  const moves = useInfiniteQuery(pages('listTierMoves', { path: { customer }, query: {} }));
  return (
    <Stack>
      <Shown query={tiers}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No tier systems">The programme has none.</Empty>
          ) : (
            <Accordion
              value={search.system ?? null}
              onChange={(system) => go({ system })}
              chevronPosition="left"
              order={2}
            >
              {items.map((tier) => (
                <System key={tier.system} tier={tier} customer={customer} isOpen={search.system === tier.system} />
              ))}
            </Accordion>
          )
        }
      </Shown>
      <section aria-label="How it came about">
        <Title order={2}>How it came about</Title>
        <TierMoves query={moves} onWhy={(why) => go({ why })} />
      </section>
      <WhySheet customer={customer} decision={search.why ?? null} onClose={() => go({ why: null })} />
    </Stack>
  );
}

type SystemProps = { readonly tier: Progress; readonly customer: string; readonly isOpen: boolean };

function System({ tier, customer, isOpen }: SystemProps) {
  const { system, title, level, since, status, next, keep, maintenance_at: judgedAt } = tier;
  const [word, tone] = STATUS[status];
  return (
    <Accordion.Item value={system}>
      <Accordion.Control>
        <Group gap="lg">
          <Text fw={600}>{title}</Text>
          <Text>{level?.title ?? 'No level'}</Text>
          <Status word={word} tone={tone} />
          {since === null ? null : (
            <Text c="dimmed">
              advanced <Instant at={since} />
            </Text>
          )}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        {!isOpen ? null : (
          <Stack>
            {next === null ? (
              <Text c="dimmed">There is no level above.</Text>
            ) : (
              <TowardsLevel customer={customer} system={system} requirement={next} which="next" />
            )}
            {keep === null ? null : (
              <>
                <Text size="sm" c="dimmed">
                  {judgedAt === null ? null : (
                    <>
                      The present level is judged again <Instant at={judgedAt} />.
                    </>
                  )}
                </Text>
                <TowardsLevel customer={customer} system={system} requirement={keep} which="keep" />
              </>
            )}
          </Stack>
        )}
      </Accordion.Panel>
    </Accordion.Item>
  );
}
