// A request on its way through the stand-in, and the account that it is about.

import type { Answer } from './answers.ts';
import type { PersonRules } from './change.ts';
import type { Json } from './json.ts';
import type { Problem } from './specification.ts';
import type { State } from './state.ts';

export type AccountRules = PersonRules & {
  /** An event of somebody who is not known. */
  readonly unknownPersons: 'refuse' | 'create';
  /** Bodies of events; their ids are always kept. */
  readonly keepsEvents: boolean;
  /** How long a flow takes to look at participants, and a message to arrive. */
  readonly delayMs: number;
};

export type Account = {
  readonly state: State;
  readonly rules: AccountRules;
  readonly now: () => number;
  /** Done later, unless the stand-in is closed before. */
  readonly later: (work: () => Promise<void> | void) => void;
  /** Tells an address of the caller's; whether it listens is its own affair. */
  readonly post: (url: string, body: Json) => Promise<void>;
};

export type Call = {
  readonly account: Account;
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly body: Json | undefined;
  readonly bytes: number;
  /** Of values only: a request that is wrong by its shape does not come this far. */
  readonly problems: readonly Problem[];
};

export type Handler = (call: Call) => Answer;
