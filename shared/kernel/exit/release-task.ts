// When is a process gone, and who waited for its number (release_task in kernel/exit.c, free_pid in kernel/pid.c)?

import type { Rule } from '../fact.ts';
import type { PidId, PidNsId, TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { pidNamespace, pidStruct } from '../selectors.ts';

/** release_task. `by` is who waited for it, null when nobody had to (PNS-45). */
export function releaseTask(kernel: Recorder, id: TaskId, by: TaskId | null, rule?: Rule): void {
  const { pid, pgrp, session } = kernel.task(id);
  freeingNumbers(kernel, [pid, pgrp, session], () => {
    kernel.emit({ type: 'TaskReaped', ...(rule && { rule }), task: id, by });
  });
}

/** free_pid: an init that waits for its namespace is woken when only its own number is left (PNS-37, PNS-38). */
export function freeingNumbers(kernel: Recorder, pids: readonly PidId[], action: () => void): void {
  const namespaces = new Set(pids.map((pid) => pidStruct(kernel.state, pid).ns));
  action();
  for (const ns of namespaces) wakeHeldInits(kernel, ns);
}

function wakeHeldInits(kernel: Recorder, innermost: PidNsId): void {
  for (let ns: PidNsId | null = innermost; ns !== null;) {
    const { phase, childReaper, numbers, parent } = pidNamespace(kernel.state, ns);
    if (phase === 'closed' && childReaper !== null && numbers.size === 1) kernel.kick(childReaper);
    ns = parent;
  }
}
