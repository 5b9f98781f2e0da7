// One field of the mapping: whether it is sent, under which name and type, and what is done to it on the way.
import { Button, Checkbox, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { useChange } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import type { FieldMapping } from './mapping-tab.tsx';
import { isTargetType, TARGET_TYPES, targetInWords } from './mapping-words.ts';
import { transformInWords } from './transforms.ts';
import { TransformsField } from './transforms-field.tsx';

type FieldDialogProps = {
  readonly connection: string;
  readonly mapped: FieldMapping;
  readonly onClose: () => void;
};

const REFRESHES = ['getSyncMapping', 'planSyncSetup', 'getSyncConnection'] as const;

export function FieldDialog({ connection, mapped, onClose }: FieldDialogProps) {
  const { field, title, about, kind, type_fixed: isTypeFixed, standard } = mapped;
  const [enabled, setEnabled] = useState(mapped.enabled);
  const [target, setTarget] = useState(mapped.target);
  const [type, setType] = useState(mapped.type);
  const [transforms, setTransforms] = useState<FieldMapping['transforms']>(mapped.transforms);
  const save = useChange('changeSyncMapping', { refreshes: REFRESHES, onDone: onClose });
  const hasName = kind === 'standard' || kind === 'custom';
  const { byField, rest } = faultsOf(save.error, {});
  const at = `fields.${field}`;
  const others = Object.entries(byField).filter(([name]) => name !== `${at}.target`);
  const change = {
    enabled,
    transforms: [...transforms],
    ...(hasName ? { target: target.trim() } : {}),
    ...(isTypeFixed ? {} : { type }),
  };
  return (
    <FormDialog
      title={`Edit ${title}`}
      verb="Save field"
      isOpen
      isBusy={save.isPending}
      error={rest ?? (others.length === 0 ? null : new Error(others.map(([, fault]) => fault).join(' ')))}
      reason={hasName && target.trim() === '' ? 'Name it first.' : null}
      size="lg"
      onClose={onClose}
      onSubmit={() => save.mutate({ path: { connection }, body: { fields: { [field]: change } } })}
    >
      <Text size="sm" c="dimmed">
        {about}
      </Text>
      <Checkbox label="Sent" checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
      <TextInput
        label="Goes to"
        value={hasName ? target : targetInWords(mapped)}
        disabled={!hasName}
        description={hasName ? 'Its name on the platform.' : 'It has no name of its own there.'}
        error={byField[`${at}.target`]}
        onChange={(event) => setTarget(event.currentTarget.value)}
      />
      <NativeSelect
        label="Type"
        data={[...TARGET_TYPES]}
        value={type}
        disabled={isTypeFixed}
        description={
          isTypeFixed ? 'Members were sent already, and the platform never changes the type of an attribute.' : null
        }
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          if (isTargetType(chosen)) setType(chosen);
        }}
      />
      <TransformsField value={transforms} onChange={(value) => setTransforms([...value])} />
      {mapped.changed ? (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {`By itself: ${targetInWords(standard)}, ${standard.type}, ${standard.enabled ? 'sent' : 'not sent'}${standard.transforms.map((one) => `, ${transformInWords(one)}`).join('')}.`}
          </Text>
          <Button
            variant="default"
            size="xs"
            onClick={() => save.mutate({ path: { connection }, body: { fields: { [field]: null } } })}
          >
            Take back what was changed
          </Button>
        </Group>
      ) : null}
    </FormDialog>
  );
}
