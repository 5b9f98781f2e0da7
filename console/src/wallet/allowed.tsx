// A part of the profile that the viewer's roles may not open: it says so instead of failing.
import type { ReactNode } from 'react';
import { type Scope, useReason } from '../api/session.ts';
import { Empty } from '../parts/states.tsx';

export function Allowed({ scope, children }: { scope: Scope; children: ReactNode }) {
  const reason = useReason(scope);
  return reason === null ? children : <Empty title="Not open to you">{reason}</Empty>;
}
