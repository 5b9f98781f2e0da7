// What statuses and kinds of promo lists, batches and codes are called.
import type { Schemas } from '@laurel/sdk';
import type { StatusWord } from '../parts/status.tsx';

type PromoList = Schemas['PromoList'];

export const LIST_STATUSES: Readonly<Record<PromoList['status'] | 'draft', StatusWord>> = {
  active: { word: 'Active', tone: 'good' },
  pending: { word: 'Pending', tone: 'quiet' },
  paused: { word: 'Paused', tone: 'warn' },
  completed: { word: 'Completed', tone: 'quiet' },
  draft: { word: 'Draft', tone: 'warn' },
};

export const KINDS: Readonly<Record<PromoList['kind'], string>> = {
  single_use: 'Single use, made here',
  third_party: 'Single use, uploaded',
  multi_use: 'One code for everybody',
};

export const BATCH_STATUSES: Readonly<Record<Schemas['PromoGeneration']['status'], StatusWord>> = {
  waiting: { word: 'Waiting', tone: 'quiet' },
  running: { word: 'Running', tone: 'warn' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelling: { word: 'Being taken back', tone: 'warn' },
  cancelled: { word: 'Taken back', tone: 'quiet' },
};

export const CODE_STATUSES: Readonly<Record<Schemas['PromoCode']['status'], StatusWord>> = {
  free: { word: 'Free', tone: 'good' },
  assigned: { word: 'Assigned', tone: 'warn' },
  claimed: { word: 'Claimed', tone: 'quiet' },
  cancelled: { word: 'Cancelled', tone: 'bad' },
};
