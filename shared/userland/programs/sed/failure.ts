// What ends a running sed, and with which status.

const IO_TROUBLE = 4;

/** Thrown in the middle of a script and caught by the program alone. */
export class SedFailure extends Error {
  readonly status: number;

  constructor(message: string, status = IO_TROUBLE) {
    super(message);
    this.status = status;
  }
}
