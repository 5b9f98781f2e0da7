// What members get: points, offers, tags, levels, codes. Outcomes of other kinds are kept, and edited as code in the programme.
import { Button, Group, Menu, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type Draft, entriesOf, isDefinition } from '../programme/save-entry.ts';
import { type Definition, isMessage, outcomesOf, textAt, withPart } from './definition.ts';
import type { PartProps } from './who-part.tsx';

type Choice = { readonly value: string; readonly label: string };

export function GetsPart({ definition, change, draft, problems }: PartProps) {
  const outcomes = outcomesOf(definition);
  const replace = (index: number, next: Definition | null): void =>
    change({ outcomes: outcomes.flatMap((one, at) => (at === index ? (next ?? []) : [one])) });
  const add = (kind: string): void => {
    const fresh = freshOutcome(draft, kind);
    if (fresh !== null) change({ outcomes: [...outcomes, fresh] });
  };
  return (
    <Stack gap="sm">
      {outcomes.map((outcome, index) =>
        isMessage(outcome) ? null : (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: an outcome has no name, and its place is what it is edited by
            key={index}
            align="end"
            gap="sm"
            role="group"
            aria-label={`${LABELS[textAt(outcome, 'kind')] ?? 'Outcome'} ${index + 1}`}
          >
            <Outcome
              outcome={outcome}
              draft={draft}
              set={(part) => replace(index, withPart(outcome, part))}
              error={problems[`outcomes[${index}]`] ?? problems[`outcomes[${index}].amount`]}
            />
            <Button variant="subtle" color="gray" c="inherit" onClick={() => replace(index, null)}>
              Remove
            </Button>
          </Group>
        ),
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" w="fit-content">
            Add what they get
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(LABELS).map(([kind, label]) => (
            <Menu.Item key={kind} disabled={freshOutcome(draft, kind) === null} onClick={() => add(kind)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  );
}

const LABELS: { readonly [kind: string]: string } = {
  points: 'Points',
  offer: 'An offer',
  tag: 'A tag',
  tier: 'A level',
  promo_code: 'A promo code',
};

function choices(
  draft: Draft,
  section: 'offers' | 'sources' | 'accounts' | 'tier_systems' | 'promo_lists',
): readonly Choice[] {
  return [...entriesOf(draft, section)].map(([value, entry]) => ({ value, label: textAt(entry, 'title', value) }));
}

/** Null where the programme lacks what it needs. */
function freshOutcome(draft: Draft, kind: string): Definition | null {
  const first = (section: Parameters<typeof choices>[1]): string | null => choices(draft, section)[0]?.value ?? null;
  switch (kind) {
    case 'points': {
      const source = first('sources');
      return source === null ? null : { kind, amount: 100, source };
    }
    case 'offer': {
      const offer = first('offers');
      return offer === null ? null : { kind, offer };
    }
    case 'tag':
      return { kind, tag: 'new-tag' };
    case 'tier': {
      const system = first('tier_systems');
      const level = system === null ? undefined : levelsOf(draft, system)[0];
      return system === null || level === undefined ? null : { kind, system, level: level.value };
    }
    default: {
      const list = first('promo_lists');
      return list === null ? null : { kind, list };
    }
  }
}

function levelsOf(draft: Draft, system: string): readonly Choice[] {
  const levels = entriesOf(draft, 'tier_systems').get(system)?.levels;
  if (!isDefinition(levels)) return [];
  return Object.entries(levels).map(([value, level]) => ({
    value,
    label: isDefinition(level) ? textAt(level, 'title', value) : value,
  }));
}

type OutcomeProps = {
  readonly outcome: Definition;
  readonly draft: Draft;
  readonly set: (part: Readonly<Record<string, unknown>>) => void;
  readonly error: string | undefined;
};

function Outcome({ outcome, draft, set, error }: OutcomeProps) {
  const choose = (label: string, key: string, data: readonly Choice[]) => (
    <NativeSelect
      label={label}
      data={[...data]}
      value={textAt(outcome, key)}
      error={error}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );
  const write = (label: string, key: string, told: (text: string) => unknown) => (
    <TextInput
      label={label}
      value={textAt(outcome, key)}
      error={error}
      onChange={(event) => set({ [key]: told(event.currentTarget.value) })}
    />
  );
  switch (outcome.kind) {
    case 'points': {
      const accounts = choices(draft, 'accounts');
      return (
        <>
          {write('Points', 'amount', (text) => (/^\d+$/.test(text) ? Number(text) : text))}
          {choose('Source', 'source', choices(draft, 'sources'))}
          {accounts.length > 1 ? choose('Account', 'account', [{ value: '', label: 'Default' }, ...accounts]) : null}
        </>
      );
    }
    case 'offer':
      return choose('Offer', 'offer', choices(draft, 'offers'));
    case 'tag':
      return write('Tag', 'tag', (text) => text);
    case 'tier':
      return (
        <>
          {choose('Tier system', 'system', choices(draft, 'tier_systems'))}
          {choose('Level', 'level', levelsOf(draft, textAt(outcome, 'system')))}
        </>
      );
    case 'promo_code':
      return choose('List of codes', 'list', choices(draft, 'promo_lists'));
    default:
      return <Text size="sm">{`${textAt(outcome, 'kind')}: edited as code in the programme`}</Text>;
  }
}
