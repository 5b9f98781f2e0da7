// The list of offers.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function OfferList() {
  return (
    <Page title="Offers">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
