// All connectors by name. A new provider is a folder of its own, a line here, and a case of the contract suite.

import type { CONNECTORS } from '../domain/programme/schema-messages.ts';
import { braze } from './braze/braze.ts';
import type { Access, AccessPart, Connector } from './connector.ts';
import { customerio } from './customerio/customerio.ts';
import { infobip } from './infobip/infobip.ts';
import { klaviyo } from './klaviyo/klaviyo.ts';
import { mailgun } from './mailgun/mailgun.ts';
import { postmark } from './postmark/postmark.ts';
import { sendgrid } from './sendgrid/sendgrid.ts';
import { sfmc } from './sfmc/sfmc.ts';
import { smtp } from './smtp/smtp.ts';
import { tray } from './tray/tray.ts';
import { twilio } from './twilio/twilio.ts';
import { webhook } from './webhook/webhook.ts';

type ConnectorName = (typeof CONNECTORS)[number];

const ALL: { readonly [name in ConnectorName]: Connector } = {
  tray,
  webhook,
  smtp,
  braze,
  klaviyo,
  sendgrid,
  mailgun,
  postmark,
  twilio,
  sfmc,
  customerio,
  infobip,
};

export function connectorOf(name: ConnectorName): Connector {
  return ALL[name];
}

/** What has to be set before the provider can be reached. */
export function missingAccess(connector: Pick<Connector, 'needs'>, access: Access): readonly AccessPart[] {
  const has = { url: access.url !== null, key: access.key !== null, secret: access.secrets.length > 0 };
  return connector.needs.filter((part) => !has[part]);
}
