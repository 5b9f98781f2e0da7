// The list of reward stores.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function StoreList() {
  return (
    <Page title="Reward stores">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
