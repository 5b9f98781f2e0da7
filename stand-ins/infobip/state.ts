// What the stand-in's account holds: people, attributes, tags, definitions, events, flows, messages. It decides nothing.

import type { Json, JsonObject } from './json.ts';

export const DATA_TYPES = ['STRING', 'DECIMAL', 'INTEGER', 'BOOLEAN', 'DATE', 'DATE_TIME', 'LIST_OF_OBJECTS'] as const;
type DataType = (typeof DATA_TYPES)[number];

export type Attribute = {
  readonly name: string;
  readonly dataType: DataType;
  readonly objectSchema: JsonObject | null;
  readonly createdAt: number;
};

export type Tag = { readonly id: number; readonly name: string; readonly createdAt: number };

export type StoredPerson = {
  readonly id: number;
  externalId: string | null;
  type: string;
  /** firstName and the like; what is empty is null or not there. */
  standard: Record<string, string | null>;
  /** By the attribute's own spelling; what is empty is null or not there. */
  custom: Record<string, Json>;
  /** Preferred first. E-mail addresses in lower case. */
  emails: string[];
  phones: string[];
  tags: string[];
  readonly createdAt: number;
  modifiedAt: number;
};

export type DefinitionField = { readonly name: string; readonly type: string; readonly schema: Json };

export type Definition = {
  readonly definitionId: string;
  title: string;
  description: string;
  fields: DefinitionField[];
};

export type StoredEvent = {
  readonly eventId: string;
  readonly definitionId: string;
  readonly personId: number;
  readonly occurredTime: string;
  readonly properties: JsonObject;
};

type ParticipantStatus = 'PENDING' | 'ACCEPTED' | 'REJECTED';
export type Participant = {
  readonly identifyBy: JsonObject;
  readonly variables: JsonObject;
  status: ParticipantStatus;
  errorReason: string | null;
  personId: number | null;
};

export type Flow = {
  readonly campaignId: number;
  readonly name: string;
  isActive: boolean;
  /** What it asks for with each participant. */
  readonly variables: readonly string[];
  readonly canReenter: boolean;
  /** Makes people whom it does not know. */
  readonly takesUnknown: boolean;
  /** Who is in it. */
  readonly persons: Set<number>;
};

export type FlowOperation = {
  readonly operationId: string;
  readonly campaignId: number;
  readonly callbackData: string | null;
  readonly notifyUrl: string | null;
  readonly participants: Participant[];
};

export type StoredMessage = {
  readonly messageId: string;
  readonly channel: 'email' | 'sms' | 'whatsapp';
  readonly to: string;
  readonly body: JsonObject;
  readonly callbackData: string | null;
};

/** A request that was not valid by Infobip's specification. */
type Violation = { readonly request: string; readonly why: string };

export type State = {
  readonly persons: Map<number, StoredPerson>;
  readonly byExternalId: Map<string, number>;
  readonly byEmail: Map<string, number>;
  readonly byPhone: Map<string, number>;
  /** By name in lower case. */
  readonly attributes: Map<string, Attribute>;
  /** As bodies spell them, found once: there are thirty in each of a million people. */
  readonly spellings: Map<string, Attribute>;
  readonly tags: Map<string, Tag>;
  readonly definitions: Map<string, Definition>;
  /** By event id. Null where bodies are not kept. */
  readonly events: Map<string, StoredEvent | null>;
  /** How often an event came that was there already. */
  repeatedEvents: number;
  readonly flows: Map<number, Flow>;
  readonly operations: Map<string, FlowOperation>;
  readonly messages: Map<string, StoredMessage>;
  /** Requests answered, by operation, and by operation and status. */
  readonly requests: Map<string, number>;
  readonly answers: Map<string, number>;
  readonly violations: Violation[];
  /** Grows with every change, so that a page knows when to look again. */
  revision: number;
  lastId: number;
};

export function createState(): State {
  return {
    persons: new Map(),
    byExternalId: new Map(),
    byEmail: new Map(),
    byPhone: new Map(),
    attributes: new Map(),
    spellings: new Map(),
    tags: new Map(),
    definitions: new Map(),
    events: new Map(),
    repeatedEvents: 0,
    flows: new Map(),
    operations: new Map(),
    messages: new Map(),
    requests: new Map(),
    answers: new Map(),
    violations: [],
    revision: 0,
    lastId: 0,
  };
}

export function nextId(state: State): number {
  state.lastId += 1;
  return state.lastId;
}

export const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** As People writes instants: without milliseconds and zone. */
export const stamp = (at: number): string => new Date(at).toISOString().slice(0, 19);
