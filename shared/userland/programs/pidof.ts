// Which numbers does a running program have? pidof(8), the one of sysvinit-utils, as Debian has it.

import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { readTasks } from '../libc/proc.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { ProcTask } from '../libc/proc.ts';

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
  if (line.problem !== null) return 1;
  const separator = line.options.find((option) => option.key === 'd')?.value ?? ' ';
  const omitted = line.options
    .filter((option) => option.key === 'o')
    .flatMap(({ value }) => (value ?? '').split(','));
  const self = yield* sys.getpid();
  const tasks = (yield* readTasks(sys)).filter(
    (task) => task.pid !== self && !omitted.includes(String(task.pid)) && (has('z') || task.state !== 'Z'),
  );
  const found: number[] = [];
  for (const name of line.operands) {
    // the newest number first: they are collected from the front
    for (const task of [...tasks].reverse()) {
      const exe = yield* sys.readlink(`/proc/${task.pid}/exe`);
      if (isProgram(task, failed(exe) ? '' : exe, name, has('x')) && !(has('s') && found.length > 0))
        found.push(task.pid);
    }
  }
  if (found.length === 0) return 1;
  if (!has('q')) process.printLine(found.join(separator));
  return 0;
});

/** By the path of its program, by argv[0], or, for a script, by the name of the script. */
function isProgram(task: ProcTask, exe: string, name: string, scripts: boolean): boolean {
  const [argv0 = task.comm, script = ''] = task.cmdline;
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  if (name.includes('/')) return exe === name || argv0 === name;
  if (scripts && base(script) === name) return true;
  return base(argv0).replace(/^-/, '') === name || base(exe) === name;
}
