// What does the end of an init do to its namespace (zap_pid_ns_processes in kernel/pid_namespace.c)?

import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { childrenOf, isExiting, pidNamespace, pidNsOf, visibleTasks } from '../selectors.ts';
import { sendSignal } from '../signals/send-signal.ts';
import { releaseTask } from './release-task.ts';

/**
 * The first half: no number is handed out any more (PNS-25), the init ignores SIGCHLD, every member is killed (PNS-36).
 *
 * Order: by number. Nested namespaces are members too, and fall with it (PNS-38).
 */
export function zapPidNsProcesses(kernel: Recorder, init: TaskId): void {
  const ns = pidNsOf(kernel.state, kernel.task(init));
  const members = visibleTasks(kernel.state, ns)
    .filter((task) => task.id !== init && !isExiting(task) && !kernel.isDoomed(task.id))
    .map(({ id }) => id);
  kernel.emit({ type: 'PidNamespaceClosed', rule: 'PNS-36', ns, init, members });
  for (const member of members)
    sendSignal(kernel, member, 'SIGKILL', 'kernel', { because: 'zap', rule: 'PNS-36' });
}

/**
 * The second half, each time something happened: reaps its own zombies, in list order (PNS-39), and tells whether its
 * number is the last one. Until then the init is neither running nor a zombie (PNS-37).
 */
export function zapWait(kernel: Recorder, init: TaskId): boolean {
  for (const child of childrenOf(kernel.state, kernel.task(init))) {
    if (child.state === 'zombie' && child.tracer === null) releaseTask(kernel, child.id, null, 'PNS-39');
  }
  return pidNamespace(kernel.state, pidNsOf(kernel.state, kernel.task(init))).numbers.size === 1;
}
