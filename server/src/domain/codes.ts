// Every refusal and error that a client can get: code, HTTP status, whether trying again can help, and a sentence.
// `{…}` in a sentence is filled from the refusal's detail. Codes are part of the API and never change their meaning.

import { ACCESS_CODES } from './access/codes.ts';
import { CARD_CODES } from './cards/codes.ts';
import { OFFER_CODES } from './offers/codes.ts';
import { PRIVACY_CODES } from './privacy/codes.ts';
import { DRAFT_CODES } from './programme/codes.ts';
import { PROMO_CODES } from './promo/codes.ts';
import { PURCHASE_CODES } from './purchases/codes.ts';
import { SYNC_CODES } from './sync/codes.ts';

type Definition = { readonly status: number; readonly isRetryable: boolean; readonly sentence: string };

export const CODES = {
  // External accounts
  unknown_external_system: {
    status: 422,
    isRetryable: false,
    sentence: 'The programme declares no external system {system}.',
  },
  external_account_not_found: { status: 404, isRetryable: false, sentence: '{system} has no account with this id.' },
  external_account_invalid: {
    status: 502,
    isRetryable: false,
    sentence: 'What {system} says in the field {field} cannot be taken over.',
  },
  external_system_failed: {
    status: 502,
    isRetryable: true,
    sentence: '{system} could not be asked: {reason}. Nothing was changed here.',
  },
  external_system_read_only: {
    status: 409,
    isRetryable: false,
    sentence: 'The programme says of {system} no address to write to.',
  },
  // Merges
  customer_merged: {
    status: 410,
    isRetryable: false,
    sentence: 'The customer {customer} was merged into {into}. Use that one.',
  },
  merge_refused: { status: 409, isRetryable: false, sentence: 'These two cannot be merged: {why}.' },
  not_merged: { status: 409, isRetryable: false, sentence: 'The customer {customer} was not merged into this one.' },
  unmerge_too_late: {
    status: 409,
    isRetryable: false,
    sentence: 'The merge of {customer} is more than 30 days ago and cannot be taken back any more.',
  },
  // Notes
  note_not_found: { status: 404, isRetryable: false, sentence: 'The customer has no note {note}.' },
  log_row_not_found: { status: 404, isRetryable: false, sentence: 'The log of this customer has no row {row}.' },
  ...PURCHASE_CODES,
  ...PRIVACY_CODES,
  // Customer care
  unknown_reason_code: {
    status: 422,
    isRetryable: false,
    sentence: 'The programme has no reason code {reason_code}. Give one of: {known}.',
  },
  tag_cap_reached: {
    status: 409,
    isRetryable: false,
    sentence: 'The tag {tag} has reached its cap of {cap}. It counts on once it is reset.',
  },
  // The request itself
  malformed_json: {
    status: 400,
    isRetryable: false,
    sentence: 'The body is not valid JSON. Send a JSON document with Content-Type application/json.',
  },
  validation: {
    status: 422,
    isRetryable: false,
    sentence: 'The request has invalid fields; `errors` names each of them with what was expected.',
  },
  payload_too_large: { status: 413, isRetryable: false, sentence: 'The body is larger than {limit}. Split it up.' },
  batch_too_large: { status: 413, isRetryable: false, sentence: 'A batch holds at most {limit} items. Split it up.' },
  unsupported_media_type: { status: 415, isRetryable: false, sentence: 'Send the body as application/json.' },
  not_found: { status: 404, isRetryable: false, sentence: 'There is nothing at this address.' },
  unauthorized: {
    status: 401,
    isRetryable: false,
    sentence: 'Send a valid API key and secret (HTTP Basic, or Bearer key:secret).',
  },
  forbidden: { status: 403, isRetryable: false, sentence: 'This API key lacks the scope {scope}.' },
  ...ACCESS_CODES,
  ...OFFER_CODES,
  rate_limited: {
    status: 429,
    isRetryable: true,
    sentence: 'Too many requests with this key. Try again after the time in Retry-After.',
  },
  overloaded: {
    status: 503,
    isRetryable: true,
    sentence: 'More facts are waiting than the engine takes on. Try again after the time in Retry-After.',
  },
  trials_busy: {
    status: 503,
    isRetryable: true,
    sentence: 'Other campaigns are being tried at the moment. Try again after the time in Retry-After.',
  },
  unavailable: {
    status: 503,
    isRetryable: true,
    sentence:
      'The database cannot be reached at the moment. Nothing was changed; try again after the time in Retry-After.',
  },
  internal: {
    status: 500,
    isRetryable: true,
    sentence: 'Something failed that should not. The request id {request_id} finds it in the log.',
  },
  fact_rejected: {
    status: 422,
    isRetryable: false,
    sentence: 'The database refused this fact (SQLSTATE {sqlstate}). It is kept for a person to look at and replay.',
  },
  key_reused: {
    status: 409,
    isRetryable: false,
    sentence: 'This idempotency key was used before with another body. Use a new key for a new request.',
  },
  forgotten: {
    status: 410,
    isRetryable: false,
    sentence: 'This key belongs to a fact whose content was erased for privacy.',
  },
  // Customers
  customer_not_found: { status: 404, isRetryable: false, sentence: 'There is no customer {customer}.' },
  customer_exists: {
    status: 409,
    isRetryable: false,
    sentence: 'A customer with the identifier {identifier} exists. Update it, or use upsert.',
  },
  customer_deleted: {
    status: 404,
    isRetryable: false,
    sentence: 'The customer {customer} was deleted. It can be restored within 30 days.',
  },
  customer_suspended: {
    status: 422,
    isRetryable: false,
    sentence: 'The account of this customer is {status}: points cannot be spent, held or transferred.',
  },
  not_restorable: {
    status: 409,
    isRetryable: false,
    sentence: 'Only customers deleted within the last 30 days can be restored.',
  },
  email_taken: {
    status: 409,
    isRetryable: false,
    sentence: 'Another customer has this e-mail address. Each address belongs to one customer.',
  },
  identifier_taken: {
    status: 409,
    isRetryable: false,
    sentence: 'The identifier {identifier} belongs to another customer.',
  },
  identifier_ambiguous: {
    status: 409,
    isRetryable: false,
    sentence: 'Several customers have the identifier value {value}; name its type, one of {types}.',
  },
  too_young: { status: 422, isRetryable: false, sentence: 'Customers must be at least {minimum_age} years old.' },
  unknown_attribute: { status: 422, isRetryable: false, sentence: 'The programme declares no attribute {attribute}.' },
  invalid_attribute: { status: 422, isRetryable: false, sentence: 'The attribute {attribute} must be {expected}.' },
  opted_out: { status: 422, isRetryable: false, sentence: 'This customer has opted out of the programme.' },
  // Events
  unknown_event: { status: 422, isRetryable: false, sentence: 'The programme declares no event {event}.' },
  invalid_property: {
    status: 422,
    isRetryable: false,
    sentence: 'The property {property} of the event {event} must be {expected}.',
  },
  too_late: {
    status: 422,
    isRetryable: false,
    sentence: 'This happened more than {lateness} ago. Older facts come in by import, or with history: true.',
  },
  in_the_future: {
    status: 422,
    isRetryable: false,
    sentence: 'This is dated more than 5 minutes ahead. Check the clock of the sender.',
  },
  cascade_too_deep: {
    status: 422,
    isRetryable: false,
    sentence: 'Rules set each other off without end, last {rule}. Nothing was changed; the rule needs a limit.',
  },
  // Points
  unknown_account: { status: 422, isRetryable: false, sentence: 'The programme has no point account {account}.' },
  unknown_source: { status: 422, isRetryable: false, sentence: 'The programme has no point source {source}.' },
  source_not_linked: {
    status: 422,
    isRetryable: false,
    sentence: 'The point source {source} is not linked to the account {account}.',
  },
  source_limit_reached: {
    status: 422,
    isRetryable: false,
    sentence: 'The point source {source} has reached its limit.',
  },
  max_balance_reached: {
    status: 422,
    isRetryable: false,
    sentence: 'The account {account} is at its highest balance of {max_balance}.',
  },
  no_default_account: { status: 422, isRetryable: false, sentence: 'The programme has no default account; name one.' },
  insufficient_points: {
    status: 422,
    isRetryable: false,
    sentence: 'The customer has {available} points available, {amount} are needed.',
  },
  spending_not_allowed: {
    status: 422,
    isRetryable: false,
    sentence: 'Points of the account {account} cannot be spent.',
  },
  spend_too_small: {
    status: 422,
    isRetryable: false,
    sentence: 'At least {minimum} points of the account {account} must be spent at once.',
  },
  spend_not_in_steps: {
    status: 422,
    isRetryable: false,
    sentence: 'Points of the account {account} are spent in steps of {step}.',
  },
  hold_not_found: { status: 404, isRetryable: false, sentence: 'There is no hold {hold}.' },
  hold_not_open: { status: 409, isRetryable: false, sentence: 'The hold {hold} is {status} already.' },
  hold_expired: {
    status: 409,
    isRetryable: false,
    sentence: 'The hold {hold} ended at {expires_at}; its points were released.',
  },
  hold_exceeded: {
    status: 422,
    isRetryable: false,
    sentence: 'The hold {hold} covers {held} points, {amount} were asked for.',
  },
  entry_not_found: { status: 404, isRetryable: false, sentence: 'The customer has no deposit or spend {entry}.' },
  not_reversible: { status: 409, isRetryable: false, sentence: 'Of {entry} only {left} points can still be reversed.' },
  same_account: { status: 422, isRetryable: false, sentence: 'A transfer needs two different accounts or customers.' },
  // Tiers
  unknown_tier_system: { status: 422, isRetryable: false, sentence: 'The programme has no tier system {system}.' },
  unknown_tier_level: { status: 422, isRetryable: false, sentence: 'The tier system {system} has no level {level}.' },
  tier_unchanged: { status: 409, isRetryable: false, sentence: 'The customer is at {level} already.' },
  // Campaigns
  unknown_campaign: { status: 404, isRetryable: false, sentence: 'The programme has no campaign {campaign}.' },
  campaign_completed: {
    status: 409,
    isRetryable: false,
    sentence: 'The campaign {campaign} is completed for this customer already.',
  },
  campaign_state: {
    status: 409,
    isRetryable: false,
    sentence: 'The campaign {campaign} is in the state {state}, in which it cannot be changed like this.',
  },
  same_approver: {
    status: 403,
    isRetryable: false,
    sentence: 'The campaign {campaign} was submitted with this key. Somebody with another key has to approve it.',
  },
  not_opt_in: { status: 409, isRetryable: false, sentence: 'The campaign {campaign} needs no opt-in.' },
  ...PROMO_CODES,
  ...CARD_CODES,
  // Messages and providers
  message_not_found: {
    status: 404,
    isRetryable: false,
    sentence: 'There is no message {message}: none of that id, or dropped because it is old.',
  },
  message_state: {
    status: 409,
    isRetryable: false,
    sentence: 'The message {message} is {status}, so there is nothing to {step}.',
  },
  unknown_message: { status: 404, isRetryable: false, sentence: 'The programme has no message {message}.' },
  message_not_rendered: {
    status: 422,
    isRetryable: false,
    sentence: 'The message {message} cannot be made for this customer: {reason}.',
  },
  unknown_provider: { status: 404, isRetryable: false, sentence: 'The programme has no provider {provider}.' },
  access_unreadable: {
    status: 409,
    isRetryable: false,
    sentence:
      'What is stored for {provider} was sealed under a key that is not known here. Put LAUREL_SECRET_KEY right, or delete it first.',
  },
  ...SYNC_CODES,
  // Programme and runs
  programme_invalid: {
    status: 422,
    isRetryable: false,
    sentence: 'The programme has errors; `errors` names file, path and what was expected.',
  },
  programme_missing: {
    status: 503,
    isRetryable: true,
    sentence: 'No programme is live yet. Apply one with `npx laurel apply DIR`.',
  },
  programme_changed: {
    status: 409,
    isRetryable: true,
    sentence: 'Version {live} went live after this plan was made for version {planned}. Plan again.',
  },
  ...DRAFT_CODES,
  programme_in_use: {
    status: 409,
    isRetryable: false,
    sentence: 'The programme drops {what}, which customers still hold. Say where it goes first.',
  },
  run_in_progress: { status: 409, isRetryable: true, sentence: 'The run {run} is in progress already.' },
  import_invalid: { status: 422, isRetryable: false, sentence: 'The file cannot be imported: {reason}' },
  decision_not_found: { status: 404, isRetryable: false, sentence: 'The customer has no decision {decision}.' },
} as const satisfies { [code: string]: Definition };

export type Code = keyof typeof CODES;
/** The domain refuses with the same codes that the API answers. */
export type RefusalCode = Code;

export function sentenceOf(code: Code, detail: { readonly [key: string]: unknown }): string {
  return CODES[code].sentence.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = detail[key];
    if (value === undefined || value === null) return whole;
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}
