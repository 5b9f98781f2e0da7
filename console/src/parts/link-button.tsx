// A button that leads to another page: a link, so that it opens in a new tab as links do.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

type LinkButtonProps = {
  readonly to: string;
  readonly variant?: string;
  readonly children: ReactNode;
};

export function LinkButton({ to, variant = 'filled', children }: LinkButtonProps) {
  return (
    <Button component={Link} to={to} variant={variant}>
      {children}
    </Button>
  );
}
