// The list of customers.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function CustomerList() {
  return (
    <Page title="Customers">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
