// Requests above a limit in words: what was asked for, and what of which limit it exceeds. What is not known here is shown as it
// is named.
import type { Schemas } from '@laurel/sdk';

type Approval = Schemas['Approval'];
type Fields = Readonly<Record<string, unknown>>;

const UNITS: Readonly<Record<string, string>> = {
  'card.adjust': 'on a card',
  'offer.issue': 'offers',
  'promo.assign': 'promo codes',
  'tier.move': 'tier moves',
};

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function amountOf(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString() : String(value ?? '?');
}

export function askedInWords({ action, asked }: Pick<Approval, 'action' | 'asked'>): string {
  const fields = fieldsOf(asked);
  switch (action) {
    case 'points.adjust':
      return `add ${amountOf(fields.amount)} ${String(fields.account ?? 'points')}`;
    case 'points.deposit':
      return `deposit ${depositInWords(fields.items)}`;
    case 'offer.issue':
      return `issue ${amountOf(fields.quantity ?? 1)} × ${String(fields.offer ?? 'offer')}`;
    case 'offer.reinstate':
      return 'put back a redeemed offer';
    case 'tier.move':
      return `move to ${String(fields.level ?? 'another level')}`;
    case 'card.adjust':
      return `put ${amountOf(fields.amount)} on a card`;
    case 'card.register':
      return `register a card with ${amountOf(fields.balance)}`;
    case 'promo.assign':
      return 'assign a promo code';
    default:
      return action;
  }
}

function depositInWords(items: unknown): string {
  if (!Array.isArray(items)) return 'points';
  return items
    .map((item: unknown) => {
      const { amount, account } = fieldsOf(item);
      return `${amountOf(amount)} ${String(account ?? 'points')}`;
    })
    .join(', ');
}

/** Such as "500 beans at once; 900 asked for". */
export function excessInWords(reason: Approval['reason']): string {
  const { what, amount, limit, per, left } = fieldsOf(reason);
  if (typeof what !== 'string') return '–';
  const [action = '', account] = what.split(':');
  const unit = account ?? UNITS[action] ?? action;
  const bound = `${amountOf(limit)} ${unit} ${per === 'day' ? 'a day' : 'at once'}`;
  return per === 'day' ? `${bound}, ${amountOf(left)} left` : `${bound}, ${amountOf(amount)} asked for`;
}

/** The reason that whoever asked gave, where the action has one. */
export function reasonGiven({ asked }: Pick<Approval, 'asked'>): string | null {
  const { reason, reference, note } = fieldsOf(asked);
  const found = [reason, reference, note].filter((one) => typeof one === 'string' && one !== '');
  return found.length === 0 ? null : found.join(' · ');
}
