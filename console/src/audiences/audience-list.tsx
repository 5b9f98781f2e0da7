// The list of audiences.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function AudienceList() {
  return (
    <Page title="Audiences">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
