// The most used page: who the customer is, what they have, and a tab for everything else.
import './profile.css';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { isCode, read } from '../api/laurel.ts';
import { Page } from '../parts/page.tsx';
import { Shown } from '../parts/states.tsx';
import { type TabLink, TabLinks } from '../parts/tab-links.tsx';
import { CustomerActions } from '../wallet/customer-actions.tsx';
import { GoneCustomer } from '../wallet/gone-customer.tsx';
import { HeaderFacts } from './header-facts.tsx';
import { HeaderFigures } from './header-figures.tsx';

const TABS = ['Profile', 'Activity', 'Cards', 'Campaigns', 'Offers', 'Notes', 'Privacy'] as const;

function tabsOf(customer: string): readonly TabLink[] {
  return TABS.map((label) => ({ to: `/customers/${customer}/${label.toLowerCase()}`, label }));
}

export function ProfilePage() {
  const { customer } = useParams({ from: '/frame/customers/$customer' });
  const header = useQuery(read('getCustomerHeader', { path: { customer } }));
  if (isCode(header.error, 'customer_deleted', 'customer_merged', 'customer_forgotten'))
    return <GoneCustomer customer={customer} error={header.error} />;
  return (
    <Shown query={header} rows={4}>
      {(shown) => (
        <Page
          title={shown.name ?? shown.email ?? shown.external_id ?? 'Customer without a name'}
          back={{ to: '/customers', label: 'Customers' }}
          action={<CustomerActions customer={customer} name={shown.name} />}
        >
          <HeaderFacts header={shown} />
          <HeaderFigures header={shown} />
          <TabLinks label="Parts of the profile" tabs={tabsOf(customer)} />
          <Outlet />
        </Page>
      )}
    </Shown>
  );
}
