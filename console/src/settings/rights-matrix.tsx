// What a role or a key allows, as a table of resources and actions with a box for each.
import { Checkbox, Table, Text } from '@mantine/core';
import { keyOfRight, type Permission, resourceInWords, rightInWords } from './rights.ts';

const COLUMNS = [
  { action: 'read', header: 'See' },
  { action: 'write', header: 'Change' },
] as const;

type MatrixProps = {
  readonly resources: readonly Permission[];
  readonly rights: ReadonlySet<string>;
  /** Without it the table is only read. */
  readonly onChange?: (rights: ReadonlySet<string>) => void;
};

export function RightsMatrix({ resources, rights, onChange }: MatrixProps) {
  return (
    <Table className="rows" aria-label="What is allowed" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">On</Table.Th>
          {COLUMNS.map(({ header }) => (
            <Table.Th key={header} scope="col">
              {header}
            </Table.Th>
          ))}
          <Table.Th scope="col">Besides</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {resources.map((one) => (
          <MatrixRow key={one.resource} permission={one} rights={rights} {...(onChange ? { onChange } : {})} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function MatrixRow({ permission: { resource, actions }, rights, onChange }: MatrixRowProps) {
  const isKnown = (action: string): boolean => COLUMNS.some((column) => column.action === action);
  const box = (action: string, isNamed: boolean) => (
    <RightBox
      key={action}
      name={rightInWords(resource, action)}
      isNamed={isNamed}
      isSet={rights.has(keyOfRight(resource, action))}
      {...(onChange
        ? { onChange: (isSet: boolean) => onChange(changed(rights, keyOfRight(resource, action), isSet)) }
        : {})}
    />
  );
  return (
    <Table.Tr>
      <Table.Th scope="row">{resourceInWords(resource)}</Table.Th>
      {COLUMNS.map(({ action }) => (
        <Table.Td key={action}>{actions.includes(action) ? box(action, false) : null}</Table.Td>
      ))}
      <Table.Td>{actions.filter((action) => !isKnown(action)).map((action) => box(action, true))}</Table.Td>
    </Table.Tr>
  );
}

type MatrixRowProps = {
  readonly permission: Permission;
  readonly rights: ReadonlySet<string>;
  readonly onChange?: (rights: ReadonlySet<string>) => void;
};

function changed(rights: ReadonlySet<string>, right: string, isSet: boolean): ReadonlySet<string> {
  const rest = [...rights].filter((one) => one !== right);
  return new Set(isSet ? [...rest, right] : rest);
}

type RightBoxProps = {
  readonly name: string;
  readonly isSet: boolean;
  /** Whether the words stand beside the box. */
  readonly isNamed: boolean;
  readonly onChange?: (isSet: boolean) => void;
};

function RightBox({ name, isSet, isNamed, onChange }: RightBoxProps) {
  if (onChange === undefined) {
    return (
      <Text size="sm" span {...(isSet ? {} : { c: 'dimmed' })}>
        <span aria-hidden="true">{isNamed ? `${isSet ? '✓' : '–'} ${name}` : isSet ? '✓' : '–'}</span>
        <span className="sr-only">{`${name}: ${isSet ? 'yes' : 'no'}`}</span>
      </Text>
    );
  }
  return (
    <Checkbox
      checked={isSet}
      onChange={(event) => onChange(event.currentTarget.checked)}
      {...(isNamed ? { label: name } : { 'aria-label': name })}
    />
  );
}
