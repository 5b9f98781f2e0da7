// Moments: people are put into a flow by an address, looked at later one by one, and reported.

import { type Answer, badRequest, broken, notFound, ok } from './answers.ts';
import type { Account, Call } from './call.ts';
import { readChange } from './change.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from './json.ts';
import { emailProblem, phoneProblem } from './person-values.ts';
import { apply, create, find, hit } from './persons.ts';
import type { Flow, FlowOperation, Participant, State, StoredPerson } from './state.ts';

const PARTICIPANTS_MAX = 1000;

/** Moments has two bodies of errors of its own. */
const moments = (status: number, errorCode: string, errorMessage: string): Answer => ({
  status,
  body: { errorCode, errorMessage },
});

export type FlowSettings = {
  readonly campaignId: number;
  readonly name: string;
  readonly variables?: readonly string[];
  readonly isActive?: boolean;
  readonly canReenter?: boolean;
  readonly takesUnknown?: boolean;
};

export function addFlow(state: State, settings: FlowSettings): Flow {
  const flow: Flow = {
    campaignId: settings.campaignId,
    name: settings.name,
    isActive: settings.isActive ?? true,
    variables: settings.variables ?? [],
    canReenter: settings.canReenter ?? false,
    takesUnknown: settings.takesUnknown ?? false,
    persons: new Set(),
  };
  state.flows.set(flow.campaignId, flow);
  state.revision += 1;
  return flow;
}

export function addParticipants({ account, params, body }: Call): Answer {
  const { state } = account;
  const flow = state.flows.get(Number(params.campaignId));
  if (flow === undefined || !flow.isActive)
    return moments(404, '40401', `Could not find active flow for campaign ${params.campaignId}`);
  const given = objectOf(body);
  const participants = listOf(given.participants).map(objectOf);
  if (participants.length < 1 || participants.length > PARTICIPANTS_MAX) {
    const text = `Number of participants must be between 1 and ${PARTICIPANTS_MAX}. Received: ${participants.length}`;
    return broken(moments(400, '400', text), text);
  }
  const operation: FlowOperation = {
    operationId: crypto.randomUUID(),
    campaignId: flow.campaignId,
    callbackData: textOf(given.callbackData) || null,
    notifyUrl: textOf(given.notifyUrl) || null,
    participants: participants.map(participantOf),
  };
  state.operations.set(operation.operationId, operation);
  state.revision += 1;
  account.later(async () => {
    participants.forEach((one, at) => {
      const participant = operation.participants[at];
      if (participant !== undefined) look(account, flow, participant, one);
    });
    state.revision += 1;
    if (operation.notifyUrl !== null) await account.post(operation.notifyUrl, reportOf(operation));
  });
  return ok({ operationId: operation.operationId });
}

const participantOf = (one: JsonObject): Participant => ({
  identifyBy: objectOf(one.identifyBy),
  variables: objectOf(one.variables),
  status: 'PENDING',
  errorReason: null,
  personId: null,
});

function look(account: Account, flow: Flow, participant: Participant, given: JsonObject): void {
  const found = judge(account, flow, participant, given);
  if (typeof found === 'string') {
    participant.status = 'REJECTED';
    participant.errorReason = found;
    return;
  }
  participant.status = 'ACCEPTED';
  participant.personId = found.id;
  flow.persons.add(found.id);
}

/** The person who enters, or the reason why nobody does. */
function judge(account: Account, flow: Flow, participant: Participant, given: JsonObject): StoredPerson | string {
  const { state } = account;
  const type = textOf(participant.identifyBy.type);
  const identifier = textOf(participant.identifyBy.identifier);
  const problem = type === 'EMAIL' ? emailProblem(identifier) : type === 'PHONE' ? phoneProblem(identifier) : 'unknown';
  if (problem !== null) return 'REJECTED_INVALID_CONTACT';
  if (flow.variables.some((name) => participant.variables[name] === undefined)) return 'REJECTED_ATTRIBUTE_MISSED';
  const known = find(state, { type, identifier });
  if (known === undefined && !flow.takesUnknown) return 'REJECTED_INVALID_CONTACT';
  if (known !== undefined && flow.persons.has(known.id) && !flow.canReenter) return 'REJECTED_PERSON_IN_FLOW';
  const contacts = [{ type, identifier }];
  return changed(account, known, isObject(given.person) ? given.person : {}, contacts) ?? 'REJECTED_ATTRIBUTE_MISSED';
}

/** What comes with a participant is written to the person; null when the account does not know an attribute. */
function changed(
  { state, rules, now }: Account,
  known: StoredPerson | undefined,
  body: JsonObject,
  contacts: readonly JsonObject[],
): StoredPerson | null {
  const own = readChange(state, rules, { contactInformation: contacts }, '').change;
  const { change, details } = readChange(state, rules, body, '');
  if (details.length > 0 || hit(state, change).some((one) => one !== known)) return null;
  const person = known ?? create(state, now());
  apply(state, person, own, false, now());
  apply(state, person, change, false, now());
  return person;
}

const reportOf = ({ operationId, campaignId, callbackData, participants }: FlowOperation): JsonObject => ({
  operationId,
  campaignId,
  ...(callbackData === null ? {} : { callbackData }),
  participants: participants.map(({ identifyBy, status, errorReason }) => ({
    identifyBy,
    status,
    ...(errorReason === null ? {} : { errorReason }),
  })),
});

export function readReport({ account: { state }, params, query }: Call): Answer {
  const operation = state.operations.get(query.get('operationId') ?? '');
  if (operation === undefined || operation.campaignId !== Number(params.campaignId))
    return notFound('Operation was not found');
  return ok(reportOf(operation));
}

export function removeParticipant({ account: { state }, params, query }: Call): Answer {
  const flow = state.flows.get(Number(params.campaignId));
  if (flow === undefined) return moments(404, '40401', `Could not find active flow for campaign ${params.campaignId}`);
  const [first] = [
    ['EMAIL', query.get('email')],
    ['PHONE', query.get('phone')],
    ['EXTERNAL_ID', query.get('externalId')],
  ].filter(([, identifier]) => identifier !== null);
  if (first === undefined) return badRequest('One of phone, email and externalId is required');
  const person = find(state, { type: first[0] ?? '', identifier: first[1] ?? '' });
  if (person === undefined || !flow.persons.has(person.id)) return moments(404, '40402', 'Person is not in the flow');
  flow.persons.delete(person.id);
  state.revision += 1;
  return ok();
}
