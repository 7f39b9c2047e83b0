// Patterns and actions over lines. awk(1), as the mawk of Debian

import { assign, Input } from './input.ts';
import { AWK_LIMITS, AWK_USAGE, AWK_VERSION } from './usage.ts';
import { AwkExit, AwkFailure, AwkRunError } from './failure.ts';
import { AwkProblem } from './syntax.ts';
import { failed } from '../../program.ts';
import { fromByteText, toByteText } from '../../libc/utf8.ts';
import { fromInput } from './values.ts';
import { Memory } from './memory.ts';
import { notAvailable } from '../../libc/left-out-option.ts';
import { parseAwk } from './parser.ts';
import { program } from '../../libc/process.ts';
import { Random } from './random.ts';
import { readAll, readFile } from '../../libc/read.ts';
import { Runner } from './execute.ts';
import { Streams } from './streams.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { AwkProgram } from './syntax.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const TROUBLE = 2;
/** The words behind -W, which may be shortened. */
const WIDE_OPTIONS = [
  'version',
  'dump',
  'help',
  'interactive',
  'exec',
  'random',
  'sprintf',
  'posix_space',
  'usage',
];

interface CommandLine {
  readonly source: string;
  readonly assignments: readonly string[];
  readonly operands: readonly string[];
  /** -W random: what rand() begins with. */
  readonly seed: number | null;
}

export const awk = program(function* (process: Process): Coroutine<number> {
  process.writeTrouble = {
    describe: (reason) => `close failed on file /dev/stdout (${reason})`,
    status: TROUBLE,
  };
  try {
    const line = yield* readCommandLine(process);
    if (line === null) return 0;
    const parsed = parseAwk(toByteText(line.source));
    if (parsed instanceof AwkProblem) {
      for (const complaint of parsed.complaints) yield* process.warn(fromByteText(complaint));
      return TROUBLE;
    }
    const memory = new Memory();
    for (const assignment of line.assignments)
      if (!assign(memory, toByteText(assignment)))
        throw new AwkFailure(`improper assignment: -v ${assignment}`);
    fillArrays(process, memory, line.operands);
    const random = new Random(line.seed ?? (yield* randomSeed(process)));
    return yield* run(process, memory, random, parsed);
  } catch (error) {
    if (!(error instanceof AwkFailure)) throw error;
    yield* process.warn(error.message);
    return TROUBLE;
  }
});

/** Null where there is nothing to run: what was asked for has been told. */
function* readCommandLine(process: Process): Coroutine<CommandLine | null> {
  const args = [...process.args];
  const assignments: string[] = [];
  let source: string | null = null;
  let seed: number | null = null;
  while (args[0]?.startsWith('-') === true && args[0] !== '-') {
    const option = args.shift() ?? '';
    if (option === '--') break;
    const letter = option.slice(0, 2);
    if (!['-F', '-v', '-f', '-W'].includes(letter)) throw new AwkFailure(`not an option: ${option}`);
    const value = option.length > 2 ? option.slice(2) : args.shift();
    if (value === undefined) throw new AwkFailure(`option ${letter} lacks argument`);
    const [word = '', number = ''] = value.split('=');
    const wide = letter === '-W' ? WIDE_OPTIONS.find((name) => name.startsWith(word)) : undefined;
    if (letter === '-F') assignments.push(`FS=${value}`);
    else if (letter === '-v') assignments.push(value);
    else if (wide === 'dump') throw new AwkFailure(notAvailable('-W dump'));
    else if (wide === 'random') seed = Number(number) || 0;
    else if (wide === 'version' || wide === 'help' || wide === 'usage') {
      yield* tell(process, wide);
      return null;
    } else if (letter === '-f' || wide === 'exec') {
      const name = letter === '-f' ? value : (args.shift() ?? '');
      source = `${source ?? ''}${yield* readProgram(process, name)}\n`;
      if (wide === 'exec') break;
    }
  }
  source ??= args.shift() ?? null;
  if (source !== null) return { source, assignments, operands: args, seed };
  yield* tell(process, 'usage');
  return null;
}

function* tell(process: Process, what: 'version' | 'help' | 'usage'): Coroutine<void> {
  if (what === 'version') {
    process.print(AWK_VERSION);
    yield* process.eprint(AWK_LIMITS);
  } else if (process.args.length > 0) yield* process.eprint(AWK_USAGE);
  else process.print(AWK_USAGE);
}

function* readProgram(process: Process, name: string): Coroutine<string> {
  const text = name === '-' ? yield* readAll(process.sys, 0) : yield* readFile(process.sys, name);
  if (typeof text === 'string') return text;
  throw new AwkFailure(`cannot open ${name} (${strerror(text.errno)})`);
}

function fillArrays({ env }: Process, memory: Memory, operands: readonly string[]): void {
  const argv = memory.array({ name: 'ARGV', local: null });
  ['awk', ...operands].forEach((operand, at) => {
    argv.set(String(at), fromInput(toByteText(operand)), true);
  });
  memory.setVariable('ARGC', operands.length + 1);
  const environ = memory.array({ name: 'ENVIRON', local: null });
  for (const [name, value] of env) environ.set(toByteText(name), fromInput(toByteText(value)), false);
}

function* randomSeed({ sys }: Process): Coroutine<number> {
  const fd = yield* sys.open('/dev/urandom');
  if (failed(fd)) return 1;
  const bytes = yield* sys.read(fd, 4);
  yield* sys.close(fd);
  return failed(bytes)
    ? 1
    : Array.from(bytes).reduce((seed, byte) => (seed * 256 + byte.charCodeAt(0)) % 2147483647, 0);
}

function* run(process: Process, memory: Memory, random: Random, parsed: AwkProgram): Coroutine<number> {
  const streams = new Streams(process);
  const input = new Input(process, memory);
  const runner = new Runner(process, memory, streams, input, random, parsed);
  const has = (on: 'BEGIN' | 'END'): boolean => parsed.rules.some(({ when }) => when.on === on);
  let status = 0;
  try {
    try {
      if (has('BEGIN')) yield* runner.runAll('BEGIN');
      if (parsed.rules.some(({ when }) => when.on !== 'BEGIN')) yield* runLines(memory, input, runner);
    } catch (error) {
      status = statusOfExit(error, status);
    }
    try {
      if (has('END')) yield* runner.runAll('END');
    } catch (error) {
      status = statusOfExit(error, status);
    }
    yield* streams.closeOutputs();
  } catch (error) {
    if (!(error instanceof AwkRunError)) throw error;
    yield* process.warn(`run time error: ${error.message}\n${runner.where()}`);
    yield* streams.closeOutputs();
    return TROUBLE;
  }
  return status;
}

/** exit ends what is being done; everything else goes on upwards. */
function statusOfExit(error: unknown, before: number): number {
  if (error instanceof AwkExit) return error.status ?? before;
  throw error;
}

function* runLines(memory: Memory, input: Input, runner: Runner): Coroutine<void> {
  for (let line = yield* input.next(); line !== null; line = yield* input.next()) {
    memory.setLine(line);
    if (yield* runner.runLine()) yield* input.skipFile();
  }
}
