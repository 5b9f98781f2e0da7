// Deletes a customer: deactivated at once, and restorable for 30 days.
import { ConfirmDialog } from '../parts/dialog.tsx';
import { useAct } from './act.ts';

type DeleteProps = { readonly customer: string; readonly name: string; readonly onClose: () => void };

export function DeleteCustomer({ customer, name, onClose }: DeleteProps) {
  const act = useAct('deleteCustomer', { said: `${name} is deleted.`, onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      title={`Delete ${name}`}
      verb="Delete customer"
      isDanger
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onConfirm={() => act.mutate({ path: { customer } })}
    >
      Nobody finds them any more, and their identifiers are free for others. For 30 days the customer can be restored at
      this address; the identifiers stay free. To erase personal data, forget the customer under Privacy instead.
    </ConfirmDialog>
  );
}
