// How each family of the SessionM API wraps what a handler gives, and what went wrong.
import type { SessionmError } from './errors.ts';

/** How a family of the API wraps what its handlers give, and what went wrong. */
export type Family = { readonly ok: (result: object) => object; readonly failed: (error: SessionmError) => object };

export const CORE_FAMILY: Family = {
  ok: (result) => ({ status: 'ok', ...result }),
  failed: ({ code, message, details }) => ({
    status: 'error',
    errors: { code, message, ...(details === null ? {} : { details }) },
  }),
};

export const CONNECT_FAMILY: Family = {
  ok: (payload) => ({ status: 'ok', errors: null, payload }),
  failed: ({ code, message, details, status }) => ({
    status: 'error',
    errors: {
      code,
      type: typeOf(status, code),
      message,
      raw_message: message,
      stack_trace: null,
      ...(details === null ? {} : { details }),
    },
    payload: null,
  }),
};

/** Tills look at `status` alone; what went wrong stands in `errors`. */
export const POS_FAMILY: Family = {
  ok: (result) => ({ status: 'OK', ...result }),
  failed: ({ code, message, details }) => ({
    status: 'ERROR',
    payload: null,
    errors: { error: { code, message }, validation_errors: details ?? {} },
  }),
};

function typeOf(status: number, code: string): string {
  if (status === 401) return 'authorization';
  if (status === 404) return 'not_found';
  if (status >= 429) return 'system';
  return code === 'validation' || code === 'missing_data' || code === 'argument_error' ? 'validation' : 'business';
}
