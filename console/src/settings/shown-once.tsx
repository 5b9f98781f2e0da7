// Something that is shown once and then never again: the link of an invitation, the secret of a key, backup codes.
import { Alert, Button, Code, CopyButton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type ShownOnceProps = {
  readonly title: string;
  readonly value: string;
  /** What the button copies, such as "link". */
  readonly noun: string;
  readonly children?: ReactNode;
};

export function ShownOnce({ title, value, noun, children }: ShownOnceProps) {
  return (
    <Alert variant="light" color="laurel" title={title}>
      <Stack gap="xs" align="flex-start">
        {children === undefined ? null : <Text size="sm">{children}</Text>}
        <Code block maw="100%" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {value}
        </Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : `Copy ${noun}`}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Alert>
  );
}

/** The token stands behind the #, which browsers send to nobody. */
export function InvitationLink({ name, invitation }: InvitationLinkProps) {
  const until = new Date(invitation.expires_at).toLocaleDateString();
  return (
    <ShownOnce
      title={`Send this link to ${name}`}
      value={`${window.location.origin}/invitation#token=${invitation.token}`}
      noun="link"
    >
      It sets their password, works once and until {until}, and is not shown again.
    </ShownOnce>
  );
}

type InvitationLinkProps = {
  readonly name: string;
  readonly invitation: { readonly token: string; readonly expires_at: string };
};
