// What a platform needs before members can be sent to it: attributes, the tag, event definitions. What is there is compared with
// what is needed; what differs in a way that cannot be changed is a conflict, and nothing is set up before it is resolved.

import type { TargetType } from './mapping.ts';

export const LOYALTY_TAG = 'Loyalty';

/** What a platform has. Types are in the platform's own words where it has more than ours. */
export type RemoteSchema = {
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
  readonly tags: readonly string[];
  readonly definitions: readonly {
    readonly id: string;
    readonly title: string;
    readonly fields: readonly { readonly name: string; readonly type: string }[];
  }[];
};

/** What is to be done, each once and in this order; done already, it is not in the plan. */
export type SetupStep =
  | { readonly kind: 'attribute'; readonly name: string; readonly type: TargetType }
  | { readonly kind: 'tag'; readonly name: string }
  | {
      readonly kind: 'definition';
      readonly id: string;
      readonly title: string;
      readonly about: string;
      readonly fields: readonly { readonly name: string; readonly type: string }[];
    }
  | {
      readonly kind: 'definition_fields';
      readonly id: string;
      readonly fields: readonly { readonly name: string; readonly type: string }[];
    };

export type SetupConflict = {
  readonly kind: 'attribute' | 'definition';
  readonly name: string;
  /** In one sentence, with what there is and what is needed. */
  readonly problem: string;
};

export type SetupPlan = {
  readonly steps: readonly SetupStep[];
  readonly conflicts: readonly SetupConflict[];
  /** How much is there as it should be. */
  readonly present: number;
};
