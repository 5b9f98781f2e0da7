// The quick actions of a row. What cannot be done says why in its place.
import { Button, Menu, Text } from '@mantine/core';

export type RowAction = {
  readonly label: string;
  readonly onChoose: () => void;
  /** Why it cannot be done; null or left out when it can. */
  readonly reason?: string | null;
  readonly isDanger?: boolean;
};

type RowMenuProps = {
  /** What the row is about, for screen readers. */
  readonly of: string;
  readonly actions: readonly RowAction[];
  readonly label?: string;
  readonly variant?: string;
};

export function RowMenu({ of, actions, label = 'Actions', variant = 'default' }: RowMenuProps) {
  return (
    <Menu position="bottom-end" width={260} withinPortal>
      <Menu.Target>
        <Button variant={variant} size="compact-sm">
          {label}
          <span className="sr-only"> for {of}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <RowMenuItem key={action.label} {...action} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function RowMenuItem({ label, onChoose, reason = null, isDanger = false }: RowAction) {
  if (reason === null) {
    return (
      <Menu.Item onClick={onChoose} {...(isDanger ? { c: 'var(--laurel-used)' } : {})}>
        {label}
      </Menu.Item>
    );
  }
  return (
    <Menu.Item aria-disabled closeMenuOnClick={false} c="dimmed">
      {label}
      <Text size="xs">{reason}</Text>
    </Menu.Item>
  );
}
