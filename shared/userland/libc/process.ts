// What the C runtime gives a main(): the program's name, buffered output, and the ways to complain and to leave.

import { strerror } from '../../kernel/abi/errno.ts';
import { failed } from '../program.ts';
import type { Coroutine, Failure, ProcessContext, Program } from '../program.ts';
import type { Fd, Sys } from '../sys.ts';

const STDIN: Fd = 0;
const STDOUT: Fd = 1;
const STDERR: Fd = 2;
const BUFFER_SIZE = 4096;

interface WriteTrouble {
  readonly describe: (reason: string) => string;
  readonly status: number;
}

/** A running C program as it sees itself. */
export class Process {
  readonly sys: Sys;
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** program_invocation_name: argv[0] as it was typed. */
  readonly name: string;
  /** program_invocation_short_name: without its directory. */
  readonly shortName: string;
  /** What is said where standard output can't be written, and the status it ends with; null: it does not look. */
  writeTrouble: WriteTrouble | null = {
    describe: (reason: string): string => `write error: ${reason}`,
    status: 1,
  };
  /** atexit(close_stdout). */
  closesOutput = false;
  #pending = '';
  #lineBuffered: boolean | null = null;

  constructor(context: ProcessContext) {
    this.sys = context.sys;
    this.argv = context.argv;
    this.env = context.env;
    this.name = context.argv[0] ?? '';
    this.shortName = this.name.slice(this.name.lastIndexOf('/') + 1);
  }

  /** The arguments without argv[0]. */
  get args(): readonly string[] {
    return this.argv.slice(1);
  }

  /** Buffered standard output; `flush` or the end of the program writes it. */
  print(text: string): void {
    this.#pending += text;
  }

  printLine(line: string): void {
    this.#pending += `${line}\n`;
  }

  /** fflush(stdout). False when it can't be written (EPIPE with SIGPIPE ignored, EIO). */
  *flush(): Coroutine<boolean> {
    const text = this.#pending;
    if (text === '') return true;
    this.#pending = '';
    const written = yield* this.sys.write(STDOUT, text);
    if (!failed(written) || this.writeTrouble === null) return true;
    yield* this.sys.write(STDERR, `${this.name}: ${this.writeTrouble.describe(strerror(written.errno))}\n`);
    return false;
  }

  /** What the C library does between lines: a terminal is written to at once, a pipe when the buffer is full. */
  *settle(): Coroutine<void> {
    this.#lineBuffered ??= yield* this.sys.isatty(STDOUT);
    if (this.#lineBuffered || this.#pending.length >= BUFFER_SIZE) yield* this.flush();
  }

  /** Standard error; on a terminal it comes after what was printed before, into a pipe it may overtake it. */
  *eprint(text: string): Coroutine<void> {
    if (yield* this.sys.isatty(STDOUT)) yield* this.flush();
    yield* this.sys.write(STDERR, text);
  }

  /** error(3), which leads with argv[0] as typed, and writes what was printed before. */
  *error(message: string, failure?: Failure): Coroutine<void> {
    yield* this.flush();
    yield* this.eprint(`${this.name}: ${withReason(message, failure)}\n`);
  }

  /** warn(3) and warnx(3), which lead with the name without its directory. */
  *warn(message: string, failure?: Failure): Coroutine<void> {
    yield* this.eprint(`${this.shortName}: ${withReason(message, failure)}\n`);
  }

  /** exit(3). */
  *exit(status: number): Coroutine<never> {
    return yield* this.sys.exit(yield* this.statusAtExit(status));
  }

  /** What exit handlers make of a status: what was printed is written first. */
  *statusAtExit(status: number): Coroutine<number> {
    const flushed = yield* this.flush();
    if (this.closesOutput) for (const fd of [STDOUT, STDERR]) yield* this.sys.close(fd);
    return flushed ? status : (this.writeTrouble?.status ?? status);
  }

  /** One read of standard input. */
  *readInput(): Coroutine<string | Failure> {
    yield* this.flush();
    return yield* this.sys.read(STDIN);
  }
}

function withReason(message: string, failure: Failure | undefined): string {
  return failure === undefined ? message : `${message}: ${strerror(failure.errno)}`;
}

/** Makes a main() into a program: what it printed is written at its end. */
export function program(main: (process: Process) => Coroutine<number>): Program {
  return function* (context) {
    const process = new Process(context);
    return yield* process.statusAtExit(yield* main(process));
  };
}
