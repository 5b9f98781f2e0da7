// How a sync, its lanes, its customers and its events are called, and how that looks.
import type { Schemas } from '@laurel/sdk';
import type { StatusWord } from '../parts/status.tsx';

export type Connection = Schemas['SyncConnection'];
export type SyncStatus = Schemas['SyncStatus'];
export type CustomerState = Schemas['SyncedCustomer']['status'];
export type SetAsideState = Schemas['SyncSetAsideEvent']['status'];

export const CONNECTION_STATES: { readonly [status in Connection['status']]: StatusWord } = {
  new: { word: 'not set up', tone: 'quiet' },
  running: { word: 'running', tone: 'good' },
  paused: { word: 'paused', tone: 'warn' },
};

export const LANES: { readonly [lane in SyncStatus['lanes'][number]['lane']]: string } = {
  profiles: 'Profiles',
  events: 'Events',
};

/** In the order in which somebody looks at them. */
export const CUSTOMER_STATES = ['synced', 'pending', 'failed', 'left', 'erased'] as const;
export const CUSTOMER_WORDS: { readonly [status in CustomerState]: StatusWord } = {
  synced: { word: 'in step', tone: 'good' },
  pending: { word: 'to be sent', tone: 'warn' },
  failed: { word: 'refused', tone: 'bad' },
  left: { word: 'opted out', tone: 'quiet' },
  erased: { word: 'erased', tone: 'quiet' },
};

export const SET_ASIDE_STATES = ['dead', 'waiting', 'expired'] as const;
export const SET_ASIDE_WORDS: { readonly [status in SetAsideState]: StatusWord } = {
  dead: { word: 'refused', tone: 'bad' },
  waiting: { word: 'waits for its customer', tone: 'warn' },
  expired: { word: 'too old', tone: 'quiet' },
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Such as `12 s`, `3 min`, `2 h 10 min`: as exactly as one asks. */
export function durationInWords(seconds: number): string {
  if (seconds < MINUTE) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < HOUR) return `${Math.round(seconds / MINUTE)} min`;
  if (seconds >= DAY) return `${Math.floor(seconds / DAY)} d ${Math.round((seconds % DAY) / HOUR)} h`;
  return `${Math.floor(seconds / HOUR)} h ${Math.round((seconds % HOUR) / MINUTE)} min`;
}
