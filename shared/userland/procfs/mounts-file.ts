// /proc/PID/mounts and mountinfo: what is mounted where, as one process sees it. proc_pid_mountinfo(5)

import type { Mount } from '../../kernel/state.ts';
import type { Task } from '../../kernel/task.ts';
import type { System } from '../system.ts';
import { isBelow, mountNamespace } from '../vfs/mounts.ts';

/** In the order of mounting, covered ones included. */
export function mountsText(system: System, task: Task): string {
  return mountsOf(system, task)
    .map((mount) => [mount, system.filesystems.keptNamespace(mount)] as const)
    .map(([mount, kept]) =>
      kept === null
        ? `${mount.source} ${mount.target} ${typeOf(mount)} ${mount.options} 0 0\n`
        : `nsfs ${mount.target} nsfs rw 0 0\n`,
    )
    .join('');
}

export function mountinfoText(system: System, task: Task): string {
  const mounts = mountsOf(system, task);
  return mounts
    .map((mount, index) => {
      const parent = parentOf(mounts.slice(0, index), mount)?.id ?? 1;
      const kept = system.filesystems.keptNamespace(mount);
      const peers = mount.propagation === 'shared' ? ` shared:${mount.peerGroup ?? mount.id}` : '';
      const where = `${mount.id} ${parent} 0:${20 + mount.id}`;
      return kept === null
        ? `${where} / ${mount.target} ${mount.options}${peers} - ${typeOf(mount)} ${mount.source} rw\n`
        : `${where} ${kept.label} ${mount.target} rw${peers} - nsfs nsfs rw\n`;
    })
    .join('');
}

function mountsOf({ kernel }: System, { nsproxy }: Task): readonly Mount[] {
  return mountNamespace(kernel.state, nsproxy.mntNs).mounts;
}

function typeOf(mount: Mount): string {
  return mount.fstype === 'root' || mount.fstype === 'bind' ? 'ext4' : mount.fstype;
}

/** The mount on which another one's target lies: the last earlier one at the longest fitting place. */
function parentOf(earlier: readonly Mount[], { target }: Mount): Mount | undefined {
  const above = earlier.filter((mount) => mount.target === target || isBelow(target, mount.target));
  const longest = Math.max(...above.map((mount) => mount.target.length));
  return above.findLast((mount) => mount.target.length === longest);
}
