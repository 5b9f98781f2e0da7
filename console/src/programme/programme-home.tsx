// The programme at a glance.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function ProgrammeHome() {
  return (
    <Page title="Programme">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
