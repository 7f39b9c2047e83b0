// How can long work be left for a while, and be given up? It stops at places of its own choosing and says how far it
// is; whoever carries it out goes on when it suits them, or never.
//
// Where it stops has no influence on what comes of it.

/** Yields how many events it has been through so far. */
export type Divisible<T> = Generator<number, T, void>;

/** Without a pause. */
export function toTheEnd<T>(work: Divisible<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
