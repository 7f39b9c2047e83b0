// The system calls of resource limits: getrlimit(2), setrlimit(2), prlimit(2).

import { nsCapable } from '../kernel/cred/capable.ts';
import { taskByVpid } from '../kernel/selectors.ts';
import type { Process } from './process.ts';
import type { Failure } from './program.ts';
import { exceeds } from './resource-limits.ts';
import type { Resource, ResourceLimit } from './resource-limits.ts';
import type { Sys } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';

/** fs.nr_open. */
const NR_OPEN = 1_048_576;

export function limitCalls(gate: SyscallGate): Pick<Sys, 'setrlimit' | 'getrlimit' | 'prlimit'> {
  return {
    *setrlimit(resource, limit) {
      const process = yield* gate.enter();
      return refusal(process, process, resource, limit) ?? change(process, resource, limit);
    },
    *getrlimit(resource) {
      return (yield* gate.enter()).limits[resource];
    },
    *prlimit(pid, resource, limit) {
      const process = yield* gate.enter();
      const target = targetOf(gate, process, pid);
      if ('errno' in target) return target;
      const before = target.limits[resource];
      if (limit === null) return before;
      const refused = refusal(process, target, resource, limit);
      if (refused !== null) return refused;
      change(target, resource, limit);
      return before;
    },
  };
}

/** Errno: ESRCH nobody has the number; EPERM neither all ids are the caller's nor CAP_SYS_RESOURCE (check_prlimit_permission). */
function targetOf({ system }: SyscallGate, caller: Process, pid: number): Process | Failure {
  if (pid === 0) return caller;
  const task = taskByVpid(caller.kernelState, caller.task, pid);
  const target = task === undefined ? undefined : system.unreaped(task.id);
  if (task === undefined || target === undefined) return { errno: 'ESRCH' };
  if (target === caller) return target;
  const { ruid, euid, suid, userNs } = task.cred;
  const isOwn = [ruid, euid, suid].every((uid) => uid === caller.task.cred.ruid);
  return isOwn || hasResourcePower(caller, userNs) ? target : { errno: 'EPERM' };
}

function hasResourcePower({ kernelState, task }: Process, userNs = kernelState.rootUserNs): boolean {
  return nsCapable(kernelState, task.cred, userNs, 'CAP_SYS_RESOURCE');
}

/** Errno: EINVAL soft above hard; EPERM a hard limit raised without the capability, or more files than fs.nr_open. */
function refusal(caller: Process, target: Process, resource: Resource, limit: ResourceLimit): Failure | null {
  if (exceeds(limit.soft, limit.hard)) return { errno: 'EINVAL' };
  const raises = exceeds(limit.hard, target.limits[resource].hard);
  if (raises && !hasResourcePower(caller)) return { errno: 'EPERM' };
  return resource === 'nofile' && exceeds(limit.hard, NR_OPEN) ? { errno: 'EPERM' } : null;
}

function change(target: Process, resource: Resource, limit: ResourceLimit): number {
  target.limits = { ...target.limits, [resource]: limit };
  return 0;
}
