// What the addresses of settings may say behind the question mark.
export const APPROVAL_STATUSES = ['open', 'approved', 'rejected', 'expired', 'failed'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

type Search = Readonly<Record<string, unknown>>;

export function approvalSearch({ status }: Search): { readonly status?: ApprovalStatus } {
  const found = APPROVAL_STATUSES.find((one) => one === status);
  return found === undefined ? {} : { status: found };
}

export function actionSearch({ action }: Search): { readonly action?: string } {
  return typeof action === 'string' ? { action } : {};
}
