// The options of a connection as a form.
import type { Schemas } from '@laurel/sdk';
import { Box, Checkbox, Group, NativeSelect, NumberInput, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, useChange } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { ON_FORGET, ON_OPT_OUT, OPERATIONS, type Operation } from './option-words.ts';
import type { Connection } from './words.ts';

type Options = Schemas['SyncOptions'];
type Put = (change: Partial<Options>) => void;
type Event = Schemas['SyncEventDefinition'];

type OptionsDialogProps = {
  readonly connection: Connection;
  readonly events: readonly Event[];
  readonly onClose: () => void;
};

export function OptionsDialog({
  connection: { connection, connector, options: before },
  events,
  onClose,
}: OptionsDialogProps) {
  // Only what was changed is said, so that the rest goes on following the defaults.
  const [changes, setChanges] = useState<Partial<Options>>({});
  const options = { ...before, ...changes };
  const connectors = useQuery(read('listSyncConnectors', {}));
  const put: Put = (change) => setChanges((old) => ({ ...old, ...change }));
  const save = useChange('putSyncConnection', {
    refreshes: ['getSyncConnection', 'listSyncConnections'],
    onDone: onClose,
  });
  const limits = connectors.data?.items.find((one) => one.connector === connector)?.limits ?? [];
  return (
    <FormDialog
      title="Change options"
      verb="Save options"
      isOpen
      isBusy={save.isPending}
      error={save.error}
      reason={Object.keys(changes).length === 0 ? 'Nothing is changed.' : null}
      size="lg"
      onClose={onClose}
      onSubmit={() => save.mutate({ path: { connection }, body: { options: changes } })}
    >
      <Group grow align="flex-start">
        <NumberInput
          label="Active within days"
          min={1}
          max={3_650}
          allowDecimal={false}
          value={options.active_days}
          onChange={(days) => put(typeof days === 'number' ? { active_days: days } : {})}
        />
        <NumberInput
          label="Backfill share in %"
          min={5}
          max={100}
          allowDecimal={false}
          value={Math.round(options.backfill_share * 100)}
          onChange={(share) => put(typeof share === 'number' ? { backfill_share: share / 100 } : {})}
        />
        <NumberInput
          label="Compared each night"
          min={0}
          max={100_000}
          allowDecimal={false}
          thousandSeparator=","
          value={options.reconcile_sample}
          onChange={(sample) => put(typeof sample === 'number' ? { reconcile_sample: sample } : {})}
        />
      </Group>
      <Group grow align="flex-start">
        <Choice
          label="After opt-out"
          choices={ON_OPT_OUT}
          value={options.on_opt_out}
          onChange={(chosen) => put({ on_opt_out: chosen })}
        />
        <Choice
          label="When forgotten"
          choices={ON_FORGET}
          value={options.on_forget}
          onChange={(chosen) => put({ on_forget: chosen })}
        />
      </Group>
      <EventsField events={events} value={options.events} onChange={(chosen) => put({ events: chosen })} />
      <LimitsField limits={limits} value={options.limits} onChange={(chosen) => put({ limits: chosen })} />
    </FormDialog>
  );
}

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly choices: { readonly [value in Value]: string };
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

function Choice<Value extends string>({ label, choices, value, onChange }: ChoiceProps<Value>) {
  const isOne = (chosen: string): chosen is Value => Object.hasOwn(choices, chosen);
  return (
    <NativeSelect
      label={label}
      data={Object.entries<string>(choices).map(([one, words]) => ({ value: one, label: words }))}
      value={value}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (isOne(chosen)) onChange(chosen);
      }}
    />
  );
}

type EventsFieldProps = {
  readonly events: readonly Event[];
  readonly value: Options['events'];
  readonly onChange: (value: Options['events']) => void;
};

function EventsField({ events, value, onChange }: EventsFieldProps) {
  return (
    <Box component="fieldset" m={0} p={0} bd="none">
      <Text component="legend" size="sm" fw={500}>
        Events that are sent
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={4}>
        {events.map(({ event, title }) => (
          <Checkbox
            key={event}
            label={title}
            checked={value.includes(event)}
            onChange={({ currentTarget }) =>
              onChange(currentTarget.checked ? [...value, event] : value.filter((one) => one !== event))
            }
          />
        ))}
      </SimpleGrid>
    </Box>
  );
}

type LimitsFieldProps = {
  readonly limits: Schemas['SyncConnector']['limits'];
  readonly value: Options['limits'];
  readonly onChange: (value: Options['limits']) => void;
};

/** Empty: as the platform documents. */
function LimitsField({ limits, value, onChange }: LimitsFieldProps) {
  const put = (operation: Operation, limit: string | number): void => {
    const { [operation]: _, ...others } = value;
    onChange(typeof limit === 'number' ? { ...others, [operation]: limit } : others);
  };
  return (
    <div>
      <Text size="sm" fw={500}>
        Requests a second
      </Text>
      <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs">
        {limits.map(({ operation, per_second: perSecond }) => (
          <NumberInput
            key={operation}
            label={OPERATIONS[operation]}
            placeholder={count(perSecond)}
            min={0.01}
            max={10_000}
            value={value[operation] ?? ''}
            onChange={(limit) => put(operation, limit)}
          />
        ))}
      </SimpleGrid>
    </div>
  );
}
