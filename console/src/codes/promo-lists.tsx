// The lists of promo codes.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function PromoLists() {
  return (
    <Page title="Promo codes">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
