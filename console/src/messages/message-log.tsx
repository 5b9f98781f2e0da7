// Messages and their delivery.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function MessageLog() {
  return (
    <Page title="Messages">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
