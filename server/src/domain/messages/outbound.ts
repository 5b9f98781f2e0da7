// A message on its way out: what it refers to and the variables fixed when it was decided. Rendering and sending come later.

import type { JsonObject } from '../facts.ts';
import type { Instant } from '../time.ts';

export type OutboundMessage = {
  readonly id: string;
  /** Name of the message in the programme; its variant for the provider is rendered at the first attempt, then frozen. */
  readonly message: string;
  readonly provider: string;
  readonly purpose: 'programme' | 'marketing';
  readonly rule: string;
  /** Not before. */
  readonly dueAt: Instant;
  /** Waits for this attribute to have a value, until then at the latest. */
  readonly until: { readonly attribute: string; readonly latest: Instant } | null;
  /** Event, campaign and outcomes as they were decided; the customer is read when the message is rendered. */
  readonly variables: JsonObject;
};
