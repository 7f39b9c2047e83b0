// How far is what the host is asked for, once that takes its time, and how is it called off?

import type { HostClient } from '#shared/protocol/operations.ts';
import { QUIET_MS, workingWords } from '#shared/protocol/working-words.ts';

const BETWEEN_QUESTIONS_MS = 250;

/** Names of calls: no other window gives the same. */
const WINDOW = crypto.randomUUID();
let calls = 0;

interface Underway {
  readonly call: string;
  /** It takes its time: there are words about it, and it may be called off. */
  isLong: boolean;
  isUnwanted: boolean;
}

/** Precondition: the call before is answered. */
export class Working {
  /** Null while there is nothing worth a word. */
  words: string | null = $state(null);
  /** It was called off, and is not over yet. */
  isStopping = $state(false);

  readonly #host: HostClient;
  readonly #onLong: () => void;
  #underway: Underway | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onLong` hears once of each call that takes its time. */
  constructor(host: HostClient, onLong: () => void = () => undefined) {
    this.#host = host;
    this.#onLong = onLong;
  }

  /** `ask` gives the call this name. */
  async during<T>(ask: (call: string) => Promise<T>): Promise<T> {
    calls += 1;
    const underway = { call: `${WINDOW}-${calls}`, isLong: false, isUnwanted: false };
    this.#underway = underway;
    this.#timer = setTimeout(() => {
      underway.isLong = true;
      this.#onLong();
      void this.#follow(underway);
    }, QUIET_MS);
    try {
      return await ask(underway.call);
    } finally {
      clearTimeout(this.#timer);
      this.#underway = null;
      this.words = null;
      this.isStopping = false;
    }
  }

  /** What is quick is not called off: this counts once it takes its time. */
  stop(): void {
    const underway = this.#underway;
    if (underway === null || underway.isUnwanted) return;
    underway.isUnwanted = true;
    this.isStopping = true;
    if (underway.isLong) void this.#callOff(underway);
  }

  async #follow(underway: Underway): Promise<void> {
    if (underway.isUnwanted) await this.#callOff(underway);
    const reply = await this.#host.call('call.progress', { call: underway.call });
    if (this.#underway !== underway) return;
    if (reply.ok && reply.value !== null) this.words = workingWords(reply.value);
    this.#timer = setTimeout(() => void this.#follow(underway), BETWEEN_QUESTIONS_MS);
  }

  async #callOff({ call }: Underway): Promise<void> {
    await this.#host.call('call.cancel', { call });
  }
}
