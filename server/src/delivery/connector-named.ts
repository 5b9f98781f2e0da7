// The connector behind a name that comes out of the database or a programme.
import type { Connector } from '../connectors/connector.ts';
import { connectorOf } from '../connectors/registry.ts';
import { CONNECTORS } from '../domain/programme/schema-messages.ts';

/** Frozen requests name the connector that made them; one that this version does not have is an error. */
export function connectorNamed(name: string): Connector {
  const known = CONNECTORS.find((one) => one === name);
  if (known === undefined) throw new Error(`There is no connector ${name}.`);
  return connectorOf(known);
}
