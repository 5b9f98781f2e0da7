// The first page: four figures with their last days, who stands on which level, what is running, what needs a person.
import { Button, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isCode, read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { AttentionList } from './attention-list.tsx';
import { FourFigures } from './four-figures.tsx';
import { RunningJobs } from './running-jobs.tsx';
import { TierLadder } from './tier-ladder.tsx';

const DAYS = 30;
const FRESH_MS = 60_000;

const noProgramme = (
  <Empty
    title="No programme yet"
    action={
      <Button component={Link} to="/programme">
        Go to the programme
      </Button>
    }
  >
    A programme says what members earn, which levels there are, and what they get. Publish one, and customers can join.
  </Empty>
);
const noCustomers = (
  <Empty
    title="No customers yet"
    action={
      <Button component={Link} to="/customers">
        Go to customers
      </Button>
    }
  >
    The programme is live. Figures come with the first customers: sent by a shop or an app, added by hand, or imported.
  </Empty>
);

export function Home() {
  const reason = useReason('analytics:read');
  const overview = useQuery({
    ...read('getOverview', { query: { days: DAYS } }),
    enabled: reason === null,
    refetchInterval: FRESH_MS,
  });
  if (isCode(overview.error, 'programme_missing')) return <Page title="Home">{noProgramme}</Page>;
  return (
    <Page title="Home">
      {reason === null ? (
        <Shown query={overview} rows={4}>
          {(found) =>
            found.members.total === 0 ? (
              noCustomers
            ) : (
              <Stack gap="xl">
                <FourFigures overview={found} />
                <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl" verticalSpacing="xl">
                  <TierLadder tiers={found.tiers} />
                  <AttentionList />
                </SimpleGrid>
              </Stack>
            )
          }
        </Shown>
      ) : (
        <Empty title="No figures">{reason}</Empty>
      )}
      <RunningJobs />
    </Page>
  );
}
