// What adapters are given. The composition root makes it; nothing here reads settings or opens connections.
import type pg from 'pg';
import type { Logger } from 'pino';
import type { SignIn } from '../access/sign-in.ts';
import type { DeliveryParts } from '../delivery/parts.ts';
import type { PipelineEngine } from '../pipeline/engine.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import type { Clock } from '../pipeline/submission.ts';
import type { Gate } from './authenticate.ts';

/** Of the settings, what HTTP needs. */
export type HttpSettings = {
  readonly publicUrl: string;
  readonly trustProxy: false | number | readonly string[];
  readonly retailerId: string | null;
  /** Of one address; left out, what suits people. */
  readonly signInsPerMinute?: number;
  /** Where uploads lie until they are imported; without it, in the system's folder for temporary files. */
  readonly dataDir?: string;
};

export type HttpDeps = {
  /** For reads and configuration, in the application's role. */
  readonly pool: pg.Pool;
  readonly engine: PipelineEngine;
  readonly programmes: ProgrammeSource;
  readonly config: HttpSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Without it nobody signs in; keys alone are accepted. */
  readonly signIn?: SignIn;
  /** Without it there are no callbacks, test sends, access to providers, or connections to customer-data platforms. */
  readonly delivery?: Omit<DeliveryParts, 'close'>;
};

/** What the adapters get: the same, and the gate that all of them share. */
export type AdapterDeps = HttpDeps & { readonly gate: Gate };
