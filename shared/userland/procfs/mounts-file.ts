// /proc/PID/mounts and mountinfo: what is mounted where, as one process sees it. proc_pid_mountinfo(5)

import type { Mount } from '../../kernel/state.ts';
import type { Task } from '../../kernel/task.ts';
import type { System } from '../system.ts';
import { pathBelow } from '../vfs/location.ts';
import { mountNamespace, parentPath } from '../vfs/mounts.ts';
import type { Superblock } from '../vfs/superblock.ts';

/** Where the mount on which the root of the first mount namespace stands would be. */
const OUTSIDE = 1;
/** A machine that has started up has mounted and unmounted before. */
const FIRST_ID = 20;

/** In the order of mounting, covered ones included. */
export function mountsText(system: System, task: Task): string {
  return mountsOf(system, task)
    .map((mount) => {
      const superblock = system.filesystems.superblockOf(mount.id);
      const options = [...accessed(mount, superblock), ...superblock.options].join(',');
      return `${escaped(mount.source)} ${escaped(mount.target)} ${superblock.type} ${options} 0 0\n`;
    })
    .join('');
}

export function mountinfoText(system: System, task: Task): string {
  const mounts = mountsOf(system, task);
  const earlier = new Map<string, Mount>();
  const last = new Map(mounts.map((mount) => [mount.target, mount]));
  return mounts
    .map((mount) => {
      const superblock = system.filesystems.superblockOf(mount.id);
      const above = earlier.get(mount.target) ?? parentOf(last, mount);
      earlier.set(mount.target, mount);
      const parent = above === undefined ? OUTSIDE : FIRST_ID + above.id;
      const root = system.filesystems.keptNamespace(mount)?.label ?? escaped(mount.root ?? '/');
      const device = `${superblock.dev >> 8}:${superblock.dev & 0xff}`;
      const where = [
        FIRST_ID + mount.id,
        parent,
        device,
        root,
        escaped(mount.target),
        mount.options,
        ...groups(mount),
      ];
      const options = [superblock.readOnly ? 'ro' : 'rw', ...superblock.options].join(',');
      return `${where.join(' ')} - ${superblock.type} ${escaped(mount.source)} ${options}\n`;
    })
    .join('');
}

function groups({ peerGroup, master, propagation }: Mount): readonly string[] {
  return [
    ...(peerGroup === null ? [] : [`shared:${peerGroup}`]),
    ...(master === undefined ? [] : [`master:${master}`]),
    ...(propagation === 'unbindable' ? ['unbindable'] : []),
  ];
}

/** Read-only where either the mount or its file system is. */
function accessed({ options }: Mount, { readOnly }: Superblock): readonly string[] {
  const [access = 'rw', ...rest] = options.split(',');
  return [readOnly ? 'ro' : access, ...rest];
}

/** mangle: blanks and their kin are written as octal numbers. */
function escaped(text: string): string {
  return text.replace(/[ \t\n\\#]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** seq_path_root: those below the root of the process, from there. */
function mountsOf({ kernel, processes }: System, { id, nsproxy }: Task): readonly Mount[] {
  const { mounts } = mountNamespace(kernel.state, nsproxy.mntNs);
  const root = processes.get(id)?.root?.path ?? '/';
  return mounts.flatMap((mount) => {
    const target = pathBelow(root, mount.target);
    return target === null ? [] : [{ ...mount, target }];
  });
}

/** The mount on which another one's target lies, where none was there before it: the last one at the longest fitting place. */
function parentOf(last: ReadonlyMap<string, Mount>, { target }: Mount): Mount | undefined {
  for (let path = parentPath(target); path !== ''; path = parentPath(path)) {
    const mount = last.get(path);
    if (mount !== undefined) return mount;
  }
  return undefined;
}
