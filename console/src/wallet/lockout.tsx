// Lockout Information: whether the customer may enter promo codes, how many tries and claims are left, and the reset.

import type { Schemas } from '@laurel/sdk';
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';

type Lock = Schemas['PromoLockout'];

export function Lockout() {
  const customer = useCustomer();
  const lockout = useQuery(read('getPromoLockout', { path: { customer } }));
  return (
    <Card withBorder component="section" aria-label="Lockout Information">
      <Title order={2}>Lockout Information</Title>
      <Shown query={lockout} rows={1}>
        {(lock) => <LockState lock={lock} />}
      </Shown>
    </Card>
  );
}

function LockState({ lock }: { lock: Lock }) {
  const forbidden = useReason('codes:write');
  const [isResetting, setIsResetting] = useState(false);
  const nothing = lock.locked_until === null && lock.bad_tries === 0 ? 'There is nothing to reset.' : null;
  return (
    <Group justify="space-between" align="flex-start">
      <Stack gap={4} pt="xs">
        {lock.locked_until === null ? (
          <Text size="sm">
            <Status word="May enter promo codes" tone="good" />
          </Text>
        ) : (
          <Text size="sm">
            <Status word="Locked out" tone="bad" /> until <Instant at={lock.locked_until} />
          </Text>
        )}
        <Text size="sm">
          Bad tries: {lock.bad_tries}, and {lock.tries_left} left before a lockout
        </Text>
        <Text size="sm">{limiterWords(lock.limiter)}</Text>
      </Stack>
      <ReasonedButton variant="default" reason={forbidden ?? nothing} onClick={() => setIsResetting(true)}>
        Reset
      </ReasonedButton>
      {isResetting ? <ResetLockout onClose={() => setIsResetting(false)} /> : null}
    </Group>
  );
}

function limiterWords(limiter: Lock['limiter']): string {
  if (limiter === null) return 'No limiter over all lists';
  return `Limiter: ${limiter.used} of ${limiter.times} claims per ${limiter.per} used`;
}

function ResetLockout({ onClose }: { onClose: () => void }) {
  const customer = useCustomer();
  const act = useAct('resetPromoLockout', { said: 'The customer may enter promo codes again.', onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      title="Reset the lockout"
      verb="Reset lockout"
      asksReason
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) => act.mutate({ path: { customer }, query: { reason } })}
    >
      The customer may enter promo codes again, and the bad tries are forgotten.
    </ConfirmDialog>
  );
}
