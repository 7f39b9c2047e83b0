// Which file does a path name, for this process? path_resolution(7), mount_namespaces(7)

import type { MntNsId } from '../../kernel/ids.ts';
import type { Mount } from '../../kernel/state.ts';
import { invariant } from '../../result.ts';
import type { KernelView, Process } from '../process.ts';
import { failed } from '../program.ts';
import type { Failure } from '../program.ts';
import type { DirectoryInode, Inode, SymlinkInode } from './inode.ts';
import { childPath, isSamePlace } from './location.ts';
import type { Location } from './location.ts';
import { topMountAt } from './mounts.ts';
import { mayAccess } from './permission.ts';

const MAX_SYMLINKS = 40;
const NAME_MAX = 255;
const PATH_MAX = 4096;

/** The last name of a path and the directory it is to be found or made in. */
export interface LastName {
  readonly directory: Location & { readonly inode: DirectoryInode };
  readonly name: string;
  /** Ends in a slash: only a directory will do. */
  readonly mustBeDirectory: boolean;
}

interface Walk {
  readonly caller: Process;
  symlinks: number;
}

export class Vfs {
  readonly #kernel: KernelView;
  readonly #rootInodeOf: (mount: Mount) => Inode;
  readonly #charge: (names: number) => void;

  /**
   * `rootInodeOf` makes the inode a mount shows at its target: the root of its file system. `charge` is told of every path
   * how many names were walked.
   */
  constructor(kernel: KernelView, rootInodeOf: (mount: Mount) => Inode, charge: (names: number) => void) {
    this.#charge = charge;
    this.#kernel = kernel;
    this.#rootInodeOf = rootInodeOf;
  }

  /** The root directory of a mount namespace. */
  root(mntNs: MntNsId): Location {
    const mount = topMountAt(this.#kernel.state, mntNs, '/');
    invariant(mount !== null, `mount namespace ${mntNs} has no root`);
    return { mntNs, mount: mount.id, path: '/', inode: this.#rootInodeOf(mount), parent: null };
  }

  /** Where the absolute paths of a process begin. */
  rootOf(process: Process): Location {
    return process.root ?? this.root(process.task.nsproxy.mntNs);
  }

  /** Where `path` leads; a symbolic link at its end is followed. */
  resolve(caller: Process, path: string): Location | Failure {
    return this.#walk({ caller, symlinks: 0 }, this.#start(caller, path), path, true);
  }

  /** Like resolve, but a symbolic link at the end is what is meant. */
  resolveNoFollow(caller: Process, path: string): Location | Failure {
    return this.#walk({ caller, symlinks: 0 }, this.#start(caller, path), path, path.endsWith('/'));
  }

  /** For calls that make or remove the last name. EEXIST for a path without a last name (`/`, `.`, `..`). */
  resolveLastName(caller: Process, path: string): LastName | Failure {
    const names = path.split('/').filter((name) => name !== '');
    const name = names.pop();
    if (path === '') return { errno: 'ENOENT' };
    if (name === undefined || name === '.' || name === '..') return { errno: 'EEXIST' };
    const before = path.slice(0, path.lastIndexOf(name));
    const walk: Walk = { caller, symlinks: 0 };
    const directory = this.#walk(walk, this.#start(caller, path), before === '' ? '.' : before, true);
    if (failed(directory)) return directory;
    const { inode } = directory;
    if (inode.kind !== 'directory') return { errno: 'ENOTDIR' };
    if (name.length > NAME_MAX) return { errno: 'ENAMETOOLONG' };
    if (inode.isRemoved) return { errno: 'ENOENT' };
    return { directory: { ...directory, inode }, name, mustBeDirectory: path.endsWith('/') };
  }

  /** A name in a directory one has come to, links not followed; mounts over it are entered. */
  child(caller: Process, directory: Location, name: string): Location | Failure {
    const { inode } = directory;
    if (inode.kind !== 'directory') return { errno: 'ENOTDIR' };
    if (!mayAccess(caller, inode, 'search')) return { errno: 'EACCES' };
    if (name === '.' || name === '..') {
      const refused = inode.enter?.(caller);
      if (refused) return refused;
    }
    if (name === '.') return directory;
    if (name === '..') return isRootOf(caller, directory) ? directory : (directory.parent ?? directory);
    if (name.length > NAME_MAX) return { errno: 'ENAMETOOLONG' };
    const found = inode.lookup(name, caller);
    if (failed(found)) return found;
    return this.#enterMount({
      ...directory,
      path: childPath(directory.path, name),
      inode: found,
      parent: directory,
    });
  }

  #start(caller: Process, path: string): Location {
    return path.startsWith('/') ? this.rootOf(caller) : caller.cwd;
  }

  #walk(walk: Walk, start: Location, path: string, followLast: boolean): Location | Failure {
    if (path === '') return { errno: 'ENOENT' };
    if (path.length >= PATH_MAX) return { errno: 'ENAMETOOLONG' };
    const names = path.split('/').filter((name) => name !== '');
    this.#charge(names.length);
    let at = start;
    for (const [index, name] of names.entries()) {
      const next = this.child(walk.caller, at, name);
      if (failed(next)) return next;
      const follow = followLast || index < names.length - 1;
      const arrived = next.inode.kind === 'symlink' && follow ? this.#follow(walk, at, next.inode) : next;
      if (failed(arrived)) return arrived;
      at = arrived;
    }
    return path.endsWith('/') && at.inode.kind !== 'directory' ? { errno: 'ENOTDIR' } : at;
  }

  #follow(walk: Walk, directory: Location, link: SymlinkInode): Location | Failure {
    walk.symlinks += 1;
    if (walk.symlinks > MAX_SYMLINKS) return { errno: 'ELOOP' };
    if (link.jump !== undefined) return link.jump(walk.caller);
    const target = link.readlink(walk.caller);
    if (failed(target)) return target;
    const start = target.startsWith('/') ? this.#start(walk.caller, target) : directory;
    return this.#walk(walk, start, target, true);
  }

  #enterMount(location: Location): Location {
    const mount = topMountAt(this.#kernel.state, location.mntNs, location.path);
    if (mount === null) return location;
    return { ...location, mount: mount.id, inode: this.#rootInodeOf(mount) };
  }
}

/** follow_dotdot: from its own root nobody gets any higher. */
function isRootOf({ root }: Process, directory: Location): boolean {
  return root !== null && isSamePlace(root, directory);
}
