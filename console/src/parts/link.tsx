// A link as a button or as text of a table, to another page of the console.
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ReasonedButton } from './dialog.tsx';

type To = {
  readonly to: string;
  readonly children: ReactNode;
};

/** `isWithin`: it stands within a sentence, where colour alone would tell it from the words around it. */
export function TextLink({ to, isWithin = false, children }: To & { readonly isWithin?: boolean }) {
  return (
    <Anchor component={Link} to={to} inherit underline={isWithin ? 'always' : 'hover'}>
      {children}
    </Anchor>
  );
}

type ButtonTo = To & {
  readonly variant?: string;
  /** Why one cannot go there. */
  readonly reason?: string | null;
};

export function ButtonLink({ to, variant = 'filled', reason = null, children }: ButtonTo) {
  if (reason !== null) {
    return (
      <ReasonedButton reason={reason} variant={variant}>
        {children}
      </ReasonedButton>
    );
  }
  return (
    <Button component={Link} to={to} variant={variant}>
      {children}
    </Button>
  );
}
