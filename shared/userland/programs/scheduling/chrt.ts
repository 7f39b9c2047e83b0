// Shows or changes the scheduling policy of a process. chrt(1) of util-linux.

import { execStatus, execvp } from '../../libc/exec.ts';
import { parseNumber, tryHelp, versionLine } from '../../libc/util-linux.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { isRealTime } from '../../scheduling.ts';
import { program } from '../../libc/process.ts';
import { CHRT_USAGE } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { Policy, Scheduling } from '../../scheduling.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['a', 'all-tasks'], ['b', 'batch'], ['d', 'deadline'], ['f', 'fifo'], ['h', 'help'], ['i', 'idle'], ['m', 'max'], ['o', 'other'],
  ['p', 'pid'], ['r', 'rr'], ['R', 'reset-on-fork'], ['T', 'sched-runtime', 'required'], ['P', 'sched-period', 'required'],
  ['D', 'sched-deadline', 'required'], ['v', 'verbose'], ['V', 'version'],
] as const; // prettier-ignore

const POLICIES: Readonly<Partial<Record<string, Policy>>> = {
  b: 'SCHED_BATCH', d: 'SCHED_DEADLINE', f: 'SCHED_FIFO', i: 'SCHED_IDLE', o: 'SCHED_OTHER', r: 'SCHED_RR',
}; // prettier-ignore

/** In the order in which -m tells of them. */
const ALL: readonly Policy[] = [
  'SCHED_OTHER', 'SCHED_FIFO', 'SCHED_RR', 'SCHED_BATCH', 'SCHED_IDLE', 'SCHED_DEADLINE',
]; // prettier-ignore

export const chrt = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  let policy: Policy = 'SCHED_RR';
  let pid: string | null = null;
  for (const { key } of line.options) {
    if (key === 'h' || key === 'V') {
      process.print(key === 'h' ? CHRT_USAGE : versionLine(process));
      return 0;
    }
    if (key === 'm') {
      for (const each of ALL) process.printLine(`${each} min/max priority\t: ${rangeOf(each).join('/')}`);
      return 0;
    }
    policy = POLICIES[key] ?? policy;
    // the last word is the number, whatever stands before it
    if (key === 'p') pid = process.args.at(-1) ?? '';
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (pid !== null && parseNumber(pid) === null)
    return yield* refuse(process, `invalid PID argument: '${pid}'`);
  const { operands } = line;
  if (operands.length < (pid === null ? 2 : 1)) {
    yield* process.warn('bad usage');
    yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
    return 1;
  }
  const target = pid === null ? 0 : Number(pid);
  if (pid !== null && (has('v') || operands.length === 1)) {
    if (!(yield* show(process, target, 'current'))) return 1;
    if (operands.length === 1) return 0;
  }
  const [given = '', ...argv] = operands;
  const priority = parseNumber(given);
  if (priority === null) return yield* refuse(process, `invalid priority argument: '${given}'`);
  const [least, most] = rangeOf(policy);
  if (priority < least || priority > most)
    return yield* refuse(
      process,
      `unsupported priority value for the policy: ${priority}: see --max for valid range`,
    );
  const wanted: Scheduling = { policy, priority, resetOnFork: has('R') };
  const set = yield* process.sys.setScheduler(target, wanted);
  if (failed(set)) {
    yield* process.warn(`failed to set pid ${target}'s policy`, set);
    return 1;
  }
  if (has('v') && !(yield* show(process, target, 'new'))) return 1;
  if (pid !== null) return 0;
  // what was printed into a pipe is lost with the program
  yield* process.settle();
  const refused = yield* execvp(process.sys, argv, process.env);
  yield* process.warn(`failed to execute ${argv[0] ?? ''}`, refused);
  return execStatus(refused);
});

function* refuse(process: Process, problem: string): Coroutine<number> {
  yield* process.warn(problem);
  return 1;
}

function rangeOf(policy: Policy): readonly [least: number, most: number] {
  return isRealTime(policy) ? [1, 99] : [0, 0];
}

function* show(process: Process, pid: number, when: 'current' | 'new'): Coroutine<boolean> {
  const whom = pid === 0 ? yield* process.sys.getpid() : pid;
  const found = yield* process.sys.getScheduler(pid);
  if (failed(found)) {
    yield* process.warn(`failed to get pid ${whom}'s policy`, found);
    return false;
  }
  const { policy, priority, resetOnFork } = found;
  process.printLine(
    `pid ${whom}'s ${when} scheduling policy: ${policy}${resetOnFork ? '|SCHED_RESET_ON_FORK' : ''}`,
  );
  process.printLine(`pid ${whom}'s ${when} scheduling priority: ${priority}`);
  return true;
}
