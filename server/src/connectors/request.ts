// Parts of requests that several connectors make: addresses, authorization, data for the provider's own templates.

import type { Json, JsonObject } from '../domain/facts.ts';
import { isoText } from '../domain/time.ts';
import type { Access, Prepared, PreparedRequest, ProviderSettings, RenderedMessage } from './connector.ts';
import { isObject } from './json-reader.ts';
import { textSetting } from './settings.ts';

const JSON_TYPE = 'application/json';

export function refuse(reason: string): Prepared {
  return { ok: false, reason };
}

export function postJson(url: string, body: Json, headers: PreparedRequest['headers'] = {}): Prepared {
  const request: PreparedRequest = {
    method: 'POST',
    url,
    headers: { 'content-type': JSON_TYPE, accept: JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  };
  return { ok: true, request };
}

/** An address below the provider's: the one that is set, or its own. User and query of a set one are left out: see `withSecrets`. */
export function under(access: Access, fallback: string | null, path: string): string | null {
  const base = URL.parse(access.url ?? fallback ?? '');
  return base === null ? null : `${base.protocol}//${base.host}${base.pathname.replace(/\/+$/, '')}${path}`;
}

/** The address as it is called, with what the stored one leaves out. */
export function withSecrets(url: string, access: Access): string {
  if (access.url === null || !access.url.includes('?')) return url;
  const full = new URL(url);
  const given = URL.parse(access.url);
  for (const [name, value] of given?.searchParams ?? []) full.searchParams.append(name, value);
  return full.href;
}

/** `user:password` */
export function basic(pair: string): { readonly authorization: string } {
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** What the provider's own template is filled with: the variant's body, or without one every variable. */
export function templateData(message: RenderedMessage): JsonObject {
  if (isObject(message.body)) return message.body;
  return { ...message.variables, message: { id: message.id, created_at: isoText(message.createdAt) } };
}

/** Under which id the provider knows the customer. */
export function customerKey(message: RenderedMessage): string {
  return message.recipient.externalId ?? message.recipient.customerId;
}

/** The recipient's address, if it is exactly one: `a@b.c, d@e.f` would write to two people. */
export function emailOf(message: RenderedMessage): string | null {
  const { email } = message.recipient;
  return email !== null && /^[^\s,;:<>()"[\]\\]+@[^\s,;:<>()"[\]\\@]+$/.test(email) ? email : null;
}

export const NO_EMAIL = 'the customer has no e-mail address that a message can go to';

export function nameOf(message: RenderedMessage): string | null {
  const { firstName, lastName } = message.recipient;
  const name = [firstName, lastName].filter((part) => part !== null && part !== '').join(' ');
  return name === '' ? null : name;
}

/**
 * The headers by which mail clients offer to unsubscribe, for marketing messages where the settings say how. In the address
 * `{message_id}` and `{customer_id}` are filled in; with https the click alone is enough (RFC 8058).
 */
export function unsubscribeHeaders(
  message: RenderedMessage,
  settings: ProviderSettings,
): { readonly [name: string]: string } {
  if (message.purpose !== 'marketing') return {};
  const url = textSetting(settings, 'unsubscribe_url')
    ?.replaceAll('{message_id}', encodeURIComponent(message.id))
    .replaceAll('{customer_id}', encodeURIComponent(message.recipient.customerId));
  const mailbox = textSetting(settings, 'unsubscribe_mailto');
  const ways = [url, mailbox === null ? undefined : `mailto:${mailbox}?subject=${message.id}`];
  const given = ways.filter((way) => way !== undefined && /^[!-;=?-~]+$/.test(way));
  if (given.length === 0) return {};
  const oneClick = url?.startsWith('https://') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {};
  return { 'List-Unsubscribe': given.map((way) => `<${way}>`).join(', '), ...oneClick };
}

export const UNSUBSCRIBE_SETTINGS = {
  unsubscribe_url: { type: 'text', about: 'where a click unsubscribes, such as https://shop.example/u?m={message_id}' },
  unsubscribe_mailto: { type: 'text', about: 'the mailbox that takes unsubscriptions' },
} as const;
