// /proc/sys/kernel/ns_last_pid and pid_max: settings of a PID namespace (pid_namespaces(7), proc(5)). /proc/sys/user: limits of
// a user namespace (namespaces(7)).

import { checkpointRestoreNsCapable, nsCapable, rootUid } from '../cred/capable.ts';
import type { PidNsId } from '../ids.ts';
import { PID_MAX_DEFAULT } from '../initial-state.ts';
import { INT_MAX } from '../namespaces/ucounts.ts';
import type { Recorder } from '../recorder.ts';
import { pidNamespace, pidNsOf } from '../selectors.ts';
import type { PidNamespace } from '../state.ts';
import type { Task } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

/** RESERVED_PIDS + 1. */
const PID_MAX_MIN = 301;

export const SYSCTL: Syscalls<
  'set_last_pid' | 'get_last_pid' | 'set_pid_max' | 'get_pid_max' | 'set_ucount_max'
> = {
  /** Errno: EPERM without CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE in the owner; EINVAL beyond 0 to pid_max (PNS-08). */
  set_last_pid(kernel, { value, ns: id }, caller) {
    const ns = namespaceOf(kernel, caller, id);
    if (!checkpointRestoreNsCapable(kernel.state, caller.cred, ns.owner))
      return fail('EPERM', 'PNS-08', { ns: ns.id });
    if (value < 0 || value > ns.pidMax) return fail('EINVAL', 'PNS-08', { ns: ns.id });
    kernel.emit({ type: 'LastPidSet', rule: 'PNS-08', ns: ns.id, value });
    return SUCCESS;
  },
  get_last_pid: (kernel, { ns }, caller) => ({ ret: namespaceOf(kernel, caller, ns).lastPid }),

  /** pid_table_root_permissions. Errno: EACCES for who may not write the file; EINVAL beyond 301 to 4194304 (PNS-10). */
  set_pid_max(kernel, { value, ns: id }, caller) {
    const ns = namespaceOf(kernel, caller, id);
    const isRoot = caller.cred.euid === rootUid(kernel.state, ns.owner);
    if (!isRoot && !nsCapable(kernel.state, caller.cred, ns.owner, 'CAP_SYS_ADMIN'))
      return fail('EACCES', 'PNS-10', { ns: ns.id });
    if (value < PID_MAX_MIN || value > PID_MAX_DEFAULT) return fail('EINVAL', 'PNS-10', { ns: ns.id });
    kernel.emit({ type: 'PidMaxSet', rule: 'PNS-10', ns: ns.id, value });
    return SUCCESS;
  },
  get_pid_max: (kernel, { ns }, caller) => ({ ret: namespaceOf(kernel, caller, ns).pidMax }),

  /** set_permissions. Of the caller's user namespace. Errno: EACCES without CAP_SYS_RESOURCE in it; EINVAL for what is no int, or negative. */
  set_ucount_max(kernel, { kind, value }, { cred }) {
    const { userNs: ns } = cred;
    if (!nsCapable(kernel.state, cred, ns, 'CAP_SYS_RESOURCE')) return fail('EACCES', 'PNS-92');
    if (value < 0 || value > INT_MAX) return fail('EINVAL');
    kernel.emit({ type: 'UcountMaxSet', ns, kind, value });
    return SUCCESS;
  },
};

/** The caller's own, unless the machine says through which procfs the file was opened. */
function namespaceOf(kernel: Recorder, caller: Task, id: PidNsId | undefined): PidNamespace {
  return pidNamespace(kernel.state, id ?? pidNsOf(kernel.state, caller));
}
