// What the addresses of settings may say behind the question mark.
export const APPROVAL_STATUSES = ['open', 'approved', 'rejected', 'expired', 'failed'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

export const PRIVACY_KINDS = ['export', 'forget', 'stop', 'resume', 'legal_hold', 'lift_hold'] as const;
export type PrivacyKind = (typeof PRIVACY_KINDS)[number];

type Search = Readonly<Record<string, unknown>>;

export function approvalSearch({ status }: Search): { readonly status?: ApprovalStatus } {
  const found = APPROVAL_STATUSES.find((one) => one === status);
  return found === undefined ? {} : { status: found };
}

export function actionSearch({ action }: Search): { readonly action?: string } {
  return typeof action === 'string' ? { action } : {};
}

export function privacySearch({ kind }: Search): { readonly kind?: PrivacyKind } {
  const found = PRIVACY_KINDS.find((one) => one === kind);
  return found === undefined ? {} : { kind: found };
}

export function itemSearch({ category, unnamed }: Search): { readonly category?: string; readonly unnamed?: 'true' } {
  return {
    ...(typeof category === 'string' && category !== '' ? { category } : {}),
    ...(unnamed === 'true' || unnamed === true ? { unnamed: 'true' } : {}),
  };
}
