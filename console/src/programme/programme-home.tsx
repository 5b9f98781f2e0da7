// The programme: its parts as tabs, each at an address of its own.
import { Anchor } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { Page } from '../parts/page.tsx';
import { TabLinks } from '../parts/tab-links.tsx';

const TABS = [
  { to: '/programme/accounts', label: 'Points' },
  { to: '/programme/tiers', label: 'Tiers' },
  { to: '/programme/attributes', label: 'Attributes' },
  { to: '/programme/events', label: 'Events' },
  { to: '/programme/settings', label: 'Basics' },
  { to: '/programme/files', label: 'Files' },
  { to: '/programme/versions', label: 'Versions' },
];

export function ProgrammeHome() {
  return (
    <Page
      title="Programme"
      intro={
        <>
          What you change here is kept as a draft that everybody shares.{' '}
          <Anchor component={Link} to="/programme/review" size="sm" underline="always">
            Review and publish
          </Anchor>{' '}
          makes it live.
        </>
      }
    >
      <TabLinks label="Parts of the programme" tabs={TABS} />
      <Outlet />
    </Page>
  );
}
