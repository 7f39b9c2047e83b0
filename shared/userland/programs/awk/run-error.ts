// What ends a running awk program, in awk's own words after `run time error: `.

/** Thrown by an expression and caught by the program alone: there is no other way out of the middle of an evaluation. */
export class AwkRunError extends Error {}
