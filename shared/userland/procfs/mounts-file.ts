// /proc/PID/mounts and mountinfo: what is mounted where, as one process sees it. proc_pid_mountinfo(5)

import type { KernelState, Mount } from '../../kernel/state.ts';
import type { Task } from '../../kernel/task.ts';
import { isBelow, mountNamespace } from '../vfs/mounts.ts';

/** In the order of mounting, covered ones included. */
export function mountsText(state: KernelState, task: Task): string {
  return mountsOf(state, task)
    .map((mount) => `${sourceOf(mount)} ${mount.target} ${typeOf(mount)} ${mount.options} 0 0\n`)
    .join('');
}

export function mountinfoText(state: KernelState, task: Task): string {
  const mounts = mountsOf(state, task);
  return mounts
    .map((mount, index) => {
      const parent = parentOf(mounts.slice(0, index), mount)?.id ?? 1;
      const root = mount.nsFile === null ? '/' : `${mount.nsFile.kind}:[${mount.nsFile.id}]`;
      const peers = mount.propagation === 'shared' ? ` shared:${mount.peerGroup ?? mount.id}` : '';
      const options = `${mount.options}${peers} - ${typeOf(mount)} ${sourceOf(mount)} rw`;
      return `${mount.id} ${parent} 0:${20 + mount.id} ${root} ${mount.target} ${options}\n`;
    })
    .join('');
}

function mountsOf(state: KernelState, { nsproxy }: Task): readonly Mount[] {
  return mountNamespace(state, nsproxy.mntNs).mounts;
}

function typeOf(mount: Mount): string {
  if (mount.nsFile !== null) return 'nsfs';
  return mount.fstype === 'root' || mount.fstype === 'bind' ? 'ext4' : mount.fstype;
}

function sourceOf(mount: Mount): string {
  return mount.nsFile === null ? mount.source : 'nsfs';
}

/** The mount on which another one's target lies: the last earlier one at the longest fitting place. */
function parentOf(earlier: readonly Mount[], { target }: Mount): Mount | undefined {
  const above = earlier.filter((mount) => mount.target === target || isBelow(target, mount.target));
  const longest = Math.max(...above.map((mount) => mount.target.length));
  return above.findLast((mount) => mount.target.length === longest);
}
