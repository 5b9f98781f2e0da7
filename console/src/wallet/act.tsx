// One write for a customer, and what is told afterwards: that it is done, or that a second person has to approve it first.

import type { OperationId } from '@laurel/sdk';
import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { type Change, useChange } from '../api/laurel.ts';

type ActOptions = {
  /** What happened, in a sentence: "The card expired." */
  readonly said: string;
  readonly onDone?: () => void;
};

/** Every write may move balances, logs and tabs at once, so all that is on the page is asked for again. */
export function useAct<Id extends OperationId>(id: Id, { said, onDone }: ActOptions): Change<Id> {
  return useChange(id, {
    onDone: (result) => {
      tell(result, said);
      onDone?.();
    },
  });
}

/** An answer that waits for a second person is told from a decision by who asked for it. */
function isWaiting(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'requested_by' in result && 'expires_at' in result;
}

function tell(result: unknown, said: string): void {
  if (!isWaiting(result)) {
    notifications.show({ message: said });
    return;
  }
  notifications.show({
    color: 'yellow',
    title: 'Waits for approval',
    message: (
      <>
        It is above what you may do alone. Nothing has changed yet.{' '}
        <Anchor component={Link} to="/settings/approvals" inherit>
          See approvals
        </Anchor>
      </>
    ),
  });
}
