// An address that leads nowhere.
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/states.tsx';

export function NotFound() {
  return (
    <Empty
      title="Nothing is here"
      action={
        <Anchor component={Link} to="/">
          Go home
        </Anchor>
      }
    >
      The address may be old, or what it led to is gone.
    </Empty>
  );
}
