// The pages about messages, side by side.
import { TabLinks } from '../parts/tab-links.tsx';

const TABS = [
  { to: '/messages', label: 'Queues' },
  { to: '/messages/log', label: 'Delivery log' },
  { to: '/messages/dead', label: 'Dead letters' },
  { to: '/messages/templates', label: 'Templates' },
  { to: '/messages/rejected', label: 'Rejected facts' },
];

export function MessageTabs() {
  return <TabLinks label="Messages" tabs={TABS} />;
}
