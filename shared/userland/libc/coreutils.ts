// What the programs of GNU coreutils have in common: their words for a wrong command line, their quotes, their input.

import { coreutilHelp, coreutilVersion } from './coreutils-help/coreutils-help.ts';
import { isUtf8 } from './locale.ts';
import { leftOutOption } from './left-out-option.ts';
import { failed } from '../program.ts';
import { LineReader, readAll } from './read.ts';
import { program } from './process.ts';
import type { Coroutine, Failure, Program } from '../program.ts';
import type { Fd, Sys } from '../sys.ts';
import type { Process } from './process.ts';

const STDIN: Fd = 0;

/** How far into a command line --help and --version are options of the program itself. */
type HelpPlace = 'anywhere' | 'beforeOperands' | 'alone';

/** A program that answers --help and --version, and does `main` for everything else. */
export function coreutil(
  name: string,
  main: (process: Process) => Coroutine<number>,
  place: HelpPlace = 'anywhere',
  helpStatus = 0,
): Program {
  return program(function* (process) {
    const asked = askedFor(process.args, place);
    // true and false have nothing to write but their help
    process.closesOutput = asked !== null || !['true', 'false'].includes(name);
    if (asked === null) return yield* main(process);
    process.print(asked === 'help' ? coreutilHelp(name, process.name) : coreutilVersion(name));
    return helpStatus;
  });
}

function askedFor(args: readonly string[], place: HelpPlace): 'help' | 'version' | null {
  if (place === 'alone') {
    const [only] = args;
    return args.length !== 1 ? null : only === '--help' ? 'help' : only === '--version' ? 'version' : null;
  }
  for (const arg of args) {
    if (arg === '--' || (place === 'beforeOperands' && !arg.startsWith('-'))) return null;
    if (arg.length >= 5 && '--help'.startsWith(arg)) return 'help';
    if (arg.length >= 6 && '--version'.startsWith(arg)) return 'version';
  }
  return null;
}

/** usage(EXIT_FAILURE) after a complaint. */
export function* tryHelp(process: Process, problem: string | null, status = 1): Coroutine<number> {
  const leftOut = problem === null ? null : leftOutOption(problem, coreutilHelp(process.shortName, ''));
  if (problem !== null) yield* process.error(leftOut ?? problem);
  if (leftOut === null) yield* process.eprint(`Try '${process.name} --help' for more information.\n`);
  return status;
}

/** quote() of gnulib: the quotes of the locale. */
export function quote(process: Process, text: string): string {
  return isUtf8(process.env) ? `‘${text}’` : `'${text}'`;
}

/** quoteaf() of gnulib: as one would type it in a shell. */
export function quoteaf(text: string): string {
  return text.includes("'") && !/["$`\\]/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What a shell might take for something else: # and ~ only where they begin a word, braces only where they are all of it. */
const SPECIAL = /[\s!"$&'()*;<>?[\\\]^`|=]|^[~#]|^[{}]$/;

export function isSpecialToShells(text: string): boolean {
  return text === '' || SPECIAL.test(text);
}

/** quotef() of gnulib: quoted only where a shell would need it. */
export function quotef(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  return isSpecialToShells(text) || /[\u0000-\u001f\u007f]/.test(text) ? quoteaf(text) : text;
}

export function* missingOperand(process: Process): Coroutine<number> {
  return yield* tryHelp(process, 'missing operand');
}

export function* extraOperand(process: Process, operand: string, status = 1): Coroutine<number> {
  return yield* tryHelp(process, `extra operand ${quote(process, operand)}`, status);
}

/** Opens an operand for reading; `-` is standard input. */
export function* openInput(sys: Sys, operand: string): Coroutine<Fd | Failure> {
  return operand === '-' ? STDIN : yield* sys.open(operand);
}

export function* closeInput(sys: Sys, fd: Fd): Coroutine<void> {
  if (fd !== STDIN) yield* sys.close(fd);
}

/** All of an operand's text. */
export function* readInput(sys: Sys, operand: string): Coroutine<string | Failure> {
  const fd = yield* openInput(sys, operand);
  if (failed(fd)) return fd;
  const text = yield* readAll(sys, fd);
  yield* closeInput(sys, fd);
  return text;
}

/** Prints what becomes of each line of the operands; `ending` is empty where the last line has no end. The exit status. */
export function* convertLines(
  process: Process,
  operands: readonly string[],
  convert: (line: string, ending: '\n' | '') => string,
): Coroutine<number> {
  let status = 0;
  for (const name of inputsOf(operands)) {
    const fd = yield* openInput(process.sys, name);
    if (failed(fd)) {
      yield* process.error(quotef(name), fd);
      status = 1;
      continue;
    }
    const reader = new LineReader(process.sys, fd);
    for (let line = yield* reader.next(); line !== null; line = yield* reader.next()) {
      if (failed(line)) {
        yield* process.error(quotef(name), line);
        status = 1;
        break;
      }
      process.print(convert(line, reader.terminated ? '\n' : ''));
      yield* process.settle();
    }
    yield* closeInput(process.sys, fd);
  }
  return status;
}

/** The operands, or standard input when there are none. */
export function inputsOf(operands: readonly string[]): readonly string[] {
  return operands.length > 0 ? operands : ['-'];
}
