// Which numbers does a running program have? pidof(8), the one of sysvinit-utils, as Debian has it.

import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { readTasks } from '../libc/proc.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { ProcTask } from '../libc/proc.ts';
import type { Sys } from '../sys.ts';

const STDIN = 0;
const OPTIONS = [
  ['c', ''], ['d', '', 'required'], ['h', ''], ['n', ''], ['o', '', 'required'], ['q', ''], ['s', ''], ['x', ''], ['z', ''],
] as const; // prettier-ignore

const USAGE = `pidof usage: [options] <program-name>

 -c           Return PIDs with the same root directory
 -d <sep>     Use the provided character as output separator
 -h           Display this help text
 -n           Avoid using stat system function on network shares
 -o <pid>     Omit results with a given PID
 -q           Quiet mode. Do not display output
 -s           Only return one PID
 -x           Return PIDs of shells running scripts with a matching name
 -z           List zombie and I/O waiting processes. May cause pidof to hang.

`;

export const pidof = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h')) {
    process.print(USAGE);
    return 0;
  }
  if (line.problem !== null) {
    yield* complain(process, 'invalid options on command line!');
    return 1;
  }
  const separator = line.options.find((option) => option.key === 'd')?.value ?? ' ';
  const self = yield* sys.getpid();
  const omitted: number[] = [];
  for (const text of line.options.flatMap(({ key, value }) =>
    key === 'o' ? (value ?? '').split(',') : [],
  )) {
    const pid = text === '%PPID' ? yield* sys.getppid() : Number.parseInt(text, 10);
    if (!(pid > 0)) {
      yield* complain(process, `illegal omit pid value (${text})!`);
      continue;
    }
    omitted.push(pid);
  }
  const tasks = (yield* readTasks(sys)).filter(
    (task) => task.pid !== self && !omitted.includes(task.pid) && (has('z') || task.state !== 'Z'),
  );
  const found: number[] = [];
  for (const name of line.operands) {
    const running = yield* runningFile(sys, name, tasks);
    const matching = running.length > 0 ? running : tasks.filter((task) => isCalled(task, name, has('x')));
    // the newest number first: they are collected from the front
    for (const task of [...matching].reverse()) if (!(has('s') && found.length > 0)) found.push(task.pid);
  }
  if (found.length === 0) return 1;
  if (!has('q')) process.printLine(found.join(separator));
  return 0;
});

/** Who does not sit at a terminal would find it in the system's log. */
function* complain(process: Process, problem: string): Coroutine<void> {
  if (yield* process.sys.isatty(STDIN)) yield* process.eprint(`pidof: ${problem}\n\n`);
}

/** Who runs the file that a name leads to from here. */
function* runningFile(sys: Sys, name: string, tasks: readonly ProcTask[]): Coroutine<readonly ProcTask[]> {
  const file = yield* sys.stat(name);
  if (failed(file)) return [];
  const running: ProcTask[] = [];
  for (const task of tasks) {
    const exe = yield* sys.stat(`/proc/${task.pid}/exe`);
    if (!failed(exe) && exe.dev === file.dev && exe.ino === file.ino) running.push(task);
  }
  return running;
}

/** By argv[0], or, for a script that was started by its own name, by that. */
function isCalled(task: ProcTask, name: string, scripts: boolean): boolean {
  const [argv0 = task.comm, script = ''] = task.cmdline;
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const wanted = base(name);
  if (argv0 === name || (base(argv0) === wanted && !name.startsWith('/'))) return true;
  return scripts && base(script) === wanted && wanted.startsWith(task.comm);
}
