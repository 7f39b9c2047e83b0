// Where do the actions of find(1) print: to standard output, or to a file that -fprint and its kin named?

import { failed } from '../../program.ts';
import { FindProblem } from './expression.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd, Sys } from '../../sys.ts';
import type { Process } from '../../libc/process.ts';

/** null: standard output. */
export type Output = Fd | null;

/** Files that several actions name are opened once. They are made as soon as they are named. */
export class Outputs {
  readonly #sys: Sys;
  readonly #quote: (text: string) => string;
  readonly #open = new Map<string, Fd>();

  constructor(sys: Sys, quote: (text: string) => string) {
    this.#sys = sys;
    this.#quote = quote;
  }

  *open(path: string): Coroutine<Fd> {
    const known = this.#open.get(path);
    if (known !== undefined) return known;
    const fd = yield* this.#sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_TRUNC', 'O_CLOEXEC'], 0o666);
    if (failed(fd)) throw new FindProblem(`${this.#quote(path)}: ${strerror(fd.errno)}`);
    this.#open.set(path, fd);
    return fd;
  }
}

export function* printTo(process: Process, to: Output, text: string): Coroutine<void> {
  if (to === null) {
    process.print(text);
    yield* process.settle();
  } else yield* process.sys.write(to, text);
}
