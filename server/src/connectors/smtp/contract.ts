// The contract of SMTP as far as it is the same for all, for the shared suite; servers and their replies are in smtp.test.ts.

import { type ContractCase, MESSAGE, NOBODY, PLAIN_CALLBACK, TWO_ADDRESSES } from '../contract/case.ts';
import { NO_EMAIL } from '../request.ts';
import { smtp } from './smtp.ts';

export const smtpCase: ContractCase = {
  connector: smtp,
  settings: { from: 'hello@shop.example' },
  access: (base) => ({ url: base.replace('http://', 'smtp://user:pass-9k2@'), key: null, secrets: [] }),
  message: { ...MESSAGE, templateId: null, body: null },
  arrives: null,
  accepted: { status: 250, body: '' },
  reference: null,
  refusals: [
    { message: { recipient: NOBODY }, reason: NO_EMAIL },
    { message: { recipient: TWO_ADDRESSES }, reason: NO_EMAIL },
  ],
  callbacks: [PLAIN_CALLBACK],
  missing: ['settings.from is missing: the address that messages come from.'],
  badVariant: { variant: { text: 'x' }, problem: 'The variant has no subject.' },
};
