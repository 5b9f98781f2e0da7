// A link as a button or as text of a table, to another page of the console.
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

type To = {
  readonly to: string;
  readonly children: ReactNode;
};

export function TextLink({ to, children }: To) {
  return (
    <Anchor component={Link} to={to} inherit>
      {children}
    </Anchor>
  );
}

export function ButtonLink({ to, variant = 'filled', children }: To & { readonly variant?: string }) {
  return (
    <Button component={Link} to={to} variant={variant}>
      {children}
    </Button>
  );
}
