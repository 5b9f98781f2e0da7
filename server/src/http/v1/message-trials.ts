// Trying a message out: what the live version would send to a customer, and sending it once. Nothing of it is a decision.
import { z } from 'zod';
import { type PreviewDeps, previewMessage, sendTest } from '../../delivery/preview.ts';
import { declared, type Programme } from '../../domain/programme/programme.ts';
import { createFactIds } from '../../pipeline/fact-ids.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { deliveryOf } from './delivery-of.ts';
import { programmeWith } from './draft-entry.ts';
import { findCustomer } from './find-customer.ts';
import { requestJson, requestShape } from './message-shape.ts';
import { customerAddress, jsonObject, nameInput, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';

const TO_MAX = 254;
const tags = ['Messages'];
const params = z.strictObject({ message: nameInput });

const trialFields = {
  customer: customerAddress,
  provider: nameInput.optional().meta({ description: "The first of the message's variants where none is named." }),
  variables: jsonObject.optional().meta({
    description: 'Instead of the sample: event, campaign, outcome, outcomes, as a message has them under `variables`.',
  }),
};

const previewShape = z
  .strictObject({
    message: z.string(),
    provider: z.string(),
    connector: z.string().meta({ description: '`tray` where something is missing.' }),
    missing: z.array(z.enum(['url', 'key', 'secret'])).meta({ description: 'What has to be set before it is sent.' }),
    request: requestShape,
  })
  .meta({ id: 'MessagePreview' });

const testShape = z
  .strictObject({
    message_id: uuid,
    provider: z.string(),
    status: z.enum(['delivered', 'tray', 'dead']),
    result: z.enum(['delivered', 'retry', 'dead', 'pause']).meta({
      description:
        'How the attempt ended; a test is tried once, so `retry` and `pause` say what a real message would do.',
    }),
    receiver_status: z.int().nullable(),
    response: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'MessageTest' });

export function messageTrialRoutes(app: App, deps: AdapterDeps): void {
  const newId = createFactIds();
  app.post(
    '/v1/programme/messages/:message/preview',
    {
      config: { scope: 'messages:read' },
      schema: {
        operationId: 'previewMessage',
        summary: 'What a message of the live version, or a draft, would look like for a customer; nothing is sent',
        tags,
        params,
        body: z.strictObject({
          ...trialFields,
          definition: jsonObject.optional().meta({
            description: 'Instead of the one that is live: as it stands in a programme under `messages`.',
          }),
        }),
        response: { 200: previewShape },
      },
    },
    async (request) => {
      const { message } = request.params;
      const { definition, ...asked } = request.body;
      const draft =
        definition === undefined ? null : await programmeWith(deps, { section: 'messages', name: message, definition });
      const trial = await trialOf(deps, message, asked, draft);
      const made = await previewMessage(previewDeps(deps), trial);
      if (!made.ok) throw new EngineError('message_not_rendered', { message, reason: made.reason });
      const { provider, connector, missing } = made;
      return { message, provider, connector, missing: [...missing], request: requestJson(made.request) };
    },
  );

  app.post(
    '/v1/programme/messages/:message/test',
    {
      config: { scope: 'messages:write' },
      schema: {
        operationId: 'testMessage',
        summary: 'Send a message once, now; consent, quiet hours and pauses are not asked',
        tags,
        params,
        body: z.strictObject({
          ...trialFields,
          to: z
            .string()
            .min(3)
            .max(TO_MAX)
            .regex(/^[^\s,;<>]+$/, 'one e-mail address or telephone number')
            .optional(),
        }),
        response: { 200: testShape },
      },
    },
    async (request) => {
      const { message } = request.params;
      const trial = await trialOf(deps, message, request.body);
      const test = { ...trial, id: newId(deps.clock.now()), to: request.body.to };
      const { sender, callbackUrlOf } = deliveryOf(deps);
      const sent = await sendTest({ ...previewDeps(deps), sender, callbackUrlOf }, test);
      if (!sent.ok) throw new EngineError('message_not_rendered', { message, reason: sent.reason });
      const { id, provider, status, attempt } = sent;
      request.log.info({ key: callerOf(request).key, message: id, provider, status }, 'a test message was sent');
      const { result } = attempt;
      return {
        message_id: id,
        provider,
        status,
        result: result.kind,
        receiver_status: attempt.status,
        response: attempt.response,
        reason: 'reason' in result ? result.reason : null,
      };
    },
  );
}

function previewDeps(deps: AdapterDeps): PreviewDeps {
  return { pool: deps.pool, access: deliveryOf(deps).access, now: () => deps.clock.now() };
}

async function trialOf(
  deps: AdapterDeps,
  message: string,
  { customer, provider, variables }: z.output<z.ZodObject<typeof trialFields>>,
  draft: Programme | null = null,
) {
  // Somebody has just published what they look at here.
  const programme = draft ?? (await deps.programmes.refresh())?.live;
  if (programme === undefined) throw new EngineError('programme_missing');
  const { messages, providers } = programme.document;
  if (declared(messages, message) === undefined) throw new EngineError('unknown_message', { message });
  if (provider !== undefined && declared(providers, provider) === undefined)
    throw new EngineError('unknown_provider', { provider });
  const { id } = await findCustomer(deps, customer);
  return { programme, message, provider, customerId: id, variables };
}
