// API keys: what programs call with. The secret is shown once, when a key is made.
import type { Schemas } from '@laurel/sdk';
import { Group, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { MakeKey } from './make-key.tsx';
import { limitInWords } from './rights.ts';
import { SettingsPage } from './settings-page.tsx';

type ApiKey = Schemas['ApiKey'];

const SCOPES_SHOWN = 3;
const NONE = <Empty title="No keys yet">Programs that call the API need one each.</Empty>;

export function KeyListPage() {
  const keys = useQuery(read('listApiKeys', {}));
  const [like, setLike] = useState<ApiKey | 'new' | null>(null);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const reason = useReason('admin');
  const columns: readonly Column<ApiKey>[] = [
    { header: 'Name', cell: ({ name }) => name },
    { header: 'Key', cell: ({ key }) => <ShortId id={key} label="key" /> },
    { header: 'Scopes', cell: ({ scopes }) => <Scopes scopes={scopes} /> },
    {
      header: 'Rate',
      align: 'right',
      cell: ({ rate_limit }) => (rate_limit === null ? 'no limit' : `${rate_limit}/s`),
    },
    { header: 'Goodwill limits', cell: ({ limits }) => limits.map(limitInWords).join('; ') || 'none' },
    { header: 'Made', cell: ({ created_at }) => <Instant at={created_at} /> },
    {
      header: 'Status',
      cell: ({ revoked_at }) => (
        <Status word={revoked_at === null ? 'active' : 'revoked'} tone={revoked_at === null ? 'good' : 'quiet'} />
      ),
    },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (key) => <KeyActions apiKey={key} reason={reason} onRenew={setLike} onRevoke={setRevoked} />,
    },
  ];
  return (
    <SettingsPage
      title="API keys"
      part="people"
      intro="To renew a key without a gap: make a new one with the same rights, put it where the old one is used, then revoke the old one."
      action={
        <ReasonedButton reason={reason} onClick={() => setLike('new')}>
          Make key
        </ReasonedButton>
      }
    >
      <Shown query={keys}>
        {({ items }) =>
          items.length === 0 ? NONE : <Rows label="API keys" columns={columns} rows={items} rowKey={({ id }) => id} />
        }
      </Shown>
      {like === null ? null : <MakeKey like={like === 'new' ? null : like} onClose={() => setLike(null)} />}
      {revoked === null ? null : <RevokeKey apiKey={revoked} onClose={() => setRevoked(null)} />}
    </SettingsPage>
  );
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  if (scopes.length <= SCOPES_SHOWN) return <>{scopes.join(', ')}</>;
  const rest = scopes.length - SCOPES_SHOWN;
  return (
    <Tooltip label={scopes.join(', ')} multiline maw={360}>
      <Text span inherit>
        {`${scopes.slice(0, SCOPES_SHOWN).join(', ')} and ${rest} more`}
      </Text>
    </Tooltip>
  );
}

type KeyActionsProps = {
  readonly apiKey: ApiKey;
  readonly reason: string | null;
  readonly onRenew: (key: ApiKey) => void;
  readonly onRevoke: (key: ApiKey) => void;
};

function KeyActions({ apiKey, reason, onRenew, onRevoke }: KeyActionsProps) {
  const why = reason ?? (apiKey.revoked_at === null ? null : 'It is revoked.');
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <ReasonedButton size="compact-sm" variant="default" reason={why} onClick={() => onRenew(apiKey)}>
        Renew
      </ReasonedButton>
      <ReasonedButton size="compact-sm" variant="default" reason={why} onClick={() => onRevoke(apiKey)}>
        Revoke
      </ReasonedButton>
    </Group>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useChange('revokeApiKey', { refreshes: ['listApiKeys'], onDone: onClose });
  return (
    <ConfirmDialog
      title={`Revoke the key ${apiKey.name}`}
      verb="Revoke key"
      isOpen
      isDanger
      isBusy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate({ path: { id: apiKey.id } })}
    >
      Whatever calls with it is refused everywhere within five seconds. This cannot be taken back.
    </ConfirmDialog>
  );
}
