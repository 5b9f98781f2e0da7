// A small button of the visual editor: adds or removes a condition or a group.
import { Button } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';

type ActionButtonProps = {
  readonly label: ReactNode;
  readonly title: string;
  readonly isDisabled: boolean;
  readonly onClick: (event: MouseEvent) => void;
};

export function ActionButton({ label, title, isDisabled, onClick }: ActionButtonProps) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      c="inherit"
      aria-label={title}
      title={title}
      disabled={isDisabled}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
