// Starts the thread that reckons metrics and asks it. Fitting takes seconds of pure reckoning, which in the server's own
// thread would keep every request waiting for as long.
import { Worker } from 'node:worker_threads';
import type { MetricAnswer, MetricTask } from './task.ts';

/** Half a million histories take about 300 MB while the models are fitted. */
const MEMORY_MAX_MB = 1_024;

type Waiting = PromiseWithResolvers<MetricAnswer>;

export class MetricThread {
  readonly #worker: Worker;
  /** Answers come in the order of the questions. */
  readonly #waiting: Waiting[] = [];
  #error: Error | null = null;

  constructor() {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB },
    });
    this.#worker.on('message', (answer: MetricAnswer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error) => this.#end(error instanceof Error ? error.message : 'unknown error'));
    this.#worker.on('exit', () => this.#end('it ended early'));
  }

  /** Throws what went wrong in the thread; after that it answers nothing any more. */
  async ask<Kind extends MetricAnswer['kind']>(
    task: MetricTask,
    kind: Kind,
  ): Promise<Extract<MetricAnswer, { readonly kind: Kind }>> {
    if (this.#error !== null) throw this.#error;
    const waiting: Waiting = Promise.withResolvers();
    this.#waiting.push(waiting);
    this.#worker.postMessage(task);
    const answer = await waiting.promise;
    if (!isOfKind(answer, kind)) throw new Error(`The thread answered ${answer.kind} where ${kind} was asked for.`);
    return answer;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Not by itself the same again: a run that failed like this is not taken up anew. */
  #end(reason: string): void {
    this.#error ??= new RangeError(`The thread that reckons metrics failed: ${reason}.`);
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#error);
  }
}

function isOfKind<Kind extends MetricAnswer['kind']>(
  answer: MetricAnswer,
  kind: Kind,
): answer is Extract<MetricAnswer, { readonly kind: Kind }> {
  return answer.kind === kind;
}
