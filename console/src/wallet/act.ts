// One write for a customer, and what is told afterwards: that it is done, or that a second person has to approve it first.
import type { OperationId } from '@laurel/sdk';
import { type Change, useChange } from '../api/laurel.ts';
import { tell } from '../parts/outcome.tsx';

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
