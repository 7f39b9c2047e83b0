// What ends a running awk program.

/** Thrown by an expression and caught by the program alone: there is no other way out of the middle of an evaluation. */
export class AwkFailure extends Error {}

/** One that is told with the line that was being read: `run time error: `. */
export class AwkRunError extends AwkFailure {}

/** exit in a function. */
export class AwkExit extends Error {
  readonly status: number | null;

  constructor(status: number | null) {
    super('exit');
    this.status = status;
  }
}
