// What the contract suite knows of each sync connector: how it is reached, the requests that must arrive, and how the platform
// refuses one of many. The suite itself is in `../contract.test.ts`.

import type { Json, JsonObject } from '../../../domain/facts.ts';
import type { FieldKey } from '../../../domain/sync/fields.ts';
import type { Person } from '../../../domain/sync/mapping.ts';
import type { Access } from '../../connector.ts';
import type { Answer, Arrived } from '../../contract/receiver.ts';
import type { Leaver, PersonResult, SentEvent, SyncConnector } from '../sync-connector.ts';

/** POST where nothing is said, and null for no body. */
export type Expected = { readonly method?: string; readonly path: string; readonly body: Json };

export type SyncCase = {
  readonly connector: SyncConnector;
  readonly access: (base: string) => Access;
  readonly headers: { readonly [name: string]: string };
  /** What taking them looks like, and what is made of it for JANE and EVE. */
  readonly accepted: Answer;
  readonly results: readonly [PersonResult, PersonResult];
  /** Of JANE and EVE; of their events; of Jane's old addresses; of Eve's tag taken off; of Jane forgotten, and deleted. */
  readonly upsert: readonly Expected[];
  readonly events: readonly Expected[];
  readonly contacts: readonly Expected[];
  readonly untag: readonly Expected[];
  readonly erase: readonly Expected[];
  readonly delete: readonly Expected[];
  readonly check: readonly Expected[];
  /** What a right key meets with there. */
  readonly checkAnswer: Answer;
  /** How the platform answers a request in which something of EVE's is wrong, and in what words. */
  readonly refuses: (arrived: Arrived) => Answer;
  readonly refusal: { readonly code: string; readonly reason: string };
  /** Of an event, where it is said otherwise. */
  readonly eventReason?: string;
  /** Where one request has many: how it refuses all without saying which one is to blame. */
  readonly refusesAll: { readonly answer: Answer; readonly areEventsHalved: boolean } | null;
  /** What says when requests are taken again, and in how many milliseconds from NOW that is. */
  readonly busy: { readonly headers: { readonly [name: string]: string }; readonly afterMs: number };
  /** Targets that no field may have. */
  readonly reserved: readonly string[];
};

export const NOW = Date.UTC(2026, 4, 10, 4, 0, 0);
const AT = '2026-05-10T03:59:00.000Z';
export const EVENT_IDS = ['019e0ee1-7c00-7abc-8def-0123456789ab', '019e0ee1-7c00-7abc-8def-0123456789ac'] as const;
export const EVENT_TIME = { iso: AT, seconds: Date.parse(AT) / 1_000 };

export const JANE: Person = {
  customerId: '7f0d2d3c-3f6c-4b4e-9f2f-0f8f4a1f0001',
  key: 'M-1001',
  email: 'jane@example.com',
  phone: '+15550100',
  standard: { first_name: 'Jane', last_name: null },
  custom: { loyalty_available_points: 120.5, loyalty_next_tier: null, loyalty_opt_in_status: true },
  isMember: true,
};
export const EVE: Person = {
  customerId: '7f0d2d3c-3f6c-4b4e-9f2f-0f8f4a1f0002',
  key: 'M-1002',
  email: null,
  phone: null,
  standard: { first_name: 'Eve', last_name: 'Doe' },
  custom: { loyalty_available_points: 0, loyalty_next_tier: 'Gold', loyalty_opt_in_status: false },
  isMember: false,
};

export const EVENTS: readonly [SentEvent, SentEvent] = [
  {
    id: EVENT_IDS[0],
    customerId: JANE.customerId,
    key: JANE.key,
    event: 'point_accrual',
    at: Date.parse(AT),
    properties: { points: 10, balance: 120.5, on_hold: false },
  },
  {
    id: EVENT_IDS[1],
    customerId: EVE.customerId,
    key: EVE.key,
    event: 'tier_upgrade',
    at: Date.parse(AT),
    properties: { system: 'main', to_tier: 'Gold' },
  },
];

export function leaver({ customerId, key }: Person, emails: readonly string[] = []): Leaver {
  return { customerId, key, contacts: { emails, phones: [] } };
}

export function isAbout({ body }: Arrived, { key }: Person): boolean {
  return body.includes(`"${key}"`);
}

/** The fields that are left of a mapping before it is cleared. */
export const CLEARED: readonly FieldKey[] = ['first_name', 'available_points', 'next_tier'];

export function clearedTo(
  value: Json,
  targets: readonly string[] = ['loyalty_available_points', 'loyalty_next_tier'],
): JsonObject {
  return Object.fromEntries(targets.map((target) => [target, value]));
}
