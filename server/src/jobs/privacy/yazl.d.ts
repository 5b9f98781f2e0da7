// The part of yazl that exports use: a ZIP written as a stream, entry after entry.
declare module 'yazl' {
  import type { Readable } from 'node:stream';

  export class ZipFile {
    readonly outputStream: Readable;
    addBuffer(bytes: Buffer, name: string, options?: { readonly mtime?: Date }): void;
    /** The stream is asked for when its turn comes. */
    addReadStreamLazy(
      name: string,
      options: { readonly mtime?: Date },
      open: (done: (error: Error | null, stream: Readable) => void) => void,
    ): void;
    on(event: 'error', listener: (error: Error) => void): this;
    end(): void;
  }
}
