// The contract of the tray, for the shared suite.

import { type ContractCase, MESSAGE, PLAIN_CALLBACK } from '../contract/case.ts';
import { tray } from './tray.ts';

export const trayCase: ContractCase = {
  connector: tray,
  settings: {},
  access: () => ({ url: null, key: null, secrets: [] }),
  message: MESSAGE,
  arrives: null,
  accepted: { status: 200, body: '' },
  reference: null,
  refusals: [],
  callbacks: [PLAIN_CALLBACK],
  missing: [],
  badVariant: null,
};
