// What may still happen to a customer whose processing is stopped: their own wishes about their data, what agents write down
// to care for them, and corrections of the profile by an agent. No rule runs on any of it.

import type { Fact } from '../facts.ts';
import { isPrivacyFact } from './privacy.ts';

const CARE = ['note.', 'ticket.'];

export function mayWhileStopped({ body, actor }: Fact): boolean {
  if (isPrivacyFact(body) || CARE.some((prefix) => body.kind.startsWith(prefix))) return true;
  switch (body.kind) {
    case 'due':
    case 'customer.delete':
    case 'customer.restore':
      return true;
    // A wrong entry is what processing is most often stopped for.
    case 'customer.save':
      return actor.kind === 'agent' && body.mode === 'update';
    case 'engagement':
      return body.engagement === 'unsubscribed' || body.engagement === 'spam';
    default:
      return false;
  }
}
