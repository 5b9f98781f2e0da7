// Steps of a card that need nothing but a reason: expire, found, confirmed as stolen, removed.
import { ConfirmDialog } from '../parts/dialog.tsx';
import { useAct } from './act.ts';
import { type Card, cardName } from './card-words.ts';
import { useCustomer } from './customer.ts';
import { minorMoney } from './minor-units.ts';

type Step = {
  readonly id: 'expireCard' | 'reportCardFound' | 'confirmCardStolen' | 'removeCard';
  readonly title: (name: string) => string;
  readonly verb: string;
  readonly said: string;
  readonly isDanger: boolean;
  readonly tells: (balance: string) => string;
};

export const CARD_STEPS = {
  expire: {
    id: 'expireCard',
    title: (name) => `Expire ${name}`,
    verb: 'Expire card',
    said: 'The card is expired.',
    isDanger: true,
    tells: (balance) => `This is for good. The balance of ${balance} expires with the card.`,
  },
  found: {
    id: 'reportCardFound',
    title: (name) => `Report ${name} as found`,
    verb: 'Report card found',
    said: 'The card is registered again.',
    isDanger: false,
    tells: (balance) => `The card can be used again, with its balance of ${balance}.`,
  },
  confirm_stolen: {
    id: 'confirmCardStolen',
    title: (name) => `Confirm ${name} as stolen`,
    verb: 'Confirm as stolen',
    said: 'The card is stolen for good.',
    isDanger: true,
    tells: (balance) => `It cannot be reported found afterwards. Its balance of ${balance} can still be transferred.`,
  },
  remove: {
    id: 'removeCard',
    title: (name) => `Remove ${name} from the account`,
    verb: 'Remove card',
    said: 'The card is removed from the account.',
    isDanger: true,
    tells: (balance) =>
      `The balance of ${balance} leaves with the card. Whoever registers its number next finds it there.`,
  },
} as const satisfies Readonly<Record<string, Step>>;

export function CardStep({ card, step, onClose }: { card: Card; step: Step; onClose: () => void }) {
  const customer = useCustomer();
  const act = useAct(step.id, { said: step.said, onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      title={step.title(cardName(card))}
      verb={step.verb}
      isDanger={step.isDanger}
      isBusy={act.isPending}
      error={act.error}
      asksReason
      onClose={onClose}
      onConfirm={(reason) => act.mutate({ path: { customer, card: card.card_id }, body: { reason } })}
    >
      {step.tells(minorMoney(card.balance, card.currency))}
    </ConfirmDialog>
  );
}
