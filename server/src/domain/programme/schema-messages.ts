// The schema of providers (where messages go) and messages (what is sent, with a variant for each provider).
// Addresses and secrets never stand here: they come from settings or from the encrypted store, by the provider's name.

import { z } from 'zod';
import {
  countSchema,
  limitSchema,
  nameSchema,
  spanSchema,
  TEXT_MAX,
  timeOfDaySchema,
  titleSchema,
} from './schema-basics.ts';

export const CONNECTORS = [
  'tray',
  'webhook',
  'smtp',
  'braze',
  'klaviyo',
  'sendgrid',
  'mailgun',
  'postmark',
  'twilio',
  'sfmc',
  'customerio',
  'infobip',
] as const;

/** What a message goes out on; each has its own consent to marketing. A `flow` puts the customer into a provider's journey. */
const CHANNELS = ['email', 'sms', 'push', 'whatsapp', 'flow', 'webhook'] as const;

const TEMPLATE_MAX = 100_000;
const templateSchema = z.string().max(TEMPLATE_MAX);

export const providerSchema = z.strictObject({
  title: titleSchema,
  connector: z.enum(CONNECTORS),
  /** What the connector needs beside address and secrets, such as a sender; each connector checks its own. */
  settings: z.record(nameSchema, z.union([z.string().max(TEXT_MAX), z.number(), z.boolean()])).default({}),
  concurrency: z.int().min(1).max(200).default(8),
  per_second: z.int().min(1).max(10_000).optional(),
  timeout_ms: z.int().min(100).max(60_000).default(10_000),
  /** Marketing messages wait through these hours of the customer's day. */
  quiet_hours: z.strictObject({ from: timeOfDaySchema, to: timeOfDaySchema }).optional(),
  /** At most so many marketing messages per customer. */
  cap: limitSchema.optional(),
  /** The interface agreed with the receiver, as JSON Schema; a variant that breaks it fails at publish. */
  contract: z.record(z.string().max(100), z.json()).optional(),
});

const variantSchema = z.strictObject({
  /** The provider's own template, where it has one. */
  template_id: z.string().max(200).optional(),
  subject: templateSchema.optional(),
  text: templateSchema.optional(),
  html: templateSchema.optional(),
  /** The body of a webhook: JSON whose texts are templates. */
  body: z.json().optional(),
});

export const messageSchema = z.strictObject({
  title: titleSchema,
  channel: z.enum(CHANNELS).default('email'),
  /** Programme messages need the programme opt-in; marketing ones need consent for their channel too. */
  purpose: z.enum(['programme', 'marketing']).default('marketing'),
  /** Waits this long, so that what follows the sign-up is at hand. */
  delay: spanSchema.optional(),
  /** Waits until the attribute has a value, at most so many minutes. */
  until: z.strictObject({ attribute: nameSchema, at_most_minutes: countSchema.max(1_440) }).optional(),
  variants: z.record(nameSchema, variantSchema),
});

export type Channel = (typeof CHANNELS)[number];
export type ProviderDefinition = z.output<typeof providerSchema>;
export type MessageDefinition = z.output<typeof messageSchema>;
export type VariantDefinition = z.output<typeof variantSchema>;
