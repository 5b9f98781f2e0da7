// A page of settings: the way back, and the other pages of its group as tabs.
import type { ReactNode } from 'react';
import { Page } from '../parts/page.tsx';
import { TabLinks } from '../parts/tab-links.tsx';
import { SETTINGS, type SettingsPart } from './places.ts';

type SettingsPageProps = {
  readonly title: string;
  readonly part: SettingsPart;
  readonly intro?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

export function SettingsPage({ part, children, ...page }: SettingsPageProps) {
  const { title, places } = SETTINGS[part];
  return (
    <Page {...page} back={{ to: '/settings', label: 'Settings' }}>
      {places.length > 1 ? <TabLinks label={title} tabs={places} /> : null}
      {children}
    </Page>
  );
}
