// The first page.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function Home() {
  return (
    <Page title="Home">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
