// Why no answer came: the one error that senders reject with. What it means for the message is judged in `outcome.ts`.

export type SendFailure =
  /** Nothing, or not all, within the time allowed. */
  | 'timeout'
  /** Refused, reset, no such host, a certificate that does not hold. */
  | 'connection'
  /** The address is one that messages may not go to. */
  | 'forbidden';

export class SendError extends Error {
  readonly failure: SendFailure;

  constructor(failure: SendFailure, message: string) {
    super(message);
    this.name = 'SendError';
    this.failure = failure;
  }
}
