// Where everything is set that is no programme: who may do what, with what Laurel is connected, what is kept.
import { Anchor, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useReason } from '../api/session.ts';
import { Page } from '../parts/page.tsx';
import { SETTINGS, type SettingsGroup, type SettingsPlace } from './places.ts';

export function SettingsHome() {
  return (
    <Page title="Settings">
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xl" verticalSpacing="xl">
        {Object.values(SETTINGS).map((group) => (
          <GroupOfPlaces key={group.title} group={group} />
        ))}
      </SimpleGrid>
    </Page>
  );
}

function GroupOfPlaces({ group: { title, places } }: { group: SettingsGroup }) {
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Title order={2}>{title}</Title>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {places.map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} />
          </li>
        ))}
      </Stack>
    </Stack>
  );
}

function PlaceLink({ place: { to, label, scope, about } }: { place: SettingsPlace }) {
  const refused = useReason(scope ?? 'admin');
  const reason = scope === null ? null : refused;
  return (
    <>
      {reason === null ? (
        <Anchor component={Link} to={to}>
          {label}
        </Anchor>
      ) : (
        <Text component="a" role="link" aria-disabled="true" c="dimmed">
          {label}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {reason ?? about}
      </Text>
    </>
  );
}
