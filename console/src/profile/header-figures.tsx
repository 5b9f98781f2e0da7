// What the customer has: points of each account and the level in each tier system, each with the dialog that adjusts it.

import type { Schemas } from '@laurel/sdk';
import { Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { AdjustPoints } from './adjust-points.tsx';
import { AdjustTier } from './adjust-tier.tsx';
import { useCareReason } from './care.ts';
import type { Header } from './header-facts.tsx';

type Open = { readonly kind: 'points' | 'tier'; readonly name: string } | null;

export function HeaderFigures({ header }: { header: Header }) {
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <div className="profile-figures">
      {header.accounts.map((account) => (
        <AccountFigure
          key={account.account}
          account={account}
          customer={header.id}
          onAdjust={() => setOpen({ kind: 'points', name: account.account })}
        />
      ))}
      {header.tiers.map((tier) => (
        <TierFigure
          key={tier.system}
          tier={tier}
          customer={header.id}
          onAdjust={() => setOpen({ kind: 'tier', name: tier.system })}
        />
      ))}
      {open?.kind === 'points' ? <AdjustPoints customer={header.id} account={open.name} onClose={close} /> : null}
      {open?.kind === 'tier' ? <AdjustTier customer={header.id} system={open.name} onClose={close} /> : null}
    </div>
  );
}

type AdjustProps = { readonly reason: string | null; readonly of: string; readonly onAdjust: () => void };

function Adjust({ reason, of, onAdjust }: AdjustProps) {
  return (
    <ReasonedButton reason={reason} onClick={onAdjust} variant="default" size="compact-sm">
      Adjust<span className="sr-only">&nbsp;{of}</span>
    </ReasonedButton>
  );
}

type AccountFigureProps = {
  readonly account: Schemas['AccountBalance'];
  readonly customer: string;
  readonly onAdjust: () => void;
};

function AccountFigure({ account, customer, onAdjust }: AccountFigureProps) {
  const { title, available, lifetime, pending, held, next_expiry: expiry } = account;
  const reason = useCareReason(customer, 'points:write');
  return (
    <Stack gap={2} component="section" aria-label={`Points: ${title}`}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{title}</Title>
        <Adjust reason={reason} of={title} onAdjust={onAdjust} />
      </Group>
      <Text fz="1.375rem" fw={600} lh={1.3}>
        {count(available)}
      </Text>
      <Text size="sm">{count(lifetime)} earned to date</Text>
      <Text size="sm" c="dimmed">
        {count(pending)} pending · {count(held)} held
      </Text>
      <Text size="sm" c="dimmed">
        {expiry === null ? (
          'Nothing expires'
        ) : (
          <>
            {count(expiry.amount)} expire <Instant at={expiry.at} />
          </>
        )}
      </Text>
    </Stack>
  );
}

type TierFigureProps = {
  readonly tier: Schemas['TierProgress'];
  readonly customer: string;
  readonly onAdjust: () => void;
};

function TierFigure({ tier, customer, onAdjust }: TierFigureProps) {
  const { title, level, since, next } = tier;
  const reason = useCareReason(customer, 'tiers:write');
  return (
    <Stack gap={2} component="section" aria-label={`Tier: ${title}`}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{title}</Title>
        <Adjust reason={reason} of={title} onAdjust={onAdjust} />
      </Group>
      <Text fz="1.375rem" fw={600} lh={1.3}>
        {level?.title ?? 'No level'}
      </Text>
      {since === null ? null : (
        <Text size="sm">
          since <Instant at={since} />
        </Text>
      )}
      {next === null ? (
        <Text size="sm" c="dimmed">
          {level === null ? 'No level is in reach' : 'The highest level'}
        </Text>
      ) : (
        next.conditions.map((condition) => (
          <TowardsNext key={condition.words} condition={condition} level={next.level.title} />
        ))
      )}
    </Stack>
  );
}

type Condition = Schemas['TierRequirement']['conditions'][number];

export function TowardsNext({ condition, level }: { condition: Condition; level: string }) {
  const { current, needed, met, words } = condition;
  const share = met ? 100 : needed > 0 ? Math.min(100, Math.max(0, (100 * current) / needed)) : 0;
  return (
    <Stack gap={4}>
      <Progress.Root size="sm">
        <Progress.Section value={share} aria-label={`Progress towards ${level}: ${words}`} />
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {count(current)} of {count(needed)} to {level}
      </Text>
    </Stack>
  );
}
