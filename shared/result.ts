// How code in this house says "it worked", "it did not", and "this cannot be".
//
// Expected outcomes are values, impossible states are crashes. A failed system call is neither: it is a fact
// of the simulated machine (see kernel/abi/errno.ts).

export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}

/** Thrown when the lab breaks one of its own rules. Never thrown for bad input or a failed system call. */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
}

/** Stops loudly when something that must hold does not. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}

/** The end of an exhaustive switch. */
export function assertNever(value: never): never {
  throw new InvariantViolation(`not a case: ${JSON.stringify(value)}`);
}
