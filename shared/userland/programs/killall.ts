// A signal to every process of a name. killall(1) of psmisc.

import { compileRegex, Regex } from '../libc/regex/regex.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseSignal, signalLines } from '../libc/signal-names.ts';
import { program } from '../libc/process.ts';
import { readTasks } from '../libc/proc.ts';
import { readUsers } from '../libc/users.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { ProcTask } from '../libc/proc.ts';

const OPTIONS = [
  ['e', 'exact'], ['g', 'process-group'], ['i', 'interactive'], ['I', 'ignore-case'], ['l', 'list'], ['n', 'ns', 'required'],
  ['q', 'quiet'], ['r', 'regexp'], ['s', 'signal', 'required'], ['u', 'user', 'required'], ['v', 'verbose'], ['V', 'version'],
  ['w', 'wait'],
] as const; // prettier-ignore

const USAGE = `Usage: killall [OPTION]... [--] NAME...
       killall -l, --list
       killall -V, --version

  -e,--exact          require exact match for very long names
  -I,--ignore-case    case insensitive process name match
  -g,--process-group  kill process group instead of process
  -y,--younger-than   kill processes younger than TIME
  -o,--older-than     kill processes older than TIME
  -i,--interactive    ask for confirmation before killing
  -l,--list           list all known signal names
  -q,--quiet          don't print complaints
  -r,--regexp         interpret NAME as an extended regular expression
  -s,--signal SIGNAL  send this signal instead of SIGTERM
  -u,--user USER      kill only process(es) running as USER
  -v,--verbose        report if the signal was successfully sent
  -V,--version        display version information
  -w,--wait           wait for processes to die
  -n,--ns PID         match processes that belong to the same namespaces
                      as PID
  -Z,--context REGEXP kill only process(es) having context
                      (must precede other arguments)

`;

const VERSION = `killall (PSmisc) 23.6
Copyright (C) 1993-2022 Werner Almesberger and Craig Small

PSmisc comes with ABSOLUTELY NO WARRANTY.
This is free software, and you are welcome to redistribute it under
the terms of the GNU General Public License.
For more information about these matters, see the files named COPYING.
`;

const SIGTERM = 15;
/** -w looks again after this time. */
const WAIT_MS = 1000;

interface Request {
  readonly signal: number;
  readonly letters: ReadonlySet<string>;
  readonly uid: number | null;
}

export const killall = program(function* (process: Process): Coroutine<number> {
  const { name: leading, rest } = leadingSignal(process.args);
  const line = getoptLong(rest, OPTIONS);
  const letters = new Set<string>(line.options.map((option) => option.key));
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  if (letters.has('l')) {
    process.print(signalLines());
    return 0;
  }
  if (letters.has('V')) {
    yield* process.eprint(VERSION);
    return 0;
  }
  if (line.problem !== null) return yield* usage(process);
  const signalName = value('s') ?? leading;
  const signal = signalName === null ? SIGTERM : parseSignal(signalName);
  if (signal === null) {
    yield* process.eprint(`${signalName ?? ''}: unknown signal; killall -l lists signals.\n`);
    return 1;
  }
  const userName = value('u');
  const user = userName === null ? null : (yield* readUsers(process.sys)).byName(userName);
  if (user === undefined) {
    yield* process.eprint(`Cannot find user ${userName ?? ''}\n`);
    return 1;
  }
  if (line.operands.length === 0 && user === null) return yield* usage(process);
  return yield* killNames(process, line.operands, { signal, letters, uid: user?.uid ?? null });
});

function* usage(process: Process): Coroutine<number> {
  yield* process.eprint(USAGE);
  return 1;
}

/** killall -9, killall -KILL, killall -SIGKILL: only in front, and only in capitals or digits. */
function leadingSignal(args: readonly string[]): {
  readonly name: string | null;
  readonly rest: readonly string[];
} {
  const [first = '', ...rest] = args;
  return /^-([A-Z]{2,}\d?|\d+)$/.test(first) ? { name: first.slice(1), rest } : { name: null, rest: args };
}

function* killNames(process: Process, names: readonly string[], request: Request): Coroutine<number> {
  const { sys } = process;
  const { letters } = request;
  const self = yield* sys.getpid();
  const tasks = (yield* readTasks(sys)).filter(
    (task) => task.pid !== self && (request.uid === null || task.uids.effective === request.uid),
  );
  let status = 0;
  const killed: number[] = [];
  for (const name of names.length > 0 ? names : [null]) {
    const matches = name === null ? () => true : matcher(name, letters);
    if (typeof matches === 'string') {
      yield* process.error(matches);
      return 1;
    }
    let found = false;
    for (const task of tasks.filter((candidate) => matches(candidate.comm))) {
      if (yield* killOne(process, task, request)) {
        found = true;
        killed.push(task.pid);
      }
    }
    if (found) continue;
    status = 1;
    if (!letters.has('q') && name !== null) yield* process.eprint(`${name}: no process found\n`);
  }
  if (letters.has('w')) yield* waitForAll(process, killed);
  return status;
}

/** Whether a name fits; or what is wrong with the pattern. */
function matcher(name: string, letters: ReadonlySet<string>): ((comm: string) => boolean) | string {
  if (letters.has('r')) {
    const regex = compileRegex(name, 'extended', { ignoreCase: letters.has('I') });
    return regex instanceof Regex ? (comm) => regex.test(comm) : `Bad regular expression: ${name}`;
  }
  const wanted = name.slice(name.lastIndexOf('/') + 1).slice(0, 15);
  if (letters.has('I')) return (comm) => comm.toLowerCase() === wanted.toLowerCase();
  return (comm) => comm === wanted;
}

function* killOne(process: Process, task: ProcTask, { signal, letters }: Request): Coroutine<boolean> {
  if (letters.has('i') && !(yield* confirmed(process, task))) return false;
  const pid = letters.has('g') ? task.pgrp : task.pid;
  const sent = yield* process.sys.kill(letters.has('g') ? -pid : pid, signal);
  if (failed(sent)) {
    if (sent.errno !== 'ESRCH') yield* process.eprint(`${task.comm}(${pid}): ${reason(sent.errno)}\n`);
    return false;
  }
  if (letters.has('v'))
    yield* process.eprint(
      `Killed ${task.comm}(${letters.has('g') ? 'pgid ' : ''}${pid}) with signal ${signal}\n`,
    );
  return true;
}

function reason(errno: string): string {
  return errno === 'EPERM' ? 'Operation not permitted' : 'Invalid argument';
}

function* confirmed(process: Process, task: ProcTask): Coroutine<boolean> {
  process.print(`Kill ${task.comm}(${task.pid}) ? (y/N) `);
  const answer = yield* process.readInput();
  return !failed(answer) && /^\s*y/i.test(answer);
}

function* waitForAll(process: Process, pids: readonly number[]): Coroutine<void> {
  const { sys } = process;
  for (const pid of pids) while (!failed(yield* sys.kill(pid, 0))) yield* sys.nanosleep(WAIT_MS);
}
