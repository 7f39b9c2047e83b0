// How does work on one thing wait for the work before it, while other things go on?

/** One lane for each key; a lane runs its work one after the other. */
export class Lanes {
  readonly #last = new Map<string, Promise<void>>();

  /** Order: of the calls. Work that fails does not hold up what comes behind it. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const result = before.then(work);
    const end = result.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(key, end);
    try {
      return await result;
    } finally {
      if (this.#last.get(key) === end) this.#last.delete(key);
    }
  }
}
