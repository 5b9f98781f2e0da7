// SessionM's `activated`: the customer has confirmed the e-mail address. Kept with the consents, under a name made of the
// address, so that a new address is unconfirmed without anybody having to say so.
import type { CustomerProfile } from '../../domain/customers/profile.ts';
import { shortHash } from '../../domain/ids.ts';

export function isConfirmed(profile: CustomerProfile): boolean {
  return profile.email !== null && profile.consents[confirmationOf(profile.email)]?.given === true;
}

export function confirmationOf(email: string): string {
  return `email_confirmed:${shortHash(email.normalize('NFC').toLowerCase())}`;
}
