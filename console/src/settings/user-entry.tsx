// How a user gets in: a new invitation, their second factor, and whether they may sign in at all.
import type { Schemas } from '@laurel/sdk';
import { Group } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../api/laurel.ts';
import { useMe, useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Section } from './section.tsx';
import { InvitationLink } from './shown-once.tsx';

type User = Schemas['User'];
type Asked = 'none' | 'invite' | 'factor' | 'disable' | 'enable';

export function UserEntry({ user }: { user: User }) {
  const [asked, setAsked] = useState<Asked>('none');
  const close = (): void => setAsked('none');
  const invite = useChange('inviteUserAgain', { refreshes: ['getUser'], onDone: close });
  const refused = useReason('users:write');
  const isMe = useMe().id === user.id;
  const own = isMe ? 'Somebody else has to do this for you.' : null;
  const noFactor = user.has_second_factor ? null : 'They have no second factor.';
  const isDisabled = user.status === 'disabled';
  return (
    <Section title="Getting in">
      <Group gap="xs">
        <ReasonedButton
          variant="default"
          reason={refused ?? (isDisabled ? 'They are disabled.' : null)}
          onClick={() => setAsked('invite')}
        >
          Invite again
        </ReasonedButton>
        <ReasonedButton variant="default" reason={refused ?? noFactor} onClick={() => setAsked('factor')}>
          Remove second factor
        </ReasonedButton>
        <ReasonedButton
          variant="default"
          reason={refused ?? own}
          onClick={() => setAsked(isDisabled ? 'enable' : 'disable')}
        >
          {isDisabled ? 'Enable user' : 'Disable user'}
        </ReasonedButton>
      </Group>
      {invite.data === undefined ? null : <InvitationLink name={user.name} invitation={invite.data} />}
      <ConfirmDialog
        title={`Invite ${user.name} again`}
        verb="Invite again"
        isOpen={asked === 'invite'}
        isBusy={invite.isPending}
        error={invite.error}
        onClose={close}
        onConfirm={() => invite.mutate({ path: { user: user.id } })}
      >
        A new link sets their password: when an invitation ran out, or the password is forgotten. Earlier links no
        longer work.
      </ConfirmDialog>
      {asked === 'factor' ? <RemoveFactor user={user} onClose={close} /> : null}
      {asked === 'disable' || asked === 'enable' ? <Disable user={user} onClose={close} /> : null}
    </Section>
  );
}

type DialogProps = { readonly user: User; readonly onClose: () => void };

function RemoveFactor({ user, onClose }: DialogProps) {
  const remove = useChange('removeSecondFactor', { refreshes: ['getUser', 'listUsers'], onDone: onClose });
  return (
    <ConfirmDialog
      title={`Remove the second factor of ${user.name}`}
      verb="Remove second factor"
      isOpen
      isDanger
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ path: { user: user.id } })}
    >
      For somebody who has lost their device. Make sure that it is them who ask: afterwards their password alone is
      enough.
    </ConfirmDialog>
  );
}

function Disable({ user, onClose }: DialogProps) {
  const change = useChange('changeUser', { refreshes: ['getUser', 'listUsers', 'listUserSessions'], onDone: onClose });
  // As it was when it was asked: the user has changed before the dialog is gone.
  const [disabled] = useState(user.status !== 'disabled');
  return (
    <ConfirmDialog
      title={`${disabled ? 'Disable' : 'Enable'} ${user.name}`}
      verb={disabled ? 'Disable user' : 'Enable user'}
      isOpen
      isDanger={disabled}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() => change.mutate({ path: { user: user.id }, body: { disabled } })}
    >
      {disabled
        ? 'All their sessions end and they can no longer sign in. What they did stays in the logs.'
        : 'They can sign in again with the password and the roles that they had.'}
    </ConfirmDialog>
  );
}
