// Builds command lines from its input. xargs(1)

import { execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { XARGS_HELP, XARGS_VERSION } from './xargs-usage.ts';
import { signalNumber } from '../../kernel/abi/signal.ts';
import { program } from '../libc/process.ts';
import { readAll } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['0', 'null'], ['a', 'arg-file', 'required'], ['d', 'delimiter', 'required'], ['I', 'replace', 'optional', 'required'],
  ['i', '', 'optional'], ['L', 'max-lines', 'optional', 'required'], ['n', 'max-args', 'required'], ['P', 'max-procs', 'required'],
  ['p', 'interactive'], ['r', 'no-run-if-empty'], ['t', 'verbose'], ['x', 'exit'], ['', 'help'], ['', 'version'],
] as const; // prettier-ignore

/** More words than this make another command line. */
const MOST_ARGS = 4096;
const SOME_FAILED = 123;

interface Settings {
  readonly command: readonly string[];
  /** -I: one command for each line, which replaces this word. */
  readonly replace: string | null;
  readonly perCommand: number;
  readonly verbose: boolean;
  readonly runEmpty: boolean;
}

export const xargs = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  if (has('help') || has('version')) {
    process.print(has('help') ? XARGS_HELP : XARGS_VERSION);
    return 0;
  }
  if (line.problem !== null) {
    yield* process.error(line.problem);
    yield* process.eprint("Try 'xargs --help' for more information.\n");
    return 1;
  }
  const text = yield* readAll(process.sys, 0);
  if (failed(text)) return 1;
  const replace = has('I') || has('i') ? (value('I') ?? value('i') ?? '{}') : null;
  const separator = has('0') ? '\0' : value('d');
  const items =
    separator !== null
      ? splitAt(text, separator)
      : replace !== null || has('L')
        ? linesOfInput(text)
        : words(text);
  if (items === null) {
    const kind = /^[^']*"/.test(text) ? 'double' : 'single';
    yield* process.error(
      `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`,
    );
    return 1;
  }
  return yield* runAll(process, items, {
    command: line.operands.length > 0 ? line.operands : ['echo'],
    replace,
    perCommand: replace !== null ? 1 : Number(value('n') ?? value('L') ?? MOST_ARGS),
    verbose: has('t'),
    runEmpty: !has('r') && replace === null,
  });
});

function splitAt(text: string, separator: string): readonly string[] {
  const mark = separator === '\\n' ? '\n' : separator === '\\0' ? '\0' : separator;
  return (text.endsWith(mark) ? text.slice(0, -mark.length) : text)
    .split(mark)
    .filter((item, _, all) => item !== '' || all.length > 1);
}

function linesOfInput(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Words as a shell would have them: quotes keep blanks, a backslash the next character. Null where a quote is not closed. */
function words(text: string): readonly string[] | null {
  const found: string[] = [];
  for (const [word] of text.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"[^"\n]*"|'[^'\n]*'|["'])+/g)) {
    if (/^(?:[^"'\\]|\\[\s\S]|"[^"\n]*"|'[^'\n]*')*$/.test(word))
      found.push(word.replace(/\\([\s\S])|"([^"\n]*)"|'([^'\n]*)'/g, '$1$2$3'));
    else return null;
  }
  return found;
}

function* runAll(process: Process, items: readonly string[], settings: Settings): Coroutine<number> {
  const { command, replace, perCommand } = settings;
  if (items.length === 0) return settings.runEmpty ? yield* runOne(process, command, settings) : 0;
  let status = 0;
  for (let at = 0; at < items.length; at += perCommand) {
    const batch = items
      .slice(at, at + perCommand)
      .flatMap((item) =>
        replace === null && perCommand !== MOST_ARGS && item.includes(' ') ? item.split(/\s+/) : [item],
      );
    const argv =
      replace === null
        ? [...command, ...batch]
        : command.map((word) => word.replaceAll(replace, items[at] ?? ''));
    const ended = yield* runOne(process, argv, settings);
    if (ended > SOME_FAILED) return ended;
    if (ended !== 0) status = SOME_FAILED;
  }
  return status;
}

/** 0, SOME_FAILED, or the status with which xargs itself ends. */
function* runOne(process: Process, argv: readonly string[], { verbose }: Settings): Coroutine<number> {
  const { sys } = process;
  if (verbose) yield* process.eprint(`${argv.join(' ')}\n`);
  yield* process.flush();
  const child = yield* sys.fork(function* () {
    // the command must not take what is left of the input
    const nothing = yield* sys.open('/dev/null');
    if (!failed(nothing)) yield* sys.dup2(nothing, 0);
    const refused = yield* execvp(sys, argv, process.env);
    yield* process.error(argv[0] ?? '', refused);
    return refused.errno === 'ENOENT' ? 127 : 126;
  });
  if (failed(child)) {
    yield* process.error('cannot fork', child);
    return 1;
  }
  const waited = yield* sys.wait4(child);
  if (failed(waited) || waited.status === null) return 1;
  const { status } = waited;
  if ('signaled' in status) {
    yield* process.error(`${argv[0] ?? ''}: terminated by signal ${signalNumber(status.signaled)}`);
    return 125;
  }
  if (!('exited' in status) || status.exited === 0) return 0;
  if (status.exited === 255) {
    yield* process.error(`${argv[0] ?? ''}: exited with status 255; aborting`);
    return 124;
  }
  return status.exited === 126 || status.exited === 127 ? status.exited : SOME_FAILED;
}
