// Prints its arguments in a format. printf(1); the shell has its own, which is what is mostly meant.

import { coreutil, missingOperand, quote } from '../libc/coreutils.ts';
import { formatNumber, formatText, parseFormat } from '../libc/printf.ts';
import { unescapeEcho, unescapeFormat } from '../libc/escapes.ts';
import type { Conversion } from '../libc/printf.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const printf = coreutil(
  'printf',
  function* (process: Process): Coroutine<number> {
    const [format, ...args] = process.args;
    if (format === undefined) return yield* missingOperand(process);
    const printer = new Printer(args);
    let text = '';
    do text += printer.round(unescapeFormat(format).text);
    while (printer.used && !printer.isDone);
    for (const complaint of printer.complaints) {
      yield* process.error(`${quote(process, complaint)}: expected a numeric value`);
    }
    process.print(text);
    const extra = args.length > 0 && !printer.isDone ? printer.rest : undefined;
    if (extra !== undefined) yield* process.error(`warning: ignoring excess arguments, starting with ${quote(process, extra)}`); // prettier-ignore
    return printer.complaints.length > 0 ? 1 : 0;
  },
  'alone',
);

/** Goes through the format again as long as there are arguments. */
class Printer {
  readonly complaints: string[] = [];
  /** Whether the last round took an argument. */
  used = false;
  readonly #args: readonly string[];
  #next = 0;

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  /** The argument that comes next. */
  get rest(): string | undefined {
    return this.#args[this.#next];
  }

  get isDone(): boolean {
    return this.#next >= this.#args.length;
  }

  round(format: string): string {
    this.used = false;
    const pieces = parseFormat(format, () => this.#number(this.#take()));
    return pieces.map((piece) => ('text' in piece ? piece.text : this.#formatted(piece.conversion))).join('');
  }

  #take(): string {
    const arg = this.#args[this.#next] ?? '';
    this.#next += 1;
    this.used = true;
    return arg;
  }

  #formatted(conversion: Conversion): string {
    const arg = this.#take();
    switch (conversion.letter) {
      case 's':
        return formatText(conversion, arg);
      case 'b':
        return formatText(conversion, unescapeEcho(arg).text);
      case 'c':
        return formatText(conversion, arg.slice(0, 1));
      case 'q':
        return formatText(
          conversion,
          /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`,
        );
      default:
        return formatNumber(conversion, this.#number(arg));
    }
  }

  /** A quote in front asks for the code of the next character. */
  #number(arg: string): number {
    if (/^["']./.test(arg)) return arg.codePointAt(1) ?? 0;
    const number = /^0[0-7]+$/.test(arg) ? parseInt(arg, 8) : Number(arg);
    if (Number.isFinite(number)) return number;
    this.complaints.push(arg);
    return parseFloat(arg) || 0;
  }
}
