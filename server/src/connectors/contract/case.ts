// What the contract suite knows of each connector: a message, the request that must arrive, answers and what they mean, callbacks
// and what they tell. The suite itself is in `contract.test.ts`.

import type { Json, JsonObject } from '../../domain/facts.ts';
import type { VariantDefinition } from '../../domain/programme/schema-messages.ts';
import type { Access, AttemptResult, Connector, Engagement, ProviderSettings, RenderedMessage } from '../connector.ts';

export type ContractCase = {
  readonly connector: Connector;
  readonly settings: ProviderSettings;
  /** With the address of the receiver. */
  readonly access: (base: string) => Access;
  readonly message: RenderedMessage;
  /** What arrives; null for connectors that send nothing. */
  readonly arrives: {
    readonly path: string;
    /** Beside those that every request has. */
    readonly headers: { readonly [name: string]: string };
    /** JSON as it is, forms as the object of their fields. */
    readonly body: Json;
  } | null;
  readonly accepted: {
    readonly status: number;
    readonly headers?: { readonly [name: string]: string };
    readonly body: string;
  };
  readonly reference: string | null;
  /** Other messages or settings, and the request that they become. */
  readonly variations?: readonly {
    readonly title: string;
    readonly message?: Partial<RenderedMessage>;
    readonly settings?: ProviderSettings;
    readonly path: string;
    readonly body: Json;
  }[];
  /** Answers that mean something else here than everywhere. */
  readonly judgements?: readonly {
    readonly answer: {
      readonly status: number;
      readonly headers?: { readonly [name: string]: string };
      readonly body: string;
    };
    readonly result: AttemptResult;
  }[];
  readonly refusals: readonly {
    readonly message: Partial<RenderedMessage>;
    readonly settings?: ProviderSettings;
    readonly reason: string;
  }[];
  readonly callbacks: readonly { readonly body: string; readonly tells: readonly Engagement[] }[];
  /** What is said of no settings at all. */
  readonly missing: readonly string[];
  readonly badVariant: { readonly variant: VariantDefinition; readonly problem: string } | null;
};

export const ID = '019e0ee1-7c00-7abc-8def-0123456789ab';
export const CREATED_AT = Date.UTC(2026, 4, 10, 4, 0, 0);
export const KEY = 'key-5f3a9c';
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const VARIABLES: JsonObject = {
  customer: { id: 'c-1', first_name: 'Jane' },
  outcome: { points: { amount: 200 }, offer: null },
};

export const MESSAGE: RenderedMessage = {
  id: ID,
  channel: 'email',
  purpose: 'marketing',
  templateId: 'birthday-1',
  subject: 'Happy birthday',
  text: 'Dear Jane, 200 points',
  html: '<p>Dear Jane, 200 points</p>',
  body: { first_name: 'Jane', points: 200 },
  recipient: {
    customerId: '7f0d2d3c-3f6c-4b4e-9f2f-0f8f4a1f0001',
    externalId: 'M-1001',
    email: 'jane@example.com',
    phone: '+15550100',
    firstName: 'Jane',
    lastName: 'Doe',
  },
  variables: VARIABLES,
  createdAt: CREATED_AT,
};

export const NOBODY: RenderedMessage['recipient'] = {
  ...MESSAGE.recipient,
  externalId: null,
  email: null,
  phone: null,
};

/** Two people in one address must not both get it. */
export const TWO_ADDRESSES: RenderedMessage['recipient'] = {
  ...MESSAGE.recipient,
  email: 'jane@example.com,eve@example.com',
};

export function engagement(parts: Partial<Engagement> & Pick<Engagement, 'kind'>): Engagement {
  return { messageId: ID, reference: null, at: CREATED_AT, detail: {}, ...parts };
}

export const SECONDS = CREATED_AT / 1_000;
export const ISO = '2026-05-10T04:00:00Z';
export const ISO_MS = '2026-05-10T04:00:00.000Z';

/** For connectors that understand our own form of callbacks. */
export const PLAIN_CALLBACK = {
  body: JSON.stringify({
    events: [
      { message_id: ID, kind: 'opened', at: ISO, detail: { client: 'app' } },
      { message_id: 'x', kind: 'opened' },
    ],
  }),
  tells: [engagement({ kind: 'opened', detail: { client: 'app' } })],
};
