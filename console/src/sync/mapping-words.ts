// Where a field goes on a platform, in words.
import type { Schemas } from '@laurel/sdk';

type Target = Pick<Schemas['SyncFieldMapping'], 'kind' | 'target'>;

export const TARGET_TYPES = ['string', 'integer', 'decimal', 'boolean', 'date', 'datetime'] as const;
export type TargetType = (typeof TARGET_TYPES)[number];

const CONTACTS = { identity: 'the key of the person', email: 'e-mail contact', phone: 'phone contact' } as const;

export function targetInWords({ kind, target }: Target): string {
  return kind === 'standard' || kind === 'custom' ? target : CONTACTS[kind];
}

export function isTargetType(type: string): type is TargetType {
  return TARGET_TYPES.some((one) => one === type);
}
