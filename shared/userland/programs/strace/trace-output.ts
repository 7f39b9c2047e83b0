// Where does strace write its lines, and which of them is not at its end yet?

import type { Coroutine } from '../../program.ts';
import type { Fd, Sys } from '../../sys.ts';

export class TraceOutput {
  readonly #sys: Sys;
  readonly #fd: Fd;
  /** Whose call the last line tells, while it is not at its end; and how long that line is. */
  open: { readonly pid: number; readonly length: number } | null = null;

  constructor(sys: Sys, fd: Fd) {
    this.#sys = sys;
    this.#fd = fd;
  }

  *write(text: string): Coroutine<void> {
    yield* this.#sys.write(this.#fd, text);
  }

  /** Something else is to be told while a call stands open. */
  *breakOff(): Coroutine<void> {
    if (this.open !== null) yield* this.write(' <unfinished ...>\n');
    this.open = null;
  }
}
