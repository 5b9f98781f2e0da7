// Where the console leads: the entries of the navigation, which the palette finds as well.
import type { Scope } from '../api/session.ts';

export type Place = { readonly to: string; readonly label: string; readonly scope: Scope | null };

export const PLACES: readonly Place[] = [
  { to: '/', label: 'Home', scope: null },
  { to: '/customers', label: 'Customers', scope: 'customers:read' },
  { to: '/campaigns', label: 'Campaigns', scope: 'campaigns:read' },
  { to: '/audiences', label: 'Audiences', scope: 'campaigns:read' },
  { to: '/offers', label: 'Offers', scope: 'offers:read' },
  { to: '/rewards', label: 'Rewards', scope: 'offers:read' },
  { to: '/codes', label: 'Codes', scope: 'codes:read' },
  { to: '/messages', label: 'Messages', scope: 'messages:read' },
  { to: '/programme', label: 'Programme', scope: 'programme:read' },
  { to: '/settings', label: 'Settings', scope: null },
];
