// The options of a connection in words.
import type { Schemas } from '@laurel/sdk';

type Options = Schemas['SyncOptions'];
export type Operation = Schemas['SyncConnector']['limits'][number]['operation'];

export const ON_OPT_OUT: { readonly [choice in Options['on_opt_out']]: string } = {
  keep: 'values stay, the tag goes',
  clear: 'values and the tag go',
};
export const ON_FORGET: { readonly [choice in Options['on_forget']]: string } = {
  clear: 'values and addresses go',
  delete: 'the person goes',
};

export const OPERATIONS: { readonly [operation in Operation]: string } = {
  read: 'Reading',
  upsert: 'Profiles',
  contacts: 'Contacts',
  erase: 'Erasing',
  events: 'Events',
  tags: 'Tags',
  attributes: 'Attributes',
  definitions: 'Definitions',
};
