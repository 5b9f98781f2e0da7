// The forms of a level: its name and benefits, how it is entered, what keeps its members there, and a new level.
import { Button, Group, NumberInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../parts/dialog.tsx';
import { PERIODS } from './choices.ts';
import { at, group, isGroup, text, withValue } from './definition.ts';
import { useWriteReason } from './draft.ts';
import { EntryDialog, Part, useEntryForm } from './entry-form.tsx';
import { type Choice, ChoiceField, LinesField, NumberField, TextField } from './fields.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import { RequirementFields } from './requirement-fields.tsx';
import { type Draft, useSaveEntry } from './save-entry.ts';

type LevelProps = {
  readonly draft: Draft;
  readonly system: string;
  readonly level: string;
  readonly title: string;
  readonly onClose: () => void;
};

export function LevelDialog({ draft, system, level, title, onClose }: LevelProps) {
  return (
    <EntryDialog
      draft={draft}
      section="tier_systems"
      name={system}
      title={`Edit the level ${title}`}
      verb="Save level"
      onClose={onClose}
    >
      <Part path={['levels', level]}>
        <Group grow align="flex-end">
          <TextField label="Title" path={['title']} required />
          <NumberField label="Rank" path={['rank']} required min={1} max={100} description="1 is the lowest" />
        </Group>
        <LinesField label="Benefits" path={['benefits']} description="In words, one a line" />
        <NumberField
          label="Multiplier"
          path={['multiplier']}
          description="What purchases give to members of this level is multiplied by it"
        />
      </Part>
    </EntryDialog>
  );
}

const ENTRANCES: readonly Choice[] = [
  { value: 'automatic', label: 'Automatic: everybody starts here' },
  { value: 'qualify', label: 'By what members have or did' },
  { value: 'invitation', label: 'By invitation: an agent or a campaign' },
];

export function EntranceDialog({ draft, system, level, title, onClose }: LevelProps) {
  return (
    <EntryDialog
      draft={draft}
      section="tier_systems"
      name={system}
      title={`Edit how members enter ${title}`}
      verb="Save entrance"
      size="xl"
      onClose={onClose}
    >
      <Part path={['levels', level, 'entrance']}>
        <Entrance draft={draft} />
      </Part>
    </EntryDialog>
  );
}

function Entrance({ draft }: { draft: Draft }) {
  const { get, set } = useEntryForm();
  const kind = text(get(['kind']));
  return (
    <>
      <ChoiceField
        label="Entrance"
        path={['kind']}
        required
        choices={ENTRANCES}
        onChoose={(next) => set([], { kind: next, ...(next === 'qualify' ? { conditions: [] } : {}) })}
      />
      {kind === 'qualify' ? <RequirementFields draft={draft} /> : null}
      {kind === 'automatic' || kind === '' ? null : (
        <>
          <OutcomeFields draft={draft} label="Who enters gets" />
          <LimitFields label="At most" />
        </>
      )}
    </>
  );
}

export function LimitFields({ label }: { label: string }) {
  const { get, set } = useEntryForm();
  if (!isGroup(get(['limit'])))
    return (
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => set(['limit'], { times: 1, per: 'day' })}
      >
        Set a limit
      </Button>
    );
  return (
    <Group align="flex-end">
      <NumberField label={label} path={['limit', 'times']} min={1} required />
      <ChoiceField label="Times" path={['limit', 'per']} choices={PERIODS} required />
      <Button variant="default" size="xs" onClick={() => set(['limit'], undefined)}>
        No limit
      </Button>
    </Group>
  );
}

const RELATIVE: readonly Choice[] = [
  { value: 'join_date', label: 'the day the member joined the level' },
  { value: 'calendar', label: 'a day of the calendar, for all' },
];
const FALLS: readonly Choice[] = [
  { value: 'one_level', label: 'one level' },
  { value: 'qualification', label: 'to the highest level that qualifies' },
];

const NEW_MAINTENANCE = { every: '1 year', keep: { conditions: [] }, fall: 'one_level' } as const;

export function MaintenanceDialog({ draft, system, level, title, onClose }: LevelProps) {
  return (
    <EntryDialog
      draft={draft}
      section="tier_systems"
      name={system}
      title={`Edit what keeps members in ${title}`}
      verb="Save maintenance"
      size="xl"
      begin={(definition) => {
        const path = ['levels', level, 'maintenance'];
        return isGroup(at(definition, path)) ? definition : withValue(definition, path, NEW_MAINTENANCE);
      }}
      onClose={onClose}
    >
      <Part path={['levels', level]}>
        <Maintenance draft={draft} />
      </Part>
    </EntryDialog>
  );
}

function Maintenance({ draft }: { draft: Draft }) {
  const { get } = useEntryForm();
  if (!isGroup(get(['maintenance']))) return <Text size="sm">Saving leaves this level without maintenance.</Text>;
  const isCalendar = text(get(['maintenance', 'relative_to'])) === 'calendar';
  return (
    <Part path={['maintenance']}>
      <Group grow align="flex-end">
        <TextField label="Every" path={['every']} required description="Such as 1 year or 6 months" />
        <ChoiceField label="Counted from" path={['relative_to']} choices={RELATIVE} standard="join_date" />
      </Group>
      {isCalendar ? (
        <Group grow>
          <NumberField label="Month" path={['month']} min={1} max={12} />
          <NumberField label="Day" path={['day']} min={1} max={31} />
        </Group>
      ) : null}
      <Part path={['keep']}>
        <RequirementFields draft={draft} label="To stay, members need" />
      </Part>
      <ChoiceField label="Who has less falls" path={['fall']} choices={FALLS} standard="one_level" />
      <Group grow>
        <TextField label="Nobody falls in the first" path={['minimum_stay']} placeholder="such as 90 days" />
        <TextField label="Falling waits" path={['grace']} placeholder="such as 14 days" />
      </Group>
      <NoMaintenance />
    </Part>
  );
}

function NoMaintenance() {
  const { set } = useEntryForm();
  return (
    <Button variant="default" size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => set([], undefined)}>
      Remove maintenance
    </Button>
  );
}

type AddLevelProps = Pick<LevelProps, 'draft' | 'system' | 'onClose'>;

export function AddLevelDialog({ draft, system, onClose }: AddLevelProps) {
  const definition = group(draft.document, 'tier_systems', system);
  const levels = group(definition, 'levels');
  const ranks = Object.values(levels).map((level) => Number(text(level, 'rank')));
  const [level, setLevel] = useState({ name: '', title: '', rank: Math.max(0, ...ranks) + 1 });
  const save = useSaveEntry('tier_systems', draft.revision, onClose);
  const reason = useWriteReason();
  const isTaken = Object.hasOwn(levels, level.name);
  const missing = level.name === '' || level.title === '' ? 'Give it a name and a title first.' : null;
  const add = (): void => {
    const { name, title, rank } = level;
    const next = { title, rank, entrance: { kind: ranks.length === 0 ? 'automatic' : 'invitation' } };
    const written = withValue(definition, ['levels', name], next);
    save.mutate({ name: system, definition: written });
  };
  return (
    <FormDialog
      title={`Add a level to ${text(definition, 'title') || system}`}
      verb="Add level"
      isOpen
      onClose={onClose}
      isBusy={save.isPending}
      error={save.error}
      reason={reason ?? missing ?? (isTaken ? `There is a level ${level.name} already.` : null)}
      onSubmit={add}
    >
      <TextInput
        label="Name"
        required
        description="Lower-case letters, digits, _ and -; it cannot be changed later"
        value={level.name}
        onChange={(event) => setLevel({ ...level, name: event.currentTarget.value })}
      />
      <TextInput
        label="Title"
        required
        value={level.title}
        onChange={(event) => setLevel({ ...level, title: event.currentTarget.value })}
      />
      <NumberInput
        label="Rank"
        description="1 is the lowest"
        min={1}
        max={100}
        value={level.rank}
        onChange={(rank) => setLevel({ ...level, rank: Number(rank) })}
      />
    </FormDialog>
  );
}
