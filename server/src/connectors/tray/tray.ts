// The built-in message tray: nothing leaves the house. The delivery keeps what would have been sent, and that is the tray.

import { readPlain } from '../callback.ts';
import type { Connector } from '../connector.ts';
import { postJson } from '../request.ts';
import { checkSettings } from '../settings.ts';

export const tray: Connector = {
  name: 'tray',
  defaults: { perSecond: null, concurrency: 50 },
  needs: [],
  check: (settings) => checkSettings(settings, {}),
  checkVariant: () => [],
  prepare(message) {
    const { id, channel, purpose, templateId, subject, text, html, body, recipient } = message;
    return postJson('tray:', {
      message_id: id,
      channel,
      purpose,
      template_id: templateId,
      to: recipient.email ?? recipient.phone ?? recipient.externalId ?? recipient.customerId,
      subject,
      text,
      html,
      body,
    });
  },
  send: async () => ({ status: null, response: '', result: { kind: 'delivered', reference: null } }),
  // Opening a message in the console is how the demo reports an open.
  readCallback: ({ body }) => readPlain(body),
};
