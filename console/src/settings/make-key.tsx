// A new key, from nothing or with the rights of one that it is to take over from.
import type { Schemas } from '@laurel/sdk';
import { Button, Checkbox, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { read, useChange } from '../api/laurel.ts';
import { useMe } from '../api/session.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { Shown } from '../parts/states.tsx';
import { LimitsField } from './limits-field.tsx';
import { keyOfRight, type Limit, type Permission } from './rights.ts';
import { RightsMatrix } from './rights-matrix.tsx';
import { ShownOnce } from './shown-once.tsx';

type ApiKey = Schemas['ApiKey'];
type Scope = ApiKey['scopes'][number];

export function MakeKey({ like, onClose }: { like: ApiKey | null; onClose: () => void }) {
  const roles = useQuery(read('listRoles', {}));
  const [made, setMade] = useState<Schemas['NewApiKey'] | null>(null);
  if (made !== null) return <Made apiKey={made} onClose={onClose} />;
  return (
    <Shown query={roles}>
      {({ resources }) => <KeyForm like={like} resources={resources} onClose={onClose} onMade={setMade} />}
    </Shown>
  );
}

type KeyFormProps = {
  readonly like: ApiKey | null;
  readonly resources: readonly Permission[];
  readonly onClose: () => void;
  readonly onMade: (key: Schemas['NewApiKey']) => void;
};

function KeyForm({ like, resources, onClose, onMade }: KeyFormProps) {
  const [name, setName] = useState(like === null ? '' : `${like.name} (renewed)`);
  const [scopes, setScopes] = useState<readonly Scope[]>(like?.scopes ?? []);
  const [rate, setRate] = useState<number | null>(like?.rate_limit ?? null);
  const [limits, setLimits] = useState<readonly Limit[]>(like?.limits ?? []);
  const make = useChange('createApiKey', { refreshes: ['listApiKeys'], onDone: onMade });
  const { byField, rest } = faultsOf(make.error, {});
  const mayAll = scopes.includes('admin');
  const allScopes = useMe().scopes;
  const body = { name, scopes: [...scopes], rate_limit: rate, limits: [...limits] };
  const missing = scopes.length === 0 ? 'Allow something first.' : null;
  return (
    <FormDialog
      title={like === null ? 'Make key' : `Renew the key ${like.name}`}
      verb="Make key"
      size="xl"
      isOpen
      isBusy={make.isPending}
      error={rest}
      reason={name.trim() === '' ? 'Give it a name first.' : missing}
      onClose={onClose}
      onSubmit={() => make.mutate({ body })}
    >
      <TextInput
        label="Name"
        description="What calls with it, such as “till” or “shop”."
        data-autofocus
        value={name}
        error={byField.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NumberInput
        label="Requests a second"
        placeholder="no limit"
        w={200}
        min={1}
        allowDecimal={false}
        value={rate ?? ''}
        onChange={(value) => setRate(typeof value === 'number' ? value : null)}
      />
      <Checkbox
        label="Everything (admin)"
        checked={mayAll}
        onChange={(event) => setScopes(event.currentTarget.checked ? ['admin'] : [])}
      />
      {mayAll ? null : (
        <RightsMatrix
          resources={resources}
          rights={new Set(scopes.map(rightOf))}
          onChange={(rights) => setScopes(allScopes.filter((scope) => rights.has(rightOf(scope))))}
        />
      )}
      <LimitsField limits={limits} onChange={setLimits} />
    </FormDialog>
  );
}

/** A scope without an action, such as `sessionm`, is a resource that is used. */
function rightOf(scope: Scope): string {
  const [resource = '', action = 'use'] = scope.split(':');
  return keyOfRight(resource, action);
}

function Made({ apiKey, onClose }: { apiKey: Schemas['NewApiKey']; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`The key ${apiKey.name} is made`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <ShownOnce title="Copy it now" value={`${apiKey.key}:${apiKey.secret}`} noun="key and secret">
          Key and secret, as user name and password of HTTP Basic. The secret is not shown again.
        </ShownOnce>
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </Stack>
    </Modal>
  );
}
