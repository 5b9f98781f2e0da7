// Says what came of a change: that it is done, or that it waits for a second person. What was refused stays in the dialog.
import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const WAITS_MS = 12_000;

/** Above a limit the server answers with the request that a second person decides, instead of a decision. */
function isWaiting(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'requested_by' in result && 'expires_at' in result;
}

/** `done` says what happened, such as "50 points added." */
export function tell(result: unknown, done: string): void {
  if (!isWaiting(result)) {
    notifications.show({ message: done });
    return;
  }
  notifications.show({
    title: 'Waits for approval',
    color: 'yellow',
    autoClose: WAITS_MS,
    message: (
      <>
        Nothing has changed yet: it is above your limit, and a second person has to agree.{' '}
        <Anchor href="/settings/approvals" underline="always" inherit>
          See the requests that wait
        </Anchor>
      </>
    ),
  });
}
