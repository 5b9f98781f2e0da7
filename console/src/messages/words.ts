// What the states of messages, attempts and providers are called.
import type { Schemas } from '@laurel/sdk';
import type { StatusWord } from '../parts/status.tsx';

export const MESSAGE_STATUSES: Readonly<Record<Schemas['Message']['status'], StatusWord>> = {
  waiting: { word: 'Waiting', tone: 'warn' },
  delivered: { word: 'Delivered', tone: 'good' },
  tray: { word: 'In the tray', tone: 'quiet' },
  suppressed: { word: 'Suppressed', tone: 'quiet' },
  cancelled: { word: 'Cancelled', tone: 'quiet' },
  dead: { word: 'Dead letter', tone: 'bad' },
};

/** What the provider took may be refused by it afterwards, such as by a Moments flow. */
export const messageState = ({ status, report }: Pick<Schemas['Message'], 'status' | 'report'>): StatusWord =>
  status === 'delivered' && report === 'failed'
    ? { word: 'Refused afterwards', tone: 'bad' }
    : MESSAGE_STATUSES[status];

export const ATTEMPTS: Readonly<Record<Schemas['Delivery']['result'], StatusWord>> = {
  delivered: { word: 'Delivered', tone: 'good' },
  retry: { word: 'To be tried again', tone: 'warn' },
  dead: { word: 'Given up', tone: 'bad' },
  pause: { word: 'Paused the provider', tone: 'bad' },
};

export const PROVIDER_STATES: Readonly<Record<Schemas['Provider']['state'], StatusWord>> = {
  working: { word: 'Working', tone: 'good' },
  failing: { word: 'Failing', tone: 'bad' },
  paused: { word: 'Paused', tone: 'warn' },
  tray: { word: 'Kept in the tray', tone: 'quiet' },
};

export const CHANNEL_WORDS = {
  email: 'E-mail',
  sms: 'SMS',
  push: 'Push',
  whatsapp: 'WhatsApp',
  flow: 'Moments flow',
  webhook: 'Webhook',
} as const;

/** Consents may be on channels of the operator's own. */
export const channelWord = (channel: string): string =>
  Object.entries(CHANNEL_WORDS).find(([name]) => name === channel)?.[1] ?? channel;

/** Reasons are words of the contract, such as `frequency_cap`. */
export const reasonText = (reason: string | null): string => (reason === null ? '' : reason.replaceAll('_', ' '));
