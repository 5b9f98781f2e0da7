// What members are told about at all: the canonical fields and events, and the platforms that there are connectors for.
import { z } from 'zod';
import { LOYALTY_EVENTS } from '../../domain/sync/events.ts';
import { LOYALTY_FIELDS } from '../../domain/sync/fields.ts';
import { type ConnectorView, connectorViews } from '../../sync/catalogue.ts';
import type { App } from '../app.ts';
import { fieldKeys } from './sync-mapping-shape.ts';
import { connectorShape, eventKeys, fieldShape, loyaltyEventShape } from './sync-shape.ts';

const tags = ['Sync'];
const config = { scope: 'sync:read' } as const;

export function syncCatalogueRoutes(app: App): void {
  app.get(
    '/v1/sync/fields',
    {
      config,
      schema: {
        operationId: 'listSyncFields',
        summary: 'All that a customer-data platform can be told of a member',
        tags,
        response: { 200: z.strictObject({ items: z.array(fieldShape) }) },
      },
    },
    async () => ({ items: fieldKeys().map((field) => ({ field, ...LOYALTY_FIELDS[field] })) }),
  );

  app.get(
    '/v1/sync/events',
    {
      config,
      schema: {
        operationId: 'listSyncEvents',
        summary: 'The events that a customer-data platform is told, with their properties',
        tags,
        response: { 200: z.strictObject({ items: z.array(loyaltyEventShape) }) },
      },
    },
    async () => ({
      items: eventKeys().map((event) => {
        const { title, id, about, properties } = LOYALTY_EVENTS[event];
        return {
          event,
          title,
          id,
          about,
          properties: Object.entries(properties).map(([name, type]) => ({ name, type })),
        };
      }),
    }),
  );

  app.get(
    '/v1/sync/connectors',
    {
      config,
      schema: {
        operationId: 'listSyncConnectors',
        summary: 'The platforms that members can be sent to, with what each needs and how much it takes',
        tags,
        response: { 200: z.strictObject({ items: z.array(connectorShape) }) },
      },
    },
    async () => ({ items: connectorViews().map(connectorJson) }),
  );
}

function connectorJson(connector: ConnectorView): z.output<typeof connectorShape> {
  const { name, title, needs, defaultUrl, hasFixedTypes, canReadBack, limits } = connector;
  return {
    connector: name,
    title,
    needs: [...needs],
    default_url: defaultUrl,
    fixed_types: hasFixedTypes,
    reads_back: canReadBack,
    limits: limits.map(({ operation, perSecond, items }) => ({ operation, per_second: perSecond, items })),
  };
}
