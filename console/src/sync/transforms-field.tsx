// The transforms of a field, one after the other: added, filled in, taken out.
import { ActionIcon, Checkbox, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { firstOf, TRANSFORM_KINDS, type Transform, type TransformKind } from './transforms.ts';

type TransformsProps = {
  readonly value: readonly Transform[];
  readonly onChange: (value: readonly Transform[]) => void;
};

const KINDS = Object.entries(TRANSFORM_KINDS).map(([value, label]) => ({ value, label }));

export function TransformsField({ value, onChange }: TransformsProps) {
  const put = (index: number, next: Transform): void => onChange(value.map((one, at) => (at === index ? next : one)));
  return (
    <Stack gap="xs" component="fieldset" m={0} p={0} bd="none">
      <Text component="legend" size="sm" fw={500}>
        What is done to it
      </Text>
      {value.length === 0 ? (
        <Text size="sm" c="dimmed">
          It is sent as it is.
        </Text>
      ) : null}
      {value.map((transform, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same may stand twice; its place is all that tells it apart
        <Group key={`${index} ${transform.kind}`} align="flex-end" wrap="nowrap">
          <Parts transform={transform} number={index + 1} onChange={(next) => put(index, next)} />
          <ActionIcon
            variant="subtle"
            mb={4}
            aria-label={`Take out ${index + 1}: ${TRANSFORM_KINDS[transform.kind]}`}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            ×
          </ActionIcon>
        </Group>
      ))}
      <NativeSelect
        label="Add"
        data={[{ value: '', label: 'Choose…' }, ...KINDS]}
        value=""
        onChange={(event) => {
          const kind = event.currentTarget.value;
          if (isKind(kind)) onChange([...value, firstOf(kind)]);
        }}
      />
    </Stack>
  );
}

function isKind(kind: string): kind is TransformKind {
  return Object.hasOwn(TRANSFORM_KINDS, kind);
}

type PartsProps = {
  readonly transform: Transform;
  readonly number: number;
  readonly onChange: (next: Transform) => void;
};

function Parts({ transform, number, onChange }: PartsProps) {
  const words = `${number}: ${TRANSFORM_KINDS[transform.kind]}`;
  switch (transform.kind) {
    case 'date_format':
      return (
        <TextPart
          label={words}
          description="YYYY MM DD HH mm ss"
          value={transform.format}
          onChange={(format) => onChange({ ...transform, format })}
        />
      );
    case 'boolean_words':
      return (
        <Group grow wrap="nowrap" flex={1}>
          <TextPart
            label={`${number}: Yes as`}
            value={transform.yes}
            onChange={(yes) => onChange({ ...transform, yes })}
          />
          <TextPart label={`${number}: No as`} value={transform.no} onChange={(no) => onChange({ ...transform, no })} />
        </Group>
      );
    case 'round':
      return (
        <NumberPart
          label={`${words} to digits`}
          min={0}
          max={6}
          value={transform.digits}
          onChange={(digits) => onChange({ ...transform, digits })}
        />
      );
    case 'truncate':
      return (
        <NumberPart
          label={`${words} of`}
          min={1}
          max={10_000}
          value={transform.length}
          onChange={(length) => onChange({ ...transform, length })}
        />
      );
    case 'phone_e164':
      return (
        <Checkbox
          flex={1}
          mb={8}
          label={`${words}, with +`}
          checked={transform.plus}
          onChange={(event) => onChange({ ...transform, plus: event.currentTarget.checked })}
        />
      );
    case 'constant':
      return <TextPart label={words} value={transform.value} onChange={(value) => onChange({ ...transform, value })} />;
    case 'prefix':
      return <TextPart label={words} value={transform.text} onChange={(text) => onChange({ ...transform, text })} />;
    default:
      return (
        <Text size="sm" flex={1} mb={8}>
          {words}
        </Text>
      );
  }
}

type TextPartProps = {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function TextPart({ onChange, ...given }: TextPartProps) {
  return <TextInput flex={1} {...given} onChange={(event) => onChange(event.currentTarget.value)} />;
}

type NumberPartProps = {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
};

function NumberPart({ onChange, ...given }: NumberPartProps) {
  return (
    <NumberInput
      flex={1}
      allowDecimal={false}
      {...given}
      onChange={(value) => {
        if (typeof value === 'number') onChange(value);
      }}
    />
  );
}
