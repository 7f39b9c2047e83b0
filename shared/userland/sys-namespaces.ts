// The system calls of namespaces and mounts: unshare, setns, mount, umount, sethostname.

import type { CloneFlag } from '../kernel/call.ts';
import { nsCapable } from '../kernel/cred/capable.ts';
import { mountCall } from './mounting.ts';
import { umountCall } from './unmounting.ts';
import { namespaceCensus } from './namespace-numbers.ts';
import { UtsNamespace, withNewNamespaces } from './other-namespaces.ts';
import type { OtherNamespace } from './other-namespaces.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Sys, Sysc } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import { moveToCopy, whereRooted } from './root-directory.ts';
import { NsInode } from './vfs/ns-file.ts';

type NamespaceCalls = Pick<Sys, 'unshare' | 'setns' | 'mount' | 'umount' | 'gethostname' | 'sethostname'>;

const HOSTNAME_MAX = 64;

export function namespaceCalls(gate: SyscallGate): NamespaceCalls {
  return {
    unshare: (flags) => unshare(gate, flags),
    setns: (fd, nstype) => setns(gate, fd, nstype),
    mount: (source, target, fstype, flags, data) =>
      mountCall(gate, { source, target, fstype, flags, data: data ?? '' }),
    umount: (target, flags = []) => umountCall(gate, target, flags.includes('MNT_DETACH')),
    *gethostname() {
      return (yield* gate.enter()).others.uts.hostname;
    },
    *sethostname(name) {
      const process = yield* gate.enter();
      const { uts } = process.others;
      if (!nsCapable(process.kernelState, process.task.cred, uts.owner, 'CAP_SYS_ADMIN'))
        return { errno: 'EPERM' };
      if (name.length > HOSTNAME_MAX) return { errno: 'EINVAL' };
      uts.hostname = name;
      return 0;
    },
  };
}

function* unshare(gate: SyscallGate, flags: readonly CloneFlag[]): Sysc<number> {
  const process = yield* gate.enter();
  const census = namespaceCensus(gate.system, flags);
  const done = yield* gate.number({ call: 'unshare', flags, ...census, ...whereRooted(process) });
  if (failed(done)) return done;
  const { cred, nsproxy } = process.task;
  process.others = withNewNamespaces(process.others, cred, census.nsNumbers);
  if (flags.includes('CLONE_NEWNS')) moveToCopy(process, nsproxy.mntNs);
  return done;
}

/** Errno: EBADF no descriptor; EINVAL no namespace file, or of another type; what the kernel says of PID, user and mount namespaces. */
function* setns(gate: SyscallGate, fd: number, nstype: CloneFlag | null): Sysc<number> {
  const process = yield* gate.enter();
  const file = process.files.get(fd);
  if (file === undefined) return gate.fail(process, 'setns', 'EBADF');
  if (!(file.inode instanceof NsInode)) return gate.fail(process, 'setns', 'EINVAL');
  const { handle } = file.inode;
  if (handle.kind === 'other') return yield* joinOther(gate, process, handle.namespace, nstype);
  const done = yield* gate.number({ call: 'setns', ns: handle, nstype });
  // whoever enters a mount namespace stands at its root
  if (!failed(done) && handle.kind === 'mnt') {
    process.root = null;
    process.cwd = gate.system.vfs.root(handle.id);
  }
  return done;
}

function* joinOther(
  gate: SyscallGate,
  process: Process,
  namespace: OtherNamespace,
  nstype: CloneFlag | null,
): Sysc<number> {
  const { kind, owner } = namespace;
  const done = yield* gate.number({ call: 'setns', ns: { kind, owner }, nstype });
  if (failed(done)) return done;
  process.others =
    namespace instanceof UtsNamespace
      ? { ...process.others, uts: namespace }
      : { ...process.others, [kind]: namespace };
  return done;
}
