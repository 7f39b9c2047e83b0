// Sends a signal to the processes of the given numbers. kill(1) of procps, the program behind /bin/kill.

import { strerror } from '../../kernel/abi/errno.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseSignal, shortName, signalLines, signalTable } from '../libc/signal-names.ts';
import { program } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['l', 'list', 'optional'], ['L', 'table'], ['s', 'signal', 'required'], ['q', 'queue', 'required'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const USAGE = `
Usage:
 kill [options] <pid> [...]

Options:
 <pid> [...]            send signal to every <pid> listed
 -<signal>, -s, --signal <signal>
                        specify the <signal> to be sent
 -q, --queue <value>    integer value to be sent with the signal
 -l, --list=[<signal>]  list all signal names, or convert one to a name
 -L, --table            list all signal names in a nice table

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see kill(1).
`;

const SIGTERM = 15;

export const kill = program(function* (process: Process): Coroutine<number> {
  const { number, rest } = leadingSignal(process.args);
  const line = getoptLong(rest, OPTIONS);
  let signal = number ?? SIGTERM;
  for (const { key, value } of line.options) {
    switch (key) {
      case 'h':
        process.print(USAGE);
        return 0;
      case 'V':
        process.print('kill from procps-ng 4.0.2\n');
        return 0;
      case 'L':
        process.print(signalTable());
        return 0;
      case 'l':
        return yield* list(process, value ?? line.operands[0] ?? null);
      case 's':
        // a name nobody knows becomes the number -1, and kill(2) refuses it
        signal = parseSignal(value ?? '') ?? -1;
        break;
      case 'q':
        if (/^\s*[+-]?\d+$/.test(value ?? '')) break;
        yield* process.error(`must be an integer value to be passed with the signal.: '${value ?? ''}'`);
        return 1;
    }
  }
  if (line.problem !== null) return yield* wrongOption(process, line.problem, signal);
  if (line.operands.length === 0) return yield* usage(process);
  return yield* killEach(process, line.operands, signal);
});

/** The first argument like -9 or -KILL, wherever it stands, names the signal. */
function leadingSignal(args: readonly string[]): {
  readonly number: number | null;
  readonly rest: readonly string[];
} {
  for (const [at, arg] of args.entries()) {
    const number = arg.startsWith('-') ? parseSignal(arg.slice(1)) : null;
    if (number !== null) return { number, rest: args.filter((_, index) => index !== at) };
  }
  return { number: null, rest: args };
}

function* killEach(process: Process, operands: readonly string[], signal: number): Coroutine<number> {
  let status = 0;
  for (const operand of operands) {
    if (!/^\s*[+-]?\d+$/.test(operand)) {
      yield* process.error(
        `failed to parse argument: '${operand}'${operand === '' ? `: ${strerror('ENOENT')}` : ''}`,
      );
      return 1;
    }
    const sent = yield* process.sys.kill(Number(operand), signal);
    if (failed(sent)) {
      yield* process.error(`(${operand.trim()})`, sent);
      status = 1;
    }
  }
  return status;
}

/** procps takes the first digit of a negative number for a wrong option, and signals that group: `kill -TERM -123` is group 1. */
function* wrongOption(process: Process, problem: string, signal: number): Coroutine<number> {
  // of a long option that lacks its value getopt_long(3) tells the letter
  const [, long] = /^option '--(\w+)' requires an argument$/.exec(problem) ?? [];
  const own = OPTIONS.find(([, name]) => name === long)?.[0];
  const [, letter = own ?? '\0'] = /-- '(.)'$/.exec(problem) ?? [];
  if (/\d/.test(letter)) {
    const sent = yield* process.sys.kill(-Number(letter), signal);
    return failed(sent) ? 0 : 1;
  }
  yield* process.error(`invalid argument ${letter}`);
  return yield* usage(process);
}

function* usage(process: Process): Coroutine<number> {
  yield* process.eprint(USAGE);
  return 1;
}

function* list(process: Process, which: string | null): Coroutine<number> {
  if (which === null) {
    process.print(signalLines());
    return 0;
  }
  const number = parseSignal(which);
  const name = number === null ? null : shortName(number);
  if (number === null || name === null) yield* process.error(`unknown signal name ${which}`);
  else process.printLine(/^\d+$/.test(which) ? name : String(number));
  return 0;
}
