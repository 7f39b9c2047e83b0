// Does the one at the keyboard say yes? yesno() of gnulib, for what rm -i, cp -i and their kin ask.

import { failed } from '../program.ts';
import { LineReader } from './read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from './process.ts';

const STDIN = 0;

/** One answer a line; what was read beyond it answers the next question. */
export class Answers {
  readonly #process: Process;
  readonly #lines: LineReader;

  constructor(process: Process) {
    this.#process = process;
    this.#lines = new LineReader(process.sys, STDIN);
  }

  /** Asks on standard error, after the name of the program. */
  *agreesTo(question: string): Coroutine<boolean> {
    yield* this.#process.flush();
    yield* this.#process.eprint(`${this.#process.name}: ${question}? `);
    const answer = yield* this.#lines.next();
    return answer !== null && !failed(answer) && /^[yY]/.test(answer);
  }
}
