// A tab of a customer's profile.
import { Empty } from '../parts/states.tsx';

export function PrivacyTab() {
  return <Empty title="Nothing here yet" />;
}
