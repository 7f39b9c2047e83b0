// Patterns and actions over lines. awk(1), as the mawk of Debian words its complaints

import { AwkProblem } from './syntax.ts';
import { AwkRunError } from './run-error.ts';
import { closeInput, openInput } from '../../libc/coreutils.ts';
import { failed } from '../../program.ts';
import { fromInput, toNumber } from './values.ts';
import { LineReader, readFile } from '../../libc/read.ts';
import { Memory } from './memory.ts';
import { parseAwk } from './parser.ts';
import { program } from '../../libc/process.ts';
import { Runner } from './execute.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { unescapeFormat } from '../../libc/escapes.ts';
import type { Coroutine } from '../../program.ts';
import type { Leaving } from './execute.ts';
import type { Process } from '../../libc/process.ts';

const USAGE = `Usage: mawk [Options] [Program] [file ...]

Program:
    The -f option value is the name of a file containing program text.
    If no -f option is given, a "--" ends option processing; the following
    parameters are the program text.

Options:
    -f program-file  Program  text is read from file instead of from the
                     command-line.  Multiple -f options are accepted.
    -F value         sets the field separator, FS, to value.
    -v var=value     assigns value to program variable var.
    --               unambiguous end of options.
`;

const TROUBLE = 2;

interface CommandLine {
  readonly source: string;
  readonly assignments: readonly string[];
  readonly files: readonly string[];
}

export const awk = program(function* (process: Process): Coroutine<number> {
  const line = yield* readCommandLine(process);
  if (line === null) {
    process.print(USAGE);
    return 0;
  }
  if (typeof line === 'string') {
    yield* process.error(line);
    return TROUBLE;
  }
  const rules = parseAwk(line.source);
  if (rules instanceof AwkProblem) {
    yield* process.error(complaint(rules));
    return TROUBLE;
  }
  const memory = new Memory();
  for (const assignment of line.assignments) assign(memory, assignment);
  try {
    const inputIsRead = rules.some(({ when }) => when.on !== 'BEGIN');
    return yield* run(process, new Runner(process, memory, rules), memory, inputIsRead ? line.files : null);
  } catch (error) {
    if (!(error instanceof AwkRunError)) throw error;
    yield* process.error(`run time error: ${error.message}`);
    return TROUBLE;
  }
});

function complaint({ line, near }: AwkProblem): string {
  if (near === 'end of file') return `line ${line + 1}: missing } near end of file`;
  return `line ${line}: syntax error at or near ${near}`;
}

/** Null without a program; text for what is wrong. */
function* readCommandLine(process: Process): Coroutine<CommandLine | string | null> {
  const args = [...process.args];
  const assignments: string[] = [];
  let source: string | null = null;
  while (args[0]?.startsWith('-') === true && args[0] !== '-') {
    const option = args.shift() ?? '';
    if (option === '--') break;
    const letter = option.slice(0, 2);
    if (letter !== '-F' && letter !== '-v' && letter !== '-f') return `not an option: ${option}`;
    const value = option.length > 2 ? option.slice(2) : args.shift();
    if (value === undefined) return `option ${letter} lacks argument`;
    if (letter === '-F') assignments.push(`FS=${value === 't' ? '\\t' : value}`);
    else if (letter === '-v') assignments.push(value);
    else {
      const text = yield* readFile(process.sys, value);
      if (failed(text)) return `couldn't open file ${value}`;
      source = `${source ?? ''}${text}\n`;
    }
  }
  source ??= args.shift() ?? null;
  return source === null ? null : { source, assignments, files: args };
}

function assign(memory: Memory, assignment: string): void {
  const equals = assignment.indexOf('=');
  memory.setVariable(
    assignment.slice(0, equals),
    fromInput(unescapeFormat(assignment.slice(equals + 1)).text),
  );
}

/** `files` is null where nothing is read: only BEGIN has something to do. */
function* run(
  process: Process,
  runner: Runner,
  memory: Memory,
  files: readonly string[] | null,
): Coroutine<number> {
  const begun = yield* runner.runAll('BEGIN');
  if (typeof begun === 'object') return begun.exit;
  if (files === null) return 0;
  let status = 0;
  const inputs = files.filter((file) => !isAssignment(file));
  for (const file of files.length > 0 && inputs.length > 0 ? files : [...files, '-']) {
    if (isAssignment(file)) {
      assign(memory, file);
      continue;
    }
    const read = yield* readLines(process, runner, memory, file);
    if (read === 'unreadable') status = TROUBLE;
    else if (typeof read === 'object') {
      status = read.exit;
      break;
    }
  }
  const ended = yield* runner.runAll('END');
  return typeof ended === 'object' ? ended.exit : status;
}

function isAssignment(operand: string): boolean {
  return /^[A-Za-z_]\w*=/.test(operand);
}

function* readLines(
  process: Process,
  runner: Runner,
  memory: Memory,
  file: string,
): Coroutine<Leaving | 'unreadable'> {
  const fd = yield* openInput(process.sys, file);
  if (failed(fd)) {
    yield* process.error(`cannot open ${file} (${strerror(fd.errno)})`);
    return 'unreadable';
  }
  memory.setVariable('FILENAME', file === '-' ? '' : file);
  memory.setVariable('FNR', 0);
  const reader = new LineReader(process.sys, fd);
  for (let line = yield* reader.next(); line !== null && !failed(line); line = yield* reader.next()) {
    for (const counter of ['NR', 'FNR']) memory.setVariable(counter, toNumber(memory.variable(counter)) + 1);
    memory.setLine(line);
    const leaving = yield* runner.runLine();
    if (typeof leaving === 'object') return leaving;
    yield* process.settle();
  }
  yield* closeInput(process.sys, fd);
  return 'normal';
}
