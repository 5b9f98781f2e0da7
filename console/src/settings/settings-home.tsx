// Who may do what, and with what Laurel is connected.
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

export function SettingsHome() {
  return (
    <Page title="Settings">
      <Empty title="Nothing here yet" />
    </Page>
  );
}
