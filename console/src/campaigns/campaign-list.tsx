// The list of campaigns.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function CampaignList() {
  return (
    <Page title="Campaigns">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
