// What a customer did and what was done for them, by kind.
import { Stack } from '@mantine/core';
import { Outlet, useParams } from '@tanstack/react-router';
import { TabLinks } from '../parts/tab-links.tsx';

const TABS = [
  ['', 'Activity log'],
  ['/points', 'Point audit log'],
  ['/tiers', 'Tier progress'],
  ['/tags', 'Tags'],
  ['/rewards', 'Rewards'],
  ['/codes', 'Promo codes'],
  ['/audit', 'Account audit log'],
] as const;

export function ActivityTab() {
  const { customer } = useParams({ from: '/frame/customers/$customer/activity' });
  const tabs = TABS.map(([end, label]) => ({ to: `/customers/${customer}/activity${end}`, label }));
  return (
    <Stack>
      <div className="profile-sub">
        <TabLinks label="Kinds of activity" tabs={tabs} />
      </div>
      <Outlet />
    </Stack>
  );
}
