// What goes wrong, in the words of the SessionM API: a lower-snake-case code and the HTTP status that its clients expect.
// Business errors travel with status 200; only what the contract names, and faults of transport, have another.
import { type Code, sentenceOf } from '../../domain/codes.ts';
import type { JsonObject } from '../../domain/facts.ts';

/** What was wrong, by field: `{ dob: ['must be …'] }`. */
export type Details = { readonly [field: string]: readonly string[] };

export class SessionmError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Details | null;
  readonly retryAfterS: number | null;

  constructor(
    code: string,
    message: string,
    more: { status?: number; details?: Details | null; retryAfterS?: number | null } = {},
  ) {
    super(message);
    this.name = 'SessionmError';
    this.code = code;
    this.status = more.status ?? 200;
    this.details = more.details ?? null;
    this.retryAfterS = more.retryAfterS ?? null;
  }
}

type Wire = { readonly code: string; readonly status?: number; readonly field?: (detail: JsonObject) => string };

const validation = (field: string): Wire => ({ code: 'validation', field: () => field });

/** Codes of ours that SessionM has a word or a status for. All others keep their name and travel with 200. */
const WIRE_CODES: { readonly [code in Code]?: Wire } = {
  malformed_json: { code: 'validation', status: 400 },
  payload_too_large: { code: 'argument_error', status: 413 },
  batch_too_large: { code: 'argument_error', status: 413 },
  unsupported_media_type: { code: 'argument_error', status: 415 },
  not_found: { code: 'not_found', status: 404 },
  unauthorized: { code: 'invalid_auth_token', status: 401 },
  forbidden: { code: 'access_denied', status: 401 },
  rate_limited: { code: 'rate_limited', status: 429 },
  overloaded: { code: 'not_available', status: 503 },
  unavailable: { code: 'not_available', status: 503 },
  programme_missing: { code: 'not_available', status: 503 },
  internal: { code: 'internal_server_error', status: 500 },
  fact_rejected: { code: 'validation' },
  customer_not_found: { code: 'user_not_found', status: 404 },
  customer_merged: { code: 'user_not_found', status: 404 },
  customer_deleted: { code: 'user_not_found', status: 404 },
  customer_exists: validation('external_id'),
  identifier_taken: validation('external_id'),
  identifier_ambiguous: { code: 'argument_error', field: () => 'external_id' },
  email_taken: validation('email'),
  too_young: validation('dob'),
  unknown_attribute: { code: 'validation', field: (detail) => `user_profile.${String(detail.attribute)}` },
  invalid_attribute: { code: 'validation', field: (detail) => `user_profile.${String(detail.attribute)}` },
  invalid_property: { code: 'validation', field: (detail) => `context.${String(detail.property)}` },
  too_late: validation('date'),
  in_the_future: validation('date'),
  unknown_event: { code: 'not_found' },
  opted_out: { code: 'requires_registered_user' },
  customer_suspended: { code: 'not_available' },
  unknown_account: { code: 'invalid_point_account' },
  unknown_source: { code: 'invalid_point_source' },
  source_not_linked: { code: 'point_account_not_linked' },
  source_limit_reached: { code: 'point_source_restriction_exceeded' },
  max_balance_reached: { code: 'max_balance_exceeded' },
  transaction_not_found: { code: 'not_found', status: 404 },
  transaction_line_not_found: validation('items'),
  note_not_found: { code: 'not_found', status: 404 },
  unknown_promo_list: { code: 'not_found', status: 404 },
  unknown_campaign: { code: 'not_found', status: 404 },
  unknown_offer: { code: 'not_found' },
  unknown_tier_system: { code: 'invalid_tier_system' },
  unknown_tier_level: { code: 'invalid_tier_level' },
};

export function translated(code: Code, detail: JsonObject = {}, retryAfterS: number | null = null): SessionmError {
  const wire = WIRE_CODES[code];
  const sentence = sentenceOf(code, detail);
  return new SessionmError(wire?.code ?? code, sentence, {
    status: wire?.status ?? 200,
    details: wire?.field === undefined ? null : { [wire.field(detail)]: [sentence] },
    retryAfterS,
  });
}

export function missing(field: string): SessionmError {
  return new SessionmError('missing_data', `${field} is required.`, { details: { [field]: ['is required'] } });
}

export function invalid(details: Details): SessionmError {
  const sentences = Object.entries(details).map(([field, problems]) => `${field} ${problems.join(', ')}.`);
  return new SessionmError('validation', sentences.join(' '), { details });
}

export function badArgument(field: string, problem: string): SessionmError {
  return new SessionmError('argument_error', `${field} ${problem}.`, { details: { [field]: [problem] } });
}
