// What every connector is: it turns a rendered message into one provider's request, sends it, and says what the answer means.
// Queues, retries, limits and logs are the delivery's; a connector keeps no state.

import type { Json, JsonObject } from '../domain/facts.ts';
import type { Channel, VariantDefinition } from '../domain/programme/schema-messages.ts';
import type { Instant } from '../domain/time.ts';

/** A rendered message, as it is frozen at its first attempt: every retry sends the same bytes under the same id. */
export type RenderedMessage = {
  /** Stable across attempts; receivers drop what they have seen. */
  readonly id: string;
  readonly channel: Channel;
  readonly purpose: 'programme' | 'marketing';
  readonly templateId: string | null;
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** The variant's own body for webhooks, rendered; null where the connector makes its own. */
  readonly body: Json;
  readonly recipient: {
    readonly customerId: string;
    readonly externalId: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly firstName: string | null;
    readonly lastName: string | null;
  };
  /** All that a template may use (customer, event, campaign, outcome, outcomes), for providers that render themselves. */
  readonly variables: JsonObject;
  readonly createdAt: Instant;
};

/** Address and secrets of a provider, from settings or the encrypted store; never logged, never returned. */
export type Access = {
  /** Null: the provider's own address, where it has one for everybody. */
  readonly url: string | null;
  readonly key: string | null;
  /** For webhooks `whsec_…` signing secrets, the newest first: all of them sign while keys are rotated. */
  readonly secrets: readonly string[];
};

export type AccessPart = 'url' | 'key' | 'secret';

export type ProviderSettings = { readonly [name: string]: string | number | boolean };

/**
 * What is sent, ready to be stored and shown: authorization and signatures are added at each attempt, and so are the
 * user and the query of an address, where secrets hide. Where a provider is not spoken to over HTTP, `url` and `body` are
 * its address and its message all the same.
 */
export type PreparedRequest = {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** Not `ok`: this message can never be sent by this provider, such as an e-mail to somebody without an address. */
export type Prepared =
  | { readonly ok: true; readonly request: PreparedRequest }
  | { readonly ok: false; readonly reason: string };

export type Attempt = {
  readonly status: number | null;
  /** At most a few kilobytes of the answer, for the delivery log. */
  readonly response: string;
  readonly result: AttemptResult;
};

export type AttemptResult =
  | { readonly kind: 'delivered'; readonly reference: string | null }
  /** Try again, not before `afterMs` where the provider named a time. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs: number | null }
  /** Never try again: the message itself is refused. */
  | { readonly kind: 'dead'; readonly reason: string }
  /** The connection as a whole is refused (credentials, account, 410): stop sending and tell somebody. */
  | { readonly kind: 'pause'; readonly reason: string };

/**
 * What came back about a message: becomes an event on the customer. `reference` is the one that `delivered` gave; where a
 * callback names both, later ones of this provider name the reference alone.
 */
export type Engagement = {
  readonly messageId: string | null;
  readonly reference: string | null;
  readonly kind: 'delivered' | 'opened' | 'clicked' | 'bounced' | 'spam' | 'unsubscribed' | 'failed';
  readonly at: Instant | null;
  readonly detail: JsonObject;
};

export type SendContext = {
  readonly access: Access;
  readonly settings: ProviderSettings;
  readonly now: Instant;
  readonly timeoutMs: number;
  /** Sends over HTTP with the address checked, redirects refused and the body bounded; SMTP brings its own. */
  readonly http: HttpSender;
  /** For what is not HTTP: the address of a host, checked; connect to exactly this one. */
  readonly resolve: (host: string) => Promise<string>;
  /**
   * Where the provider may report to, for those that are told with each message. It is a secret: it is put in when a message
   * is sent, and never frozen or shown. Null or left out: the provider cannot reach us.
   */
  readonly callbackUrl?: string | null;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** Rejects with a `SendError` when no answer came. */
export type HttpSender = (
  request: Omit<PreparedRequest, 'method'> & {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly timeoutMs: number;
    /** Of an answer so much is read; left out: enough for what a provider says of one message. */
    readonly answerBytesMax?: number;
  },
) => Promise<HttpAnswer>;

/** What a provider says when it is asked what became of a message. */
export type ReportAnswer =
  | { readonly kind: 'told'; readonly engagement: Engagement }
  | { readonly kind: 'pending' }
  /** It does not know the message (any more). */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Ask nothing for a while. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs: number | null };

/** Of providers that take a message at once and decide on it later. */
export type Reports = {
  readonly perSecond: number;
  /** Whether this request is one whose outcome can be asked for. */
  isFor(request: Pick<PreparedRequest, 'url'>): boolean;
  ask(
    message: { readonly id: string; readonly reference: string; readonly request: Pick<PreparedRequest, 'url'> },
    context: SendContext,
  ): Promise<ReportAnswer>;
};

/** A limit of its own for some requests of a provider. */
export type Rate = { readonly name: string; readonly perSecond: number };

export type Connector = {
  readonly name: string;
  /** Limits that the provider documents, used where the programme sets none. */
  readonly defaults: { readonly perSecond: number | null; readonly concurrency: number };
  /** What must be set before this provider can be reached; until then its messages go to the tray. */
  readonly needs: readonly AccessPart[];
  /** What is missing or wrong in a provider's settings, in sentences; checked at publish. */
  check(settings: ProviderSettings): readonly string[];
  /** What a variant lacks for this provider, such as a subject; checked at publish. */
  checkVariant(variant: VariantDefinition, settings: ProviderSettings, channel: Channel): readonly string[];
  /** Deterministic: the same message gives the same bytes. */
  prepare(message: RenderedMessage, context: Pick<SendContext, 'access' | 'settings'>): Prepared;
  send(request: PreparedRequest, message: Pick<RenderedMessage, 'id'>, context: SendContext): Promise<Attempt>;
  /** Reads a provider's callback; empty when it tells nothing of ours. */
  readCallback(callback: {
    readonly headers: { readonly [name: string]: string };
    readonly body: string;
  }): readonly Engagement[];
  readonly reports?: Reports;
  /** For requests with a limit below the others': they wait for it, and what is behind them waits too. */
  rateOf?(request: Pick<PreparedRequest, 'url'>): Rate | null;
};
