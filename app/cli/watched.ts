// How is long work on the command line followed and called off? A line on the terminal says how far it is, Ctrl-C ends it.

import { constants } from 'node:os';
import type { CallProgress } from '#shared/protocol/operations.ts';
import { QUIET_MS, workingWords } from '#shared/protocol/working-words.ts';
import { safeTerminalText } from '#shared/terminal/safe-text.ts';
import type { Overseer } from '../attempts/in-slices.ts';

const ENDED_BY: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const BETWEEN_WORDS_MS = 100;
const ERASE_LINE = '\r\x1b[K';

/** Thrown in place of a result that nobody waits for any more. Everything begun is tidied up on its way. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super('Stopped.');
    this.exitCode = 128 + constants.signals[signal];
  }
}

export interface Watch extends Overseer {
  /** A part of it is done: the words go away, and the next part may take its time again. */
  partDone(): void;
}

/** Where the words go: nowhere, unless somebody reads them. */
export interface WordsOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** `what`: the file it is about, '' where that is known. A second signal ends the process as it would any other. */
export async function watched<T>(
  what: string,
  work: (watch: Watch) => Promise<T>,
  words: WordsOutput = process.stderr,
): Promise<T> {
  const controller = new AbortController();
  let ended: NodeJS.Signals | null = null;
  const end = (signal: NodeJS.Signals) => {
    ended = signal;
    controller.abort();
  };
  const line = new ProgressLine(what, words);
  for (const signal of ENDED_BY) process.once(signal, end);
  try {
    const watch: Watch = {
      signal: controller.signal,
      hear: (progress: CallProgress) => {
        line.say(progress);
      },
      partDone: () => {
        line.erase();
      },
    };
    const result = await work(watch);
    if (ended === null) return result;
    throw new Interrupted(ended);
  } catch (error) {
    // Whatever became of the work: it was not to go on.
    throw ended === null ? error : new Interrupted(ended);
  } finally {
    line.erase();
    for (const signal of ENDED_BY) process.off(signal, end);
  }
}

class ProgressLine {
  readonly #what: string;
  readonly #words: WordsOutput;
  #next = performance.now() + QUIET_MS;
  #isThere = false;

  constructor(what: string, words: WordsOutput) {
    this.#what = what;
    this.#words = words;
  }

  say(progress: CallProgress): void {
    if (this.#words.isTTY !== true || performance.now() < this.#next) return;
    this.#next = performance.now() + BETWEEN_WORDS_MS;
    this.#isThere = true;
    const about = this.#what === '' ? '' : `${safeTerminalText(this.#what)}: `;
    this.#words.write(`${ERASE_LINE}${about}${workingWords(progress)} Ctrl-C stops it.`);
  }

  erase(): void {
    if (this.#isThere) this.#words.write(ERASE_LINE);
    this.#isThere = false;
    this.#next = performance.now() + QUIET_MS;
  }
}
