// Every operation that the stand-in carries out, by the specification's own id: its right, its documented rate, what it does.

import { type Answer, badRequest } from './answers.ts';
import { createAttribute, deleteAttribute, listAttributes, readAttribute } from './attributes.ts';
import type { Handler } from './call.ts';
import { createDefinition, listDefinitions, readDefinition, updateDefinition } from './definitions.ts';
import { NO_LIST, refuseEvents, sendEvent, sendEvents } from './events.ts';
import { addParticipants, readReport, removeParticipant } from './flows.ts';
import type { Limits } from './limits.ts';
import { MESSAGE_ROUTES } from './messages.ts';
import {
  batch,
  changeContacts,
  createPerson,
  deletePerson,
  matchPersons,
  readPersons,
  updatePerson,
} from './persons-v2.ts';
import type { Problem } from './specification.ts';
import { createTag, deleteTag, listTags, readTag, tagPersons } from './tags.ts';
import { MALFORMED, merge, refuseUpsert, upsert } from './upsert.ts';

export type Scope = 'people:manage' | 'people:read' | 'people:use' | 'flow:manage' | 'flow:read' | 'message:send';

export type Operation = {
  readonly scope: Scope;
  /** Requests a second and account; null where none is published. */
  readonly perSecond: number | null;
  readonly run: Handler;
  /** What a request is told that is wrong by its shape. */
  readonly refuse?: (problems: readonly Problem[]) => Answer;
  /** What is told to a body that is no JSON. */
  readonly malformed?: Answer;
  /** What is wrong inside items is refused item by item: where their properties begin. */
  readonly items?: RegExp;
};

const manage = (perSecond: number | null, run: Handler): Operation => ({ scope: 'people:manage', perSecond, run });
const read = (perSecond: number | null, run: Handler): Operation => ({ scope: 'people:read', perSecond, run });

const upserting = { refuse: refuseUpsert, malformed: MALFORMED, items: /^persons\[\d+\]/ };

export const OPERATIONS: { readonly [id: string]: Operation } = {
  ...Object.fromEntries(MESSAGE_ROUTES.map(({ id, scope, perSecond, run }) => [id, { scope, perSecond, run }])),
  'upsert-persons-partial': { ...manage(5, (call) => upsert(call, false)), ...upserting },
  'upsert-persons-full': { ...manage(5, (call) => upsert(call, true)), ...upserting },
  'merge-persons': { ...manage(5, merge), ...upserting },
  'create-a-new-person': manage(10, createPerson),
  'get-a-single-person-or-a-list-of-people': read(5, readPersons),
  'update-a-person': manage(5, (call) => updatePerson(call, true)),
  'partial-person-update': manage(5, (call) => updatePerson(call, false)),
  'delete-a-person': manage(5, deletePerson),
  'batch-people-create': manage(5, (call) => batch(call, 'create')),
  'batch-people-update': manage(5, (call) => batch(call, 'update')),
  'batch-people-delete': manage(5, (call) => batch(call, 'delete')),
  'add-person-contact-information': manage(5, (call) => changeContacts(call, 'add')),
  'set-person-contact-information': manage(5, (call) => changeContacts(call, 'replace')),
  'delete-person-contact-information': manage(5, (call) => changeContacts(call, 'remove')),
  'match-people-ids': read(15, matchPersons),
  'create-a-custom-attribute': manage(5, createAttribute),
  'get-a-list-of-custom-attributes': read(5, listAttributes),
  'get-a-single-custom-attribute': read(5, readAttribute),
  'delete-a-custom-attribute': manage(5, deleteAttribute),
  'create-a-new-tag': manage(5, createTag),
  'get-list-of-tags': read(5, listTags),
  'get-a-tag': read(5, readTag),
  'delete-a-tag': manage(5, deleteTag),
  'add-tag-to-people-batch': manage(5, (call) => tagPersons(call, true)),
  'remove-tag-from-people-batch': manage(5, (call) => tagPersons(call, false)),
  'create-event-definition': manage(null, createDefinition),
  'update-event-definition': manage(null, updateDefinition),
  'list-event-definitions': read(null, listDefinitions),
  'get-event-definition': read(null, readDefinition),
  'send-custom-events': {
    scope: 'people:use',
    perSecond: 5,
    run: sendEvents,
    refuse: refuseEvents,
    malformed: NO_LIST,
    items: /^\[\d+\]/,
  },
  'add-flow-participants': { scope: 'flow:manage', perSecond: 10, run: addParticipants },
  'get-flow-participants-added-report': { scope: 'flow:read', perSecond: 10, run: readReport },
  'remove-people-from-flow': { scope: 'flow:manage', perSecond: 10, run: removeParticipant },
  'send-custom-event': { scope: 'people:use', perSecond: 250, run: sendEvent },
};

export const DOCUMENTED_LIMITS: Limits = Object.fromEntries(
  Object.entries(OPERATIONS).flatMap(([id, { perSecond }]) => (perSecond === null ? [] : [[id, perSecond]])),
);

export const refuseShape = (problems: readonly Problem[]): Answer =>
  badRequest(problems.map(({ property, message }) => `${property} ${message}`.trim()).join('; '));
