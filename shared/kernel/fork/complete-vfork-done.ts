// When does a task that forked with CLONE_VFORK go on (complete_vfork_done in kernel/fork.c)?

import type { Recorder } from '../recorder.ts';
import type { Task } from '../task.ts';

/** mm_release: the child is done with the memory. Its parent, if it was not killed meanwhile, first acts on its signals. */
export function completeVforkDone(kernel: Recorder, { id, vforkDone }: Task): void {
  const parent = vforkDone === null ? undefined : kernel.findTask(vforkDone);
  if (parent?.waitingFor?.on !== 'vfork' || parent.waitingFor.child !== id) return;
  kernel.emit({ type: 'TaskWoke', task: parent.id });
  kernel.kick(parent.id);
}
