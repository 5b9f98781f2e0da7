// When a campaign gives: on something that members do, on a purchase, on a date of theirs, a day of the calendar, or a schedule.

import type { Schemas } from '@laurel/sdk';
import { Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import {
  type Definition,
  freshStart,
  offsetOf,
  offsetText,
  partAt,
  type Start,
  startOf,
  textAt,
  withPart,
} from './definition.ts';
import type { PartProps } from './who-part.tsx';

export type EventName = { readonly event: string; readonly title: string; readonly platform: boolean };

const STARTS: readonly { readonly value: Start; readonly label: string }[] = [
  { value: 'event', label: 'When they do something' },
  { value: 'purchase', label: 'When they buy something' },
  { value: 'date', label: 'On a date of theirs' },
  { value: 'calendar', label: 'On a day of the calendar' },
  { value: 'schedule', label: 'Again and again' },
];

const CHOOSE = { value: '', label: 'Choose …', disabled: true };

export function WhenPart({
  definition,
  change,
  fields,
  events,
}: PartProps & { readonly events: readonly EventName[] }) {
  const start = startOf(definition);
  const usual = events.find(({ platform }) => !platform)?.event ?? '__platform.user.created';
  const choose = (value: string): void => {
    const found = STARTS.find((one) => one.value === value);
    if (found !== undefined) change(freshStart(found.value, usual));
  };
  const trigger = partAt(definition, 'trigger') ?? {};
  const set = (part: Readonly<Record<string, unknown>>): void => change({ trigger: withPart(trigger, part) });
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Starts"
        w={280}
        value={start === null || start === 'other' ? '' : start}
        data={[CHOOSE, ...STARTS]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {start === 'event' ? <EventChoice definition={definition} change={change} events={events} /> : null}
      {start === 'date' ? <DateForm trigger={trigger} set={set} fields={fields} /> : null}
      {start === 'calendar' ? <CalendarForm trigger={trigger} set={set} /> : null}
      {start === 'schedule' ? <ScheduleForm trigger={trigger} set={set} /> : null}
      {start === 'other' ? (
        <Text size="sm">It asks for several things, which are edited as code in the programme.</Text>
      ) : null}
      {start === 'purchase' ? <Text size="sm">Which purchases count is said in the next part.</Text> : null}
    </Stack>
  );
}

function EventChoice({
  definition,
  change,
  events,
}: Pick<PartProps, 'definition' | 'change'> & { readonly events: readonly EventName[] }) {
  const behavior = partAt(definition, 'behavior') ?? {};
  const group = (label: string, isPlatform: boolean) => ({
    group: label,
    items: events
      .filter(({ platform }) => platform === isPlatform)
      .map(({ event, title }) => ({ value: event, label: title })),
  });
  return (
    <NativeSelect
      label="What they do"
      w={360}
      value={textAt(behavior, 'event')}
      data={[group('Events of the programme', false), group('What Laurel itself notices', true)]}
      onChange={(event) => change({ behavior: { event: event.currentTarget.value } })}
    />
  );
}

type FormProps = {
  readonly trigger: Definition;
  readonly set: (part: Readonly<Record<string, unknown>>) => void;
};

function DateForm({ trigger, set, fields }: FormProps & { readonly fields: readonly Schemas['RuleField'][] }) {
  const own = fields.filter(({ group, type }) => group === 'custom' && type === 'date');
  const dates = [
    { value: 'birth_on', label: 'Date of birth' },
    { value: 'opted_in_at', label: 'Day they joined the programme' },
    { value: 'created_at', label: 'Day they signed up' },
    ...own.map(({ field, label }) => ({ value: field.slice('customer.custom.'.length), label })),
  ];
  return (
    <Group align="end" gap="sm">
      <Offset trigger={trigger} set={set} />
      <NativeSelect
        label="Date"
        value={textAt(trigger, 'attribute')}
        data={dates}
        onChange={(event) => set({ attribute: event.currentTarget.value })}
      />
      <TimeOfDay trigger={trigger} set={set} />
    </Group>
  );
}

function Offset({ trigger, set }: FormProps) {
  const { days, side } = offsetOf(textAt(trigger, 'offset'));
  return (
    <>
      <NumberInput
        label="Days"
        w={90}
        min={0}
        max={365}
        value={days}
        onChange={(value) => set({ offset: offsetText(Number(value), side === 'on' ? 'before' : side) })}
      />
      <NativeSelect
        label="Before or after"
        value={side}
        data={[
          { value: 'before', label: 'before' },
          { value: 'on', label: 'on the day' },
          { value: 'after', label: 'after' },
        ]}
        onChange={(event) => {
          const next = event.currentTarget.value;
          set({ offset: offsetText(days === 0 ? 7 : days, next === 'after' || next === 'before' ? next : 'on') });
        }}
      />
    </>
  );
}

function TimeOfDay({ trigger, set }: FormProps) {
  return (
    <TextInput
      label="Time of day"
      description="Where the member is"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      type="time"
      value={textAt(trigger, 'at', '09:00')}
      onChange={(event) => set({ at: event.currentTarget.value })}
    />
  );
}

const MONTHS = 'January February March April May June July August September October November December'
  .split(' ')
  .map((label, index) => ({ value: String(index + 1), label }));
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'
  .split(' ')
  .map((value) => ({ value, label: `${value.slice(0, 1).toUpperCase()}${value.slice(1)}` }));
const NTHS = ['First', 'Second', 'Third', 'Fourth', 'Fifth'].map((label, index) => ({
  value: String(index + 1),
  label,
}));

function CalendarForm({ trigger, set }: FormProps) {
  const isFixed = 'day' in trigger;
  return (
    <Stack gap="sm">
      <Group align="end" gap="sm">
        <Offset trigger={trigger} set={set} />
        <TimeOfDay trigger={trigger} set={set} />
      </Group>
      <Group align="end" gap="sm">
        <NativeSelect
          label="Which day"
          value={isFixed ? 'day' : textAt(trigger, 'nth', '1')}
          data={[{ value: 'day', label: 'Day of the month' }, ...NTHS, { value: '-1', label: 'Last' }]}
          onChange={({ currentTarget: { value } }) =>
            value === 'day'
              ? set({ day: 1, weekday: undefined, nth: undefined })
              : set({ day: undefined, weekday: textAt(trigger, 'weekday', 'sunday'), nth: Number(value) })
          }
        />
        {isFixed ? (
          <NumberInput
            label="Day"
            w={90}
            min={1}
            max={31}
            value={textAt(trigger, 'day')}
            onChange={(value) => set({ day: Number(value) })}
          />
        ) : (
          <NativeSelect
            label="Weekday"
            value={textAt(trigger, 'weekday', 'sunday')}
            data={WEEKDAYS}
            onChange={(event) => set({ weekday: event.currentTarget.value })}
          />
        )}
        <NativeSelect
          label="Month"
          value={textAt(trigger, 'month', '1')}
          data={MONTHS}
          onChange={(event) => set({ month: Number(event.currentTarget.value) })}
        />
      </Group>
    </Stack>
  );
}

function ScheduleForm({ trigger, set }: FormProps) {
  const every = textAt(trigger, 'every', 'week');
  return (
    <Group align="end" gap="sm">
      <NativeSelect
        label="Every"
        value={every}
        data={['day', 'week', 'month']}
        onChange={(event) => set({ every: event.currentTarget.value, weekday: undefined, day: undefined })}
      />
      {every === 'week' ? (
        <NativeSelect
          label="Weekday"
          value={textAt(trigger, 'weekday', 'monday')}
          data={WEEKDAYS}
          onChange={(event) => set({ weekday: event.currentTarget.value })}
        />
      ) : null}
      {every === 'month' ? (
        <NumberInput
          label="Day"
          w={90}
          min={1}
          max={31}
          value={textAt(trigger, 'day', '1')}
          onChange={(value) => set({ day: Number(value) })}
        />
      ) : null}
      <TimeOfDay trigger={trigger} set={set} />
    </Group>
  );
}
