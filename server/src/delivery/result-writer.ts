// Writes what came of attempts, many at once. While the database is away results are kept and written later: what was
// delivered must not be sent again because nobody noted it.
import type { AttemptedMessage } from '../storage/outbox.ts';

/** Results are written together: after so long, or when there are so many. */
const WAIT_MS = 15;
const WRITE_AT = 200;
const AGAIN_AFTER_MS = 500;

export type ResultWriterDeps = {
  readonly write: (results: readonly AttemptedMessage[]) => Promise<void>;
  readonly onWritten: (results: readonly AttemptedMessage[]) => void;
  readonly onError: (error: unknown) => void;
};

export class ResultWriter {
  readonly #deps: ResultWriterDeps;
  #results: AttemptedMessage[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  constructor(deps: ResultWriterDeps) {
    this.#deps = deps;
  }

  /** Results that are not written yet, without those being written now. */
  get length(): number {
    return this.#results.length;
  }

  add(result: AttemptedMessage): void {
    this.#results.push(result);
    if (this.#results.length >= WRITE_AT) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), WAIT_MS);
  }

  /** Writes what there is, with one more try when it fails. What cannot be written is sent again by whoever comes next. */
  async end(): Promise<void> {
    await this.#writing;
    if (this.#results.length > 0) await this.#write();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#writing !== null || this.#results.length === 0) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = null;
      if (this.#results.length > 0) this.#timer ??= setTimeout(() => this.#start(), WAIT_MS);
    });
  }

  async #write(): Promise<void> {
    const results = this.#results;
    this.#results = [];
    try {
      await this.#deps.write(results);
    } catch (error) {
      this.#results = [...results, ...this.#results];
      this.#deps.onError(error);
      this.#timer ??= setTimeout(() => this.#start(), AGAIN_AFTER_MS);
      return;
    }
    this.#deps.onWritten(results);
  }
}
