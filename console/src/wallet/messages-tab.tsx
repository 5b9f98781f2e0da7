// A tab of a customer's profile.
import { Empty } from '../parts/states.tsx';

export function MessagesTab() {
  return <Empty title="Nothing here yet" />;
}
