// Runs a program that a hangup does not end. nohup(1)

import { coreutil, tryHelp } from '../libc/coreutils.ts';
import { execStatus, execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';

const CANNOT_RUN = 125;
const [STDIN, STDOUT, STDERR] = [0, 1, 2];

export const nohup = coreutil(
  'nohup',
  function* (process: Process): Coroutine<number> {
    const { sys } = process;
    const line = getoptLong(process.args, [], 'stopAtOperand');
    if (line.problem !== null) return yield* tryHelp(process, line.problem, CANNOT_RUN);
    const [command] = line.operands;
    if (command === undefined) return yield* tryHelp(process, 'missing operand', CANNOT_RUN);
    const onTerminal = {
      input: yield* sys.isatty(STDIN),
      output: yield* sys.isatty(STDOUT),
      errors: yield* sys.isatty(STDERR),
    };
    if (onTerminal.input) {
      const nothing = yield* sys.open('/dev/null', ['O_WRONLY']);
      if (!failed(nothing)) yield* sys.dup2(nothing, STDIN);
      if (!failed(nothing) && nothing !== STDIN) yield* sys.close(nothing);
    }
    let into: string | null = null;
    if (onTerminal.output) {
      into = yield* redirectOutput(process);
      if (into === null) return CANNOT_RUN;
    }
    const note = message(onTerminal, into);
    if (note !== null) yield* process.error(note);
    const complaints = yield* sys.dup(STDERR, 3);
    if (!failed(complaints)) yield* sys.setCloexec(complaints, true);
    if (onTerminal.errors) yield* sys.dup2(STDOUT, STDERR);
    yield* sys.sigaction('SIGHUP', 'ignore');
    const refused = yield* execvp(sys, line.operands, process.env);
    if (!failed(complaints)) yield* sys.dup2(complaints, STDERR);
    yield* process.error(`failed to run command '${command}'`, refused);
    return execStatus(refused);
  },
  'beforeOperands',
);

/** nohup.out here, or else at home; that it can't be had is told only where both fail. */
function* redirectOutput(process: Process): Coroutine<string | null> {
  const { sys, env } = process;
  const home = env.get('HOME');
  const complaints: (readonly [string, Failure])[] = [];
  for (const path of [
    'nohup.out',
    ...(home === undefined ? [] : [`${home.replace(/\/+$/, '')}/nohup.out`]),
  ]) {
    const fd = yield* sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_APPEND'], 0o600);
    if (failed(fd)) {
      complaints.push([path, fd]);
      continue;
    }
    yield* sys.dup2(fd, STDOUT);
    yield* sys.close(fd);
    return path;
  }
  for (const [path, why] of complaints) yield* process.error(`failed to open '${path}'`, why);
  return null;
}

function message(
  on: { readonly input: boolean; readonly output: boolean; readonly errors: boolean },
  into: string | null,
): string | null {
  if (into !== null)
    return on.input ? `ignoring input and appending output to '${into}'` : `appending output to '${into}'`;
  if (on.errors)
    return on.input ? 'ignoring input and redirecting stderr to stdout' : 'redirecting stderr to stdout';
  return on.input ? 'ignoring input' : null;
}
