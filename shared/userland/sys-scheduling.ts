// The system calls of scheduling: setpriority(2), sched_setattr(2), sched_setaffinity(2), ioprio_set(2) and those that read.

import type { PriorityOf } from '../kernel/call.ts';
import { nsCapable } from '../kernel/cred/capable.ts';
import type { TaskId } from '../kernel/ids.ts';
import { taskByVpid } from '../kernel/selectors.ts';
import type { Task } from '../kernel/task.ts';
import { tasksMeant } from '../kernel/tasks-meant.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import { isRealTime, NO_IO_PRIORITY } from './scheduling.ts';
import type { IoPriority, Scheduling } from './scheduling.ts';
import type { Sys } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import type { System } from './system.ts';

/** The machine has one processor. */
const PROCESSORS: readonly number[] = [0];
const MOST_PRIORITY = 99;
const NICE_RANGE = 20;

type SchedulingCalls = Pick<
  Sys,
  | 'getpriority' | 'setpriority' | 'getScheduler' | 'setScheduler' | 'getAffinity' | 'setAffinity' | 'getIoPriority' | 'setIoPriority'
>; // prettier-ignore

export function schedulingCalls(gate: SyscallGate): SchedulingCalls {
  const { system } = gate;
  return {
    getpriority: (which, who) => gate.number({ call: 'getpriority', which, who }),
    *setpriority(which, who, nice) {
      const caller = yield* gate.enter();
      const rises = processesMeant(system, caller, which, who).some(({ task }) => nice < task.nice);
      const done = yield* gate.number({
        call: 'setpriority',
        which,
        who,
        nice,
        niceLimits: niceLimits(system),
      });
      if (rises && !failed(done)) caller.usedPrivilege ||= mayBeFirst(caller);
      return done;
    },
    *getScheduler(pid) {
      const target = targetOf(system, yield* gate.enter(), pid);
      return failed(target) ? target : target.scheduling;
    },
    *setScheduler(pid, scheduling) {
      const caller = yield* gate.enter();
      const target = targetOf(system, caller, pid);
      if (failed(target)) return target;
      const refused = refusal(caller, target, scheduling);
      if (refused !== null) return refused;
      caller.usedPrivilege ||= isRealTime(scheduling.policy) && mayBeFirst(caller);
      target.scheduling = scheduling;
      return 0;
    },
    *getAffinity(pid) {
      const target = targetOf(system, yield* gate.enter(), pid);
      return failed(target) ? target : PROCESSORS;
    },
    *setAffinity(pid, processors) {
      const caller = yield* gate.enter();
      const target = targetOf(system, caller, pid);
      if (failed(target)) return target;
      if (!mayChange(caller, target.task)) return { errno: 'EPERM' };
      return processors.some((number) => PROCESSORS.includes(number)) ? 0 : { errno: 'EINVAL' };
    },
    *getIoPriority(which, who) {
      const targets = processesMeant(system, yield* gate.enter(), which, who);
      const [highest] = targets.map((process) => process.ioPriority).sort(byIoPriority);
      return highest ?? { errno: 'ESRCH' };
    },
    *setIoPriority(which, who, priority) {
      const caller = yield* gate.enter();
      return setIoPriority(system, caller, processesMeant(system, caller, which, who), priority);
    },
  };
}

function niceLimits({ processes }: System): ReadonlyMap<TaskId, number> {
  const limited = [...processes.values()].filter(({ limits }) => limits.nice.soft !== 0);
  return new Map(limited.map(({ id, limits }) => [id, limits.nice.soft ?? 2 * NICE_RANGE]));
}

/** 0 is the caller. What has ended is still scheduled as it was. */
function targetOf(system: System, caller: Process, pid: number): Process | Failure {
  if (pid === 0) return caller;
  const task = taskByVpid(caller.kernelState, caller.task, pid);
  const target = task === undefined ? undefined : system.unreaped(task.id);
  return target ?? { errno: 'ESRCH' };
}

/** check_same_owner. */
function mayChange({ kernelState, task: { cred } }: Process, { cred: theirs }: Task): boolean {
  const isOwn = cred.euid === theirs.euid || cred.euid === theirs.ruid;
  return isOwn || nsCapable(kernelState, cred, theirs.userNs, 'CAP_SYS_NICE');
}

function mayBeFirst({ kernelState, task }: Process): boolean {
  return nsCapable(kernelState, task.cred, kernelState.rootUserNs, 'CAP_SYS_NICE');
}

/** user_check_sched_setscheduler. Errno: EINVAL a priority that the policy does not have; EPERM. */
function refusal(caller: Process, target: Process, { policy, priority }: Scheduling): Failure | null {
  if (policy === 'SCHED_DEADLINE') return { errno: 'EINVAL' };
  const fits = isRealTime(policy) ? priority >= 1 && priority <= MOST_PRIORITY : priority === 0;
  if (!fits) return { errno: 'EINVAL' };
  if (mayBeFirst(caller)) return null;
  const { scheduling: old, limits, task } = target;
  const rises = isRealTime(policy) && (policy !== old.policy || priority > old.priority);
  if (rises && priority > (limits.rtprio.soft ?? MOST_PRIORITY)) return { errno: 'EPERM' };
  const leavesIdle = old.policy === 'SCHED_IDLE' && policy !== 'SCHED_IDLE';
  if (leavesIdle && NICE_RANGE - task.nice > (limits.nice.soft ?? 2 * NICE_RANGE)) return { errno: 'EPERM' };
  return mayChange(caller, task) ? null : { errno: 'EPERM' };
}

/** In the order of the kernel. */
function processesMeant(system: System, caller: Process, which: PriorityOf, who: number): readonly Process[] {
  return tasksMeant(caller.kernelState, { which, who }, caller.task).flatMap(
    ({ id }) => system.unreaped(id) ?? [],
  );
}

const IO_CLASSES: readonly IoPriority['ioClass'][] = ['realtime', 'best-effort', 'none', 'idle'];

function byIoPriority(a: IoPriority, b: IoPriority): number {
  return IO_CLASSES.indexOf(a.ioClass) - IO_CLASSES.indexOf(b.ioClass) || a.level - b.level;
}

/** Errno: EINVAL a level without a class; EPERM real time without privilege, or somebody else's process; ESRCH. */
function setIoPriority(
  system: System,
  caller: Process,
  targets: readonly Process[],
  priority: IoPriority,
): number | Failure {
  const { ioClass, level } = priority;
  if (ioClass === 'realtime' && !mayBeFirst(caller)) return { errno: 'EPERM' };
  if (ioClass === 'none' && level !== 0) return { errno: 'EINVAL' };
  if (targets.length === 0) return { errno: 'ESRCH' };
  for (const target of targets) {
    const { cred } = target.task;
    const isOwn = [caller.task.cred.euid, caller.task.cred.ruid].includes(cred.ruid);
    if (!isOwn && !nsCapable(system.kernel.state, caller.task.cred, system.kernel.state.rootUserNs, 'CAP_SYS_NICE')) return { errno: 'EPERM' }; // prettier-ignore
    target.ioPriority = ioClass === 'idle' || ioClass === 'none' ? { ...NO_IO_PRIORITY, ioClass } : priority;
  }
  return 0;
}
