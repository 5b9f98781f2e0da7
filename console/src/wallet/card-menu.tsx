// The quick actions of one card: those that the server names as possible now, and renaming it.
import { useState } from 'react';
import { useReason } from '../api/session.ts';
import { AdjustCard, RenameCard, ReportCard, TransferCard } from './card-forms.tsx';
import { CARD_STEPS, CardStep } from './card-step.tsx';
import { type Card, type CardAction, cardName } from './card-words.ts';
import { type RowAction, RowMenu } from './row-menu.tsx';

const LABELS: Readonly<Record<Exclude<CardAction, 'report_stolen'> | 'rename', string>> = {
  adjust: 'Adjust Balance',
  transfer: 'Transfer Balance',
  expire: 'Expire',
  report_lost: 'Report Lost/Stolen',
  found: 'Report Card Found',
  confirm_stolen: 'Confirm as Stolen',
  remove: 'Remove from Account',
  rename: 'Rename',
};

type Choice = keyof typeof LABELS;

const ORDER: readonly Choice[] = [
  'adjust',
  'transfer',
  'report_lost',
  'found',
  'confirm_stolen',
  'expire',
  'rename',
  'remove',
];
const DANGER: ReadonlySet<Choice> = new Set(['expire', 'confirm_stolen', 'remove']);

/** Reporting is one action with a choice in it; it is there as soon as one of the two is possible. */
function isPossible(card: Card, choice: Choice): boolean {
  if (choice === 'rename') return card.status !== 'removed';
  if (choice === 'report_lost' && card.actions.includes('report_stolen')) return true;
  return card.actions.includes(choice);
}

export function CardMenu({ card, others }: { card: Card; others: readonly Card[] }) {
  const reason = useReason('cards:write');
  const [chosen, setChosen] = useState<Choice | null>(null);
  const actions = ORDER.filter((choice) => isPossible(card, choice)).map(
    (choice): RowAction => ({
      label: LABELS[choice],
      onChoose: () => setChosen(choice),
      reason,
      isDanger: DANGER.has(choice),
    }),
  );
  if (actions.length === 0) return null;
  return (
    <>
      <RowMenu of={cardName(card)} actions={actions} />
      {chosen === null ? null : (
        <ChosenDialog chosen={chosen} card={card} others={others} onClose={() => setChosen(null)} />
      )}
    </>
  );
}

type ChosenProps = {
  readonly chosen: Choice;
  readonly card: Card;
  readonly others: readonly Card[];
  readonly onClose: () => void;
};

function ChosenDialog({ chosen, card, others, onClose }: ChosenProps) {
  if (chosen === 'adjust') return <AdjustCard card={card} onClose={onClose} />;
  if (chosen === 'transfer') return <TransferCard card={card} others={others} onClose={onClose} />;
  if (chosen === 'report_lost') return <ReportCard card={card} onClose={onClose} />;
  if (chosen === 'rename') return <RenameCard card={card} onClose={onClose} />;
  return <CardStep card={card} step={CARD_STEPS[chosen]} onClose={onClose} />;
}
