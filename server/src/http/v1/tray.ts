// The tray: messages that were kept here instead of being sent, newest first, with what would have been sent.
import { z } from 'zod';
import { isoText } from '../../domain/time.ts';
import { readTray, type TrayMessage } from '../../storage/deliveries.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { cursorInput, instant, json, limitInput, pageOf, uuid } from './shapes.ts';

const PAGE = 50;

const trayShape = z
  .strictObject({
    id: uuid,
    customer_id: uuid,
    message: z.string(),
    provider: z.string(),
    reason: z.string().nullable().meta({
      description:
        '`no_address`: the provider is a tray, or lacks its address or key. `test_persona`: it is for a test.',
    }),
    at: instant,
    channel: z.string().nullable(),
    to: z.string().nullable(),
    template_id: z.string().nullable(),
    subject: z.string().nullable(),
    text: z.string().nullable(),
    html: z.string().nullable(),
    body: json.meta({ description: "The variant's own body, rendered." }),
  })
  .meta({ id: 'TrayMessage' });

/** As connectors/tray makes it; what an earlier version made otherwise shows as empty. */
const text = z.string().nullable().catch(null);
const keptShape = z
  .object({
    channel: text,
    to: text,
    template_id: text,
    subject: text,
    text,
    html: text,
    body: z.json().catch(null),
  })
  .catch({ channel: null, to: null, template_id: null, subject: null, text: null, html: null, body: null });

export function trayRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/tray',
    {
      config: { scope: 'messages:read' },
      schema: {
        operationId: 'listTray',
        summary: 'Messages that were kept instead of sent, newest first; /tray shows them in a browser',
        tags: ['Messages'],
        querystring: z.strictObject({ limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(trayShape) },
      },
    },
    async ({ query: { limit, after = null } }) => {
      const { items, next } = await readTray(deps.pool, { limit, after });
      return { items: items.map(trayJson), next };
    },
  );
}

function trayJson({ id, customerId, message, provider, reason, at, body }: TrayMessage): z.output<typeof trayShape> {
  return {
    id,
    customer_id: customerId,
    message,
    provider,
    reason,
    at: isoText(at),
    ...keptShape.parse(JSON.parse(body)),
  };
}
