// Who is signed in, their own settings, and the way out.
import { Button, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { laurel, queryClient } from '../api/laurel.ts';
import { useMe } from '../api/session.ts';

export function Account() {
  const me = useMe();
  const navigate = useNavigate();
  const signOut = async (): Promise<void> => {
    await laurel.call('signOut', {});
    await navigate({ to: '/sign-in' });
    // Not before: the page that is left would ask again who is signed in.
    queryClient.clear();
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" maw={180}>
          {me.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.user?.email ?? me.name}</Menu.Label>
        <Menu.Item component={Link} to="/settings/account">
          My account
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
