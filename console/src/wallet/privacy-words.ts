// The words of privacy: kinds of requests, how it was made sure who asks, and why somebody is forgotten.
import type { Schemas } from '@laurel/sdk';

export type PrivacyRequest = Schemas['PrivacyRequest'];

export const REQUEST_KIND: Readonly<Record<PrivacyRequest['kind'], string>> = {
  export: 'Export Data',
  forget: 'Forget',
  stop: 'Stop processing',
  resume: 'Resume processing',
  legal_hold: 'Legal hold set',
  lift_hold: 'Legal hold lifted',
};

export const IDENTITY_METHODS = [
  { value: 'signed_in', label: 'They are signed in' },
  { value: 'document', label: 'A document was shown' },
  { value: 'questions', label: 'Questions were answered' },
  { value: 'call_back', label: 'They were called back' },
  { value: 'in_person', label: 'They are here in person' },
  { value: 'other', label: 'In another way' },
] as const;

export type IdentityMethod = (typeof IDENTITY_METHODS)[number]['value'];

export const FORGET_REASONS = [
  { value: 'requested', label: 'The customer asks for it' },
  { value: 'inactive', label: 'Inactive for long' },
  { value: 'duplicate', label: 'A duplicate' },
  { value: 'legal', label: 'The law asks for it' },
  { value: 'other', label: 'Another reason' },
] as const;

export type ForgetReason = (typeof FORGET_REASONS)[number]['value'];

export function methodOf(value: string | null): IdentityMethod | null {
  return IDENTITY_METHODS.find((one) => one.value === value)?.value ?? null;
}
