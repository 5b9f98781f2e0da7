// Goodwill limits as rows of a form: of what, at most how much at once and on a day.
import { Button, Fieldset, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { LIMIT_ACTIONS, type Limit, type LimitAction } from './rights.ts';

const ACTION_CHOICES = Object.entries(LIMIT_ACTIONS).map(([value, label]) => ({ value, label }));
const EMPTY: Limit = { action: 'points.adjust', account: null, per_action: null, per_day: null };

type LimitsFieldProps = { readonly limits: readonly Limit[]; readonly onChange: (limits: Limit[]) => void };

export function LimitsField({ limits, onChange }: LimitsFieldProps) {
  const replace = (at: number, limit: Limit): void => onChange(limits.map((one, here) => (here === at ? limit : one)));
  return (
    <Fieldset legend="Goodwill limits">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="dimmed">
          What is given by hand above a limit waits for a second person. Without a limit any amount may be given.
        </Text>
        {limits.map((limit, at) => (
          <LimitRow
            // biome-ignore lint/suspicious/noArrayIndexKey: limits have no name of their own
            key={at}
            limit={limit}
            onChange={(next) => replace(at, next)}
            onRemove={() => onChange(limits.filter((_, here) => here !== at))}
          />
        ))}
        <Button variant="default" size="xs" onClick={() => onChange([...limits, EMPTY])}>
          Add limit
        </Button>
      </Stack>
    </Fieldset>
  );
}

type LimitRowProps = {
  readonly limit: Limit;
  readonly onChange: (limit: Limit) => void;
  readonly onRemove: () => void;
};

function LimitRow({ limit, onChange, onRemove }: LimitRowProps) {
  const amount = (value: number | string): number | null => (typeof value === 'number' ? value : null);
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label="Of what"
        w={240}
        allowDeselect={false}
        data={ACTION_CHOICES}
        value={limit.action}
        onChange={(value) => {
          const action = actionOf(value);
          onChange({ ...limit, action, account: action === 'points.adjust' ? limit.account : null });
        }}
      />
      <TextInput
        label="Account"
        placeholder="each"
        w={110}
        disabled={limit.action !== 'points.adjust'}
        value={limit.account ?? ''}
        onChange={(event) => onChange({ ...limit, account: event.currentTarget.value.trim() || null })}
      />
      <NumberInput
        label="At once"
        w={110}
        min={0}
        allowDecimal={false}
        thousandSeparator
        placeholder="any"
        value={limit.per_action ?? ''}
        onChange={(value) => onChange({ ...limit, per_action: amount(value) })}
      />
      <NumberInput
        label="A day"
        w={110}
        min={0}
        allowDecimal={false}
        thousandSeparator
        placeholder="any"
        value={limit.per_day ?? ''}
        onChange={(value) => onChange({ ...limit, per_day: amount(value) })}
      />
      <Button variant="subtle" color="gray" onClick={onRemove}>
        Remove limit
      </Button>
    </Group>
  );
}

function actionOf(value: string | null): LimitAction {
  switch (value) {
    case 'card.adjust':
    case 'offer.issue':
    case 'promo.assign':
    case 'tier.move':
      return value;
    default:
      return 'points.adjust';
  }
}
