// The form of one behavior of a level: what members do, what they are given for it, how often.
import { Button, Group, Text } from '@mantine/core';
import { choicesOf } from './choices.ts';
import { isGroup, list, type Path, withValue } from './definition.ts';
import { EntryDialog, Part, useEntryForm } from './entry-form.tsx';
import { ChoiceField, NumberField, TextField, WordsField } from './fields.tsx';
import { LimitFields } from './level-dialogs.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import { behaviorWords } from './rule-words.ts';
import type { Draft } from './save-entry.ts';

type BehaviorDialogProps = {
  readonly draft: Draft;
  readonly system: string;
  readonly level: string;
  readonly title: string;
  /** Its place among the behaviors of the level; null for a new one. */
  readonly index: number | null;
  readonly isPurchase: boolean;
  readonly onClose: () => void;
};

export function BehaviorDialog(props: BehaviorDialogProps) {
  const { draft, system, level, title, index, isPurchase, onClose } = props;
  const rules: Path = ['levels', level, 'events'];
  const place = index ?? list(draft.document, 'tier_systems', system, ...rules).length;
  const path: Path = [...rules, place];
  const kind = isPurchase ? 'a purchase' : 'an event';
  return (
    <EntryDialog
      draft={draft}
      section="tier_systems"
      name={system}
      title={index === null ? `Add ${kind} behavior to ${title}` : `Edit a behavior of ${title}`}
      verb={index === null ? 'Add behavior' : 'Save behavior'}
      size="xl"
      begin={(definition) => (index === null ? withValue(definition, path, begun(isPurchase)) : definition)}
      onClose={onClose}
    >
      <Part path={path}>
        <OneBehavior draft={draft} isNew={index === null} />
      </Part>
    </EntryDialog>
  );
}

/** Once a day is what most programmes want, and a behavior without a limit is seldom meant. */
function begun(isPurchase: boolean) {
  return isPurchase
    ? { behavior: { purchase: {} }, outcomes: [] }
    : { behavior: {}, limit: { times: 1, per: 'day' }, outcomes: [] };
}

function OneBehavior({ draft, isNew }: { draft: Draft; isNew: boolean }) {
  const { get, set } = useEntryForm();
  if (!isGroup(get([]))) return <Text size="sm">Saving removes this behavior.</Text>;
  return (
    <>
      <Group grow align="flex-start">
        <TextField
          label="Name"
          path={['id']}
          required
          description="Levels that share a name share its limit"
          placeholder="sign-in"
        />
        <TextField label="Title" path={['title']} description="Shown to members and agents" />
      </Group>
      <Does draft={draft} />
      <OutcomeFields draft={draft} label="Members get" />
      <LimitFields label="At most" />
      {isNew ? null : (
        <Button variant="default" size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => set([], undefined)}>
          Remove behavior
        </Button>
      )}
    </>
  );
}

function Does({ draft }: { draft: Draft }) {
  const { get } = useEntryForm();
  const behavior = get(['behavior']);
  if (list(behavior, 'all').length > 0 || list(behavior, 'any').length > 0)
    return (
      <Text size="sm">
        Members do: {behaviorWords(draft.document, behavior)}. It has several parts; they are edited in the files.
      </Text>
    );
  const isPurchase = isGroup(behavior) && isGroup(behavior.purchase);
  return (
    <Part path={['behavior']}>
      <Group grow align="flex-start">
        {isPurchase ? (
          <>
            <WordsField label="Items" path={['purchase', 'items']} placeholder="any" />
            <WordsField label="Categories" path={['purchase', 'categories']} placeholder="any" />
          </>
        ) : (
          <ChoiceField label="Event" path={['event']} required choices={choicesOf(draft, 'events')} />
        )}
        <TextField label="Where" path={['when']} placeholder="an expression, such as event.channel == “web”" />
        <NumberField label="How often before it counts" path={['times']} min={1} />
      </Group>
    </Part>
  );
}
