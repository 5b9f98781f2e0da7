// The own second factor: switched on with a first code, switched off, and its backup codes. Each asks for the password.
import { Anchor, Button, Code, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useChange } from '../api/laurel.ts';
import { useMe } from '../api/session.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { Status } from '../parts/status.tsx';
import { Section } from './section.tsx';
import { ShownOnce } from './shown-once.tsx';

type Step = 'none' | 'on' | 'codes' | 'off';

export function SecondFactor() {
  const isOn = useMe().user?.has_second_factor === true;
  const [step, setStep] = useState<Step>('none');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = (): void => setStep('none');
  return (
    <Section
      title="Second factor"
      intro="A code of an authenticator on your phone, asked for after the password."
      action={
        isOn ? (
          <>
            <Button variant="default" onClick={() => setStep('codes')}>
              Make new backup codes
            </Button>
            <Button variant="default" onClick={() => setStep('off')}>
              Switch off second factor
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setStep('on')}>
            Switch on second factor
          </Button>
        )
      }
    >
      <Status word={isOn ? 'On' : 'Off'} tone={isOn ? 'good' : 'quiet'} />
      {codes === null ? null : <BackupCodes codes={codes} />}
      {step === 'on' ? <SwitchOn onClose={close} onCodes={setCodes} /> : null}
      {step === 'codes' ? <NewCodes onClose={close} onCodes={setCodes} /> : null}
      {step === 'off' ? <SwitchOff onClose={close} onDone={() => setCodes(null)} /> : null}
    </Section>
  );
}

function BackupCodes({ codes }: { codes: readonly string[] }) {
  return (
    <ShownOnce title="Keep these backup codes" value={codes.join('\n')} noun="backup codes">
      Each signs you in once when the authenticator is not at hand. They are not shown again.
    </ShownOnce>
  );
}

type CodesProps = { readonly onClose: () => void; readonly onCodes: (codes: readonly string[]) => void };

function SwitchOn({ onClose, onCodes }: CodesProps) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const begin = useChange('beginSecondFactor', { refreshes: [] });
  const verify = useChange('verifySecondFactor', {
    refreshes: ['getMe', 'listMySessions'],
    onDone: () => {
      onCodes(begin.data?.backup_codes ?? []);
      onClose();
    },
  });
  const uri = begin.data?.totp_uri;
  return (
    <FormDialog
      title="Switch on second factor"
      verb={uri === undefined ? 'Go on' : 'Switch on second factor'}
      isOpen
      isBusy={begin.isPending || verify.isPending}
      error={uri === undefined ? begin.error : verify.error}
      onClose={onClose}
      onSubmit={() =>
        uri === undefined
          ? begin.mutate({ body: { password } })
          : verify.mutate({ body: { code: code.trim(), kind: 'totp', trust_device: false } })
      }
    >
      {uri === undefined ? (
        <PasswordField value={password} onChange={setPassword} />
      ) : (
        <Stack gap="sm">
          <AuthenticatorKey uri={uri} />
          <TextInput
            label="Code that the authenticator shows"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        </Stack>
      )}
    </FormDialog>
  );
}

function AuthenticatorKey({ uri }: { uri: string }) {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <>
      <Text size="sm">
        Type this key into your authenticator, or{' '}
        <Anchor href={uri} inherit>
          open it on this device
        </Anchor>
        .
      </Text>
      <Code block style={{ whiteSpace: 'pre-wrap' }} aria-label="Key of the authenticator">
        {secret.match(/.{1,4}/g)?.join(' ')}
      </Code>
    </>
  );
}

function NewCodes({ onClose, onCodes }: CodesProps) {
  const [password, setPassword] = useState('');
  const make = useChange('makeBackupCodes', {
    refreshes: [],
    onDone: ({ backup_codes }) => {
      onCodes(backup_codes);
      onClose();
    },
  });
  return (
    <FormDialog
      title="Make new backup codes"
      verb="Make new backup codes"
      isOpen
      isBusy={make.isPending}
      error={make.error}
      onClose={onClose}
      onSubmit={() => make.mutate({ body: { password } })}
    >
      <Text size="sm">The old codes no longer work afterwards.</Text>
      <PasswordField value={password} onChange={setPassword} />
    </FormDialog>
  );
}

function SwitchOff({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [password, setPassword] = useState('');
  const disable = useChange('disableSecondFactor', {
    refreshes: ['getMe', 'listMySessions'],
    onDone: () => {
      notifications.show({ message: 'The second factor is off.' });
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title="Switch off second factor"
      verb="Switch off second factor"
      isOpen
      isDanger
      isBusy={disable.isPending}
      error={disable.error}
      onClose={onClose}
      onSubmit={() => disable.mutate({ body: { password } })}
    >
      <Text size="sm">Your password alone will be enough to sign in.</Text>
      <PasswordField value={password} onChange={setPassword} />
    </FormDialog>
  );
}

function PasswordField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <PasswordInput
      label="Your password"
      autoComplete="current-password"
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
